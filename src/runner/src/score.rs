//! How far the findings go on answers that they were not written for: what rejects the wrong answers of each chapter.
//!
//! That each is rejected for what it states is proved by [`rejection`](crate::check::rejection).

use crate::catalog::{Chapter, Reason, Workbook};
use crate::error::Result;

/// The wrong answers of a chapter, counted by what they state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The chapter.
    pub chapter: String,
    /// Named by a finding.
    pub named: usize,
    /// Refused by the compiler.
    pub refused: usize,
    /// Rejected only by a test, or by a program that a test lets through.
    pub test_only: usize,
}

/// A score for each chapter that has exercises.
pub fn scores(workbook: &Workbook) -> Result<Vec<Score>> {
    let chapters = workbook.chapters.iter();
    chapters
        .filter(|chapter| !chapter.exercises.is_empty())
        .map(Score::of)
        .collect()
}

impl Score {
    fn of(chapter: &Chapter) -> Result<Score> {
        let mut score = Score {
            chapter: chapter.name.clone(),
            named: 0,
            refused: 0,
            test_only: 0,
        };
        for answer in chapter
            .exercises
            .iter()
            .flat_map(|exercise| &exercise.wrong)
        {
            match answer.reason()? {
                Reason::Finding(_) => score.named += 1,
                Reason::Refused(_) => score.refused += 1,
                Reason::Fails(_) | Reason::LetsThrough(_) => score.test_only += 1,
            }
        }
        Ok(score)
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        self.named + self.refused + self.test_only
    }
}
