//! How a verdict is said: to a person, to a program, to CI.

use super::Failure;
use crate::paint;
use colored::Colorize;
use observer::draw::gantt;
use observer::draw::text::{Page, Paint, Text};
use runner::catalog::{Reason, Workbook};
use runner::check::{self, Ended, Found, Rejection, Task, TestResult, Verdict};
use runner::{Error, Result};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A verdict, and whether it is the one that it should be.
pub struct Said<'a> {
    pub task: Task<'a>,
    pub verdict: &'a Verdict,
    /// A wrong answer should be rejected for its reason, if that can be tried here; any other should pass.
    pub is_as_it_should: bool,
    /// What a wrong answer states was left out by its test.
    pub is_left_out: bool,
    /// Why it was rejected; of a wrong answer that was not, what happened instead.
    pub why: String,
}

impl<'a> Said<'a> {
    pub fn new(task: Task<'a>, verdict: &'a Verdict, is_wrong: bool) -> Result<Said<'a>> {
        let rejection = match is_wrong {
            true => Some(check::rejection(task.answer, verdict)?),
            false => None,
        };
        let is_left_out = matches!(rejection, Some(Rejection::LeftOut(_)));
        let (is_as_it_should, why) = match rejection {
            None if verdict.passed => (true, left_out(verdict)),
            None => (false, check::what_happened(verdict)),
            Some(Rejection::AsStated(reason)) => (true, stated(&reason)),
            Some(Rejection::LeftOut(why)) => (true, format!("left out: {why}")),
            Some(Rejection::Otherwise(instead)) => (false, instead),
        };
        Ok(Said {
            task,
            verdict,
            is_as_it_should,
            is_left_out,
            why,
        })
    }
}

/// Why a wrong answer was rejected.
fn stated(reason: &Reason) -> String {
    match reason {
        Reason::Finding(name) => format!("finding {name}"),
        Reason::Fails(test) => format!("{test} fails"),
        Reason::Refused(code) => format!("refused with {code}"),
        Reason::LetsThrough(program) => format!("lets {program} through"),
    }
}

/// The tests that tried nothing, and why.
fn left_out(verdict: &Verdict) -> String {
    let left_out = |test: &&TestResult| !test.left_out.is_empty();
    let tests = verdict.tests.iter().filter(left_out);
    let lines: Vec<String> = tests
        .map(|test| format!("{} is left out: {}", test.name, test.left_out))
        .collect();
    lines.join("; ")
}

/// In one line.
pub fn line(out: &mut impl Write, said: &Said<'_>, page: Page) -> io::Result<()> {
    let mark = match said.is_left_out {
        true => "-".dimmed(),
        false => mark(said.is_as_it_should, page),
    };
    let name = format!("{} {}", said.verdict.id, said.verdict.answer);
    match said.why.as_str() {
        "" => writeln!(out, "{mark} {name}"),
        why => writeln!(out, "{mark} {name}: {why}"),
    }
}

/// In a few words, without its name.
pub fn brief(said: &Said<'_>) -> String {
    match (said.verdict.passed, said.verdict.ended) {
        (true, _) => "passed".into(),
        (false, Ended::Todo) => "still to do".into(),
        (false, Ended::Compile) => {
            let first = said.verdict.errors.first();
            format!(
                "does not compile: {}",
                first
                    .and_then(|error| error.message.lines().next())
                    .unwrap_or_default()
            )
        }
        (false, _) => said.why.clone(),
    }
}

/// Whole: which answer, the tests, the findings, the run.
pub fn whole(
    out: &mut impl Write,
    workbook: &Workbook,
    said: &Said<'_>,
    page: Page,
) -> std::result::Result<(), Failure> {
    let path = workbook.shown(&said.task.answer.path).display().to_string();
    writeln!(out, "{} {}", said.verdict.id.bold(), path.dimmed())?;
    if is_not_run(out, said.verdict, page)? {
        return Ok(());
    }
    tests(out, said.verdict, page)?;
    if !said.verdict.passed {
        chart(out, said.verdict, page)?;
    }
    findings(out, workbook, said.verdict, page)?;
    if said.verdict.passed {
        writeln!(
            out,
            "{}",
            format!("{} passed", said.verdict.id).green().bold()
        )?;
    }
    Ok(())
}

