//! What the manifests of the chapters and the book's table of contents say.

use crate::error::{self, Result};
use observer::trace::Clock;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A manifest, as far as it matters here.
#[derive(Deserialize)]
pub struct Manifest {
    pub package: Package,
    #[serde(default)]
    pub bin: Vec<Target>,
    #[serde(default)]
    pub test: Vec<Target>,
}

#[derive(Deserialize)]
pub struct Package {
    #[serde(default)]
    pub metadata: Metadata,
}

#[derive(Deserialize, Default)]
pub struct Metadata {
    #[serde(default)]
    pub lessons: BTreeMap<String, About>,
    #[serde(default)]
    pub exercises: BTreeMap<String, Former>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub clock: Option<Clock>,
    pub threads: Option<usize>,
    pub no_twin: Option<String>,
    #[serde(default)]
    pub twin_needs: Vec<String>,
}

/// What an exercise was called before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    pub was: Vec<String>,
}

#[derive(Deserialize)]
pub struct Target {
    pub name: String,
    pub path: String,
}

/// The table of contents: which chapter has which title, in which part.
pub struct Contents(Vec<(String, String, String)>);

impl Contents {
    /// Reads `SUMMARY.md`.
    pub fn read(path: &Path) -> Result<Contents> {
        let mut part = String::new();
        let mut pages = Vec::new();
        for line in error::read(path)?.lines().skip(1) {
            if let Some(heading) = line.strip_prefix("# ") {
                part = heading.trim().to_string();
            } else if let Some((title, file)) = link(line) {
                pages.push((
                    file.trim_end_matches(".md").to_string(),
                    title.to_string(),
                    part.clone(),
                ));
            }
        }
        Ok(Contents(pages))
    }

    /// The chapter's title and its part; of a page that is not listed, its name.
    pub fn of(&self, chapter: &str) -> (String, String) {
        let found = self.0.iter().find(|(name, ..)| name == chapter);
        found.map_or((chapter.to_string(), String::new()), |(_, title, part)| {
            (title.clone(), part.clone())
        })
    }
}

/// `- [Title](file.md)`.
fn link(line: &str) -> Option<(&str, &str)> {
    let (title, rest) = line
        .trim()
        .trim_start_matches("- ")
        .strip_prefix('[')?
        .split_once("](")?;
    Some((title, rest.split_once(')')?.0))
}
