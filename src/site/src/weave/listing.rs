//! Code and output as blocks of text, with where they are from and how to run them.

use super::{read, recorded, shown};
use crate::html::escape;
use runner::catalog::{Lesson, Workbook};

/// A lesson's source, or what stands between two anchors.
pub fn lesson(
    workbook: &Workbook,
    lesson: &Lesson,
    anchor: Option<&str>,
) -> Result<String, String> {
    let path = shown(workbook, &lesson.source);
    let source = read(
        workbook,
        &lesson.source,
        "it is in the `bin` list of its chapter",
    )?;
    let code = match anchor {
        None => whole(&source),
        Some(anchor) => between(&source, anchor).map_err(|e| format!("{path} {e}"))?,
    };
    Ok(listing(
        "rust",
        &code,
        &path,
        &format!("run {}", lesson.name),
    ))
}

/// A lesson and the same program in Python, side by side.
pub fn twin(workbook: &Workbook, lesson: &Lesson) -> Result<String, String> {
    if let Some(reason) = &lesson.no_twin {
        return Err(format!("{} has no twin: {reason}", lesson.name));
    }
    let path = shown(workbook, &lesson.twin());
    let python = read(
        workbook,
        &lesson.twin(),
        "write it, or give `no_twin` a reason in the chapter's Cargo.toml",
    )?;
    let rust = self::lesson(workbook, lesson, None)?;
    let python = listing(
        "python",
        &whole(&python),
        &path,
        &format!("run {} --python", lesson.name),
    );
    Ok(format!(
        "<div class=\"lesson-twin\">\n\n{rust}\n\n{python}\n\n</div>"
    ))
}

/// What a lesson prints. If the page has just asked about it, it is folded away: the reader guesses first.
pub fn output(workbook: &Workbook, lesson: &Lesson, is_the_answer: bool) -> Result<String, String> {
    let text = fenced("text", &recorded::output(workbook, lesson)?);
    let caveat = recorded::caveat(lesson).map_or(String::new(), |caveat| format!(", {caveat}"));
    let label = format!("{} prints{caveat}", lesson.name);
    Ok(match is_the_answer {
        true => format!(
            "<details class=\"lesson lesson-output\">\n<summary>What {label}</summary>\n\n{text}\n\n</details>"
        ),
        false => format!(
            "<div class=\"lesson lesson-output\">\n<p class=\"lesson-label\">{label}</p>\n\n{text}\n\n</div>"
        ),
    })
}

/// A block of code, and under it its file and the command of the workbook that belongs to it.
pub fn listing(language: &str, code: &str, path: &str, command: &str) -> String {
    let place = format!(
        "<p class=\"lesson-place\"><span>{}</span> <code>cargo run -q -- {}</code></p>",
        escape(path),
        escape(command)
    );
    format!(
        "<div class=\"lesson\">\n\n{}\n\n{place}\n</div>",
        fenced(language, code)
    )
}

/// A file without its head and its anchors. The head is the sentence that says what happens, before the reader was
/// asked, and the command, which stands below.
pub fn whole(source: &str) -> String {
    let body = source
        .lines()
        .skip_while(|line| line.starts_with("//!"))
        .filter(|line| !is_anchor(line));
    body.collect::<Vec<_>>().join("\n").trim().to_string() + "\n"
}

/// The lines between `// ANCHOR: name` and `// ANCHOR_END: name`, moved to the left as far as they go.
fn between(source: &str, anchor: &str) -> Result<String, String> {
    let place = |mark: &str| {
        let mut lines = source
            .lines()
            .enumerate()
            .filter(|(_, line)| marked(line, mark) == Some(anchor));
        match (lines.next(), lines.next()) {
            (Some((i, _)), None) => Ok(i),
            (None, _) => Err(format!("has no `// {mark}: {anchor}`")),
            (_, Some(_)) => Err(format!("has more than one `// {mark}: {anchor}`")),
        }
    };
    let (start, end) = (place("ANCHOR")?, place("ANCHOR_END")?);
    let lines: Vec<&str> = source
        .lines()
        .take(end)
        .skip(start + 1)
        .filter(|line| !is_anchor(line))
        .collect();
    if lines.iter().all(|line| line.trim().is_empty()) {
        return Err(format!(
            "has nothing between `// ANCHOR: {anchor}` and `// ANCHOR_END: {anchor}`"
        ));
    }
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min();
    Ok(lines
        .iter()
        .map(|line| line.get(indent.unwrap_or(0)..).unwrap_or("").to_string() + "\n")
        .collect())
}

fn is_anchor(line: &str) -> bool {
    marked(line, "ANCHOR")
        .or(marked(line, "ANCHOR_END"))
        .is_some()
}

/// The name in `// MARK: name`.
fn marked<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let comment = line
        .trim()
        .strip_prefix("//")
        .or_else(|| line.trim().strip_prefix('#'))?;
    comment
        .trim_start()
        .strip_prefix(mark)?
        .strip_prefix(':')
        .map(str::trim)
}

/// A code block whose fence is longer than any in the text.
pub fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let end = if text.ends_with('\n') || text.is_empty() {
        ""
    } else {
        "\n"
    };
    format!("{fence}{language}\n{text}{end}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! Head.\n//!\n//!     command\n\nfn main() {\n    // ANCHOR: show\n    a();\n\n        b();\n    // ANCHOR_END: show\n    // ANCHOR: shown\n    c();\n    // ANCHOR_END: shown\n}\n";

    #[test]
    fn anchors_are_matched_exactly_and_are_not_shown() {
        assert_eq!(between(SOURCE, "show").unwrap(), "a();\n\n    b();\n");
        assert_eq!(between(SOURCE, "shown").unwrap(), "c();\n");
        assert_eq!(
            between(SOURCE, "sho").unwrap_err(),
            "has no `// ANCHOR: sho`"
        );
        assert_eq!(
            whole(SOURCE),
            "fn main() {\n    a();\n\n        b();\n    c();\n}\n"
        );
    }

    #[test]
    fn an_anchor_has_one_begin_one_end_and_something_between() {
        let errors = [
            ("// ANCHOR: a\nx\n", "has no `// ANCHOR_END: a`"),
            (
                "// ANCHOR: a\nx\n// ANCHOR: a\n// ANCHOR_END: a\n",
                "has more than one `// ANCHOR: a`",
            ),
            (
                "// ANCHOR: a\n\n// ANCHOR_END: a\n",
                "has nothing between `// ANCHOR: a` and `// ANCHOR_END: a`",
            ),
            (
                "// ANCHOR_END: a\nx\n// ANCHOR: a\n",
                "has nothing between `// ANCHOR: a` and `// ANCHOR_END: a`",
            ),
        ];
        for (source, error) in errors {
            assert_eq!(between(source, "a").unwrap_err(), error);
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fenced("text", "a"), "```text\na\n```");
        assert_eq!(fenced("text", "```\n"), "````text\n```\n````");
    }
}