/// For a screen, where what stands last may not be seen: the mistake, its chart, then the tests.
pub fn findings_first(
    out: &mut impl Write,
    workbook: &Workbook,
    said: &Said<'_>,
    page: Page,
) -> std::result::Result<(), Failure> {
    if is_not_run(out, said.verdict, page)? {
        return Ok(());
    }
    findings(out, workbook, said.verdict, page)?;
    chart(out, said.verdict, page)?;
    writeln!(out)?;
    tests(out, said.verdict, page)?;
    Ok(())
}

/// Says why no test of it was run, or how all of them ended; whether there is nothing more to say.
fn is_not_run(out: &mut impl Write, verdict: &Verdict, page: Page) -> io::Result<bool> {
    match verdict.ended {
        Ended::Compile => {
            verdict
                .errors
                .iter()
                .try_for_each(|error| writeln!(out, "{}", error.rendered.trim_end()))?;
            writeln!(out, "{} {}", mark(false, page), verdict.note)?;
            Ok(true)
        }
        Ended::Todo => {
            let task = verdict
                .tests
                .last()
                .map_or("", |test| test.message.as_str());
            let task = task.trim_start_matches("not yet implemented: ");
            print(out, &paragraph("still to do: ", task, Paint::Plain, page))?;
            Ok(true)
        }
        _ if !verdict.note.is_empty() => {
            print(out, &paragraph("", &verdict.note, Paint::Mistake, page))?;
            Ok(false)
        }
        _ => Ok(false),
    }
}

fn tests(out: &mut impl Write, verdict: &Verdict, page: Page) -> io::Result<()> {
    for test in &verdict.tests {
        if !test.left_out.is_empty() {
            let what = format!("{}, left out: ", test.name);
            print(
                out,
                &paragraph("- ", &(what + &test.left_out), Paint::Dim, page),
            )?;
            continue;
        }
        writeln!(out, "{} {}", mark(test.passed, page), test.name)?;
        test.message
            .lines()
            .try_for_each(|line| print(out, &paragraph("    ", line, Paint::Plain, page)))?;
    }
    Ok(())
}

/// The run, without its findings: those of all tests are said once.
fn chart(out: &mut impl Write, verdict: &Verdict, page: Page) -> io::Result<()> {
    match &verdict.chart {
        Some((test, view)) => {
            writeln!(out)?;
            print(out, &gantt::chart(view, test, page))
        }
        None => Ok(()),
    }
}

/// What was found, and where the book explains it.
fn findings(
    out: &mut impl Write,
    workbook: &Workbook,
    verdict: &Verdict,
    page: Page,
) -> io::Result<()> {
    for found in shown(verdict) {
        print(out, &sentence(found, verdict, page))?;
        if let Some(section) = workbook
            .section(&found.name)
            .filter(|_| found.kind == "mistake")
        {
            let page_name = section.split('.').next().unwrap_or_default();
            let hint = format!(
                "read about it: `cargo run -q -- read {page_name}`, section {}",
                found.name
            );
            print(out, &paragraph("  ", &hint, Paint::Dim, page))?;
        }
    }
    Ok(())
}

/// Of an answer that passed only the good news; of one that did not, what counts and what else is wrong.
fn shown(verdict: &Verdict) -> impl Iterator<Item = &Found> {
    verdict
        .findings
        .iter()
        .filter(|found| verdict.passed == (found.kind == "fact"))
}

