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

/// Appends the findings, a sentence each.
pub fn push_findings(text: &mut Text, findings: &[Finding], page: Page) {
    let glyphs = Glyphs::of(page.unicode);
    for finding in findings {
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
}

/// Appends the sentences on where a run and its twin differ.
pub fn push_differences(text: &mut Text, differences: &[String], page: Page) {
    for difference in differences {
        let mark = Glyphs::of(page.unicode).fact;
        text.push_wrapped(mark, difference, Paint::Fact, page.width);
    }
}
