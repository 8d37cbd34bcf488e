//! What stands above and below every drawing for the terminal.

use super::glyphs::Glyphs;
use super::text::{Page, Paint, Text};
use crate::findings::{Finding, Kind};
use crate::time;
use crate::trace::Clock;
use crate::view::View;

/// `gather: 5 s on the virtual clock`. Times of the real clock are rounded, which the view does.
pub fn heading(view: &View, title: &str) -> String {
    let length = time::show(view.end);
    match view.clock {
        Clock::Virtual => format!("{title}: {length} on the virtual clock"),
        Clock::Hybrid => format!("{title}: {length} on the hybrid clock"),
        Clock::Real => format!("{title}: {length} in real time"),
    }
}

/// Appends the heading.
pub fn push_heading(text: &mut Text, view: &View, title: &str, page: Page) {
    text.push_wrapped("", &heading(view, title), Paint::Title, page.width);
}

/// So many findings of one name say enough; the rest is counted.
const MOST_ALIKE: usize = 4;

/// Appends the findings, a sentence each: the mistakes, what the run left behind, the facts.
pub fn push_findings(text: &mut Text, findings: &[Finding], page: Page) {
    let (leaks, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.is_leak());
    let is_mistake = |finding: &&&Finding| finding.kind == Kind::Mistake;
    push_sentences(text, others.iter().filter(is_mistake).copied(), page);
    if leaks.len() > 1 {
        let title = format!("left behind at the end: {}", leaks.len());
        text.push_wrapped("", &title, Paint::Dim, page.width);
    }
    push_sentences(text, leaks.iter().copied(), page);
    let facts = others.iter().filter(|finding| finding.kind == Kind::Fact);
    push_sentences(text, facts.copied(), page);
}

fn push_sentences<'a>(text: &mut Text, findings: impl Iterator<Item = &'a Finding>, page: Page) {
    let findings: Vec<&Finding> = findings.collect();
    for alike in findings.chunk_by(|a, b| a.name == b.name) {
        for finding in alike.iter().take(MOST_ALIKE) {
            push_sentence(text, finding, page);
        }
        if alike.len() > MOST_ALIKE {
            let more = format!("and {} more of {}", alike.len() - MOST_ALIKE, alike[0].name);
            text.push_wrapped("  ", &more, Paint::Dim, page.width);
        }
    }
}

/// Appends the sentences on where a run and its twin differ.
pub fn push_differences(text: &mut Text, differences: &[String], page: Page) {
    for difference in differences {
        let mark = Glyphs::of(page.unicode).fact;
        text.push_wrapped(mark, difference, Paint::Fact, page.width);
    }
}

fn push_sentence(text: &mut Text, finding: &Finding, page: Page) {
    let glyphs = Glyphs::of(page.unicode);
    let (mark, paint) = match finding.kind {
        Kind::Fact => (glyphs.fact, Paint::Fact),
        Kind::Mistake => (glyphs.mistake, Paint::Mistake),
    };
    let at = finding
        .at
        .as_ref()
        .map_or(String::new(), |at| format!(" ({at})"));
    // A place that the sentence names already is not named again.
    let at = if finding.message.contains(at.trim()) {
        String::new()
    } else {
        at
    };
    text.push_wrapped(
        mark,
        &format!("{}: {}{at}", finding.name, finding.message),
        paint,
        page.width,
    );
}