fn sentence(found: &Found, verdict: &Verdict, page: Page) -> Text {
    let at = match found.at.as_str() {
        at if at.is_empty() || found.message.contains(at) => String::new(),
        at => format!(" ({at})"),
    };
    let is_why = |test: &TestResult| !test.passed && test.message.contains(&found.message);
    let decides = found.counts || verdict.tests.iter().any(is_why);
    // What an exercise does not count may be meant: two calls that must follow each other do wait in turn.
    let (mark, ascii, seen, paint) = match (found.kind.as_str(), decides) {
        ("fact", _) => ("→ ", "> ", "", Paint::Fact),
        (_, true) => ("✗ ", "X ", "", Paint::Mistake),
        (_, false) => ("· ", "- ", "also seen: ", Paint::Plain),
    };
    paragraph(
        if page.unicode { mark } else { ascii },
        &format!("{seen}{}: {}{at}", found.name, found.message),
        paint,
        page,
    )
}

fn paragraph(mark: &str, sentence: &str, paint: Paint, page: Page) -> Text {
    let mut text = Text::default();
    text.push_wrapped(mark, sentence, paint, page.width);
    text
}

fn print(out: &mut impl Write, text: &Text) -> io::Result<()> {
    write!(out, "{}", paint::text(text))
}

fn mark(good: bool, page: Page) -> colored::ColoredString {
    match (good, page.unicode) {
        (true, true) => "✓".green(),
        (true, false) => "ok".green(),
        (false, true) => "✗".red(),
        (false, false) => "X".red(),
    }
}

/// One JSON object a line.
pub fn json(said: &[Said<'_>]) -> std::result::Result<(), Failure> {
    let mut out = io::stdout().lock();
    for said in said {
        let object = serde_json::to_string(said.verdict).map_err(|e| Error(e.to_string()))?;
        writeln!(out, "{object}")?;
    }
    Ok(())
}

/// JUnit XML: a suite for each answer, a case for each test, and a case `findings`.
pub fn junit(said: &[Said<'_>]) -> std::result::Result<(), Failure> {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for said in said {
        suite(&mut xml, said);
    }
    writeln!(io::stdout(), "{xml}</testsuites>")?;
    Ok(())
}

fn suite(xml: &mut String, said: &Said<'_>) {
    let verdict = said.verdict;
    let name = escape(&format!("{} {}", verdict.id, verdict.answer));
    let failure = |why: &str| match why {
        "" => String::new(),
        why => format!("<failure>{}</failure>", escape(why)),
    };
    let skipped = |why: &str| format!("<skipped message=\"{}\"/>", escape(why));
    let result = |test: &TestResult| match test.left_out.as_str() {
        "" => failure(&test.message),
        why => skipped(why),
    };
    let counted = verdict.findings.iter().filter(|found| found.counts);
    let counted: Vec<String> = counted
        .map(|found| format!("{}: {}", found.name, found.message))
        .collect();
    let tests = verdict.tests.iter();
    let mut cases: Vec<(&str, String)> = tests
        .map(|test| (test.name.as_str(), result(test)))
        .collect();
    cases.push(("findings", failure(&counted.join("\n"))));
    if !verdict.note.is_empty() {
        cases.push(("builds", failure(&verdict.note)));
    }
    let count = |what| cases.iter().filter(|(_, is)| is.starts_with(what)).count();
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">",
        cases.len(),
        count("<failure"),
        count("<skipped"),
    );
    for (case, result) in cases {
        let case = format!("classname=\"{name}\" name=\"{}\"", escape(case));
        let _ = match result.as_str() {
            "" => writeln!(xml, "    <testcase {case}/>"),
            result => writeln!(xml, "    <testcase {case}>{result}</testcase>"),
        };
    }
    xml.push_str("  </testsuite>\n");
}

/// For XML 1.0, which has no place for most control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            super::escape("a<b & \"c\"\u{1b}[0m"),
            "a&lt;b &amp; &quot;c&quot;\u{fffd}[0m"
        );
    }
}
