//! Small changes to the text of a solution, each of which should make a test fail.
//!
//! What is changed is what the learner writes: the lines that the solution has and the given exercise has not. Text is
//! enough for that; whether a mutant compiles, the compiler says.

use similar::{ChangeTag, TextDiff};
use std::collections::BTreeSet;
use std::ops::Range;

/// A solution with one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The line that is changed, from 1.
    pub line: usize,
    /// What is changed: ``delete `wait *= 2;` ``. It names the mutant within its exercise.
    pub what: String,
    /// The whole file.
    pub text: String,
}

/// All mutants of a solution.
pub fn mutants(given: &str, solution: &str) -> Vec<Mutant> {
    let source = Source::new(given, solution);
    let rules = [
        deletions,
        swapped_statements,
        swapped_items,
        replacements,
        numbers,
        words,
        negations,
        awaits_in_turn,
        early_returns,
    ];
    let edits = rules.iter().flat_map(|rule| rule(&source));
    let mut seen = BTreeSet::new();
    let mutants = edits
        .filter(|edit| source.is_the_learners(edit.range.start))
        .map(|edit| source.apply(&edit));
    mutants
        .filter(|mutant| mutant.text != solution && seen.insert(mutant.text.clone()))
        .collect()
}

/// This range becomes this text.
struct Edit {
    range: Range<usize>,
    new: String,
    what: String,
}

struct Source<'a> {
    text: &'a str,
    /// The same with blanks for comments and for what stands in quotes, so that only code is found in it.
    code: String,
    /// The string literals, with their quotes.
    words: Vec<Range<usize>>,
    learners: BTreeSet<usize>,
}

impl Source<'_> {
    fn new<'a>(given: &str, text: &'a str) -> Source<'a> {
        let is_code = |line: &str| {
            let line = line.trim_start();
            !["//", "use ", "#["]
                .iter()
                .any(|start| line.starts_with(start))
        };
        let diff = TextDiff::from_lines(given, text);
        let learners = diff
            .iter_all_changes()
            .filter(|change| change.tag() == ChangeTag::Insert && is_code(change.value()))
            .filter_map(|change| change.new_index())
            .collect();
        let (code, words) = parted(text);
        Source {
            text,
            code,
            words,
            learners,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count()
    }

    fn is_the_learners(&self, at: usize) -> bool {
        self.learners.contains(&self.line(at))
    }

    fn apply(&self, edit: &Edit) -> Mutant {
        let Range { start, end } = edit.range;
        Mutant {
            line: self.line(start) + 1,
            what: edit.what.clone(),
            text: format!("{}{}{}", &self.text[..start], edit.new, &self.text[end..]),
        }
    }

    /// An edit that is described by what it replaces.
    fn replace(&self, range: Range<usize>, new: &str) -> Edit {
        let old = &self.text[range.clone()];
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[range.end..]
            .find('\n')
            .map_or(self.text.len(), |at| range.end + at);
        let around = self.text[line..end].trim();
        Edit {
            what: format!("`{}` becomes `{}` in `{around}`", short(old), short(new)),
            range,
            new: new.to_string(),
        }
    }

    /// Where this text stands in the code.
    fn find<'a>(&'a self, what: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(what).map(|(at, _)| at)
    }

    /// The position behind the bracket that closes the one at `open`.
    fn closed(&self, open: usize) -> Option<usize> {
        let mut depth = 0;
        for (at, byte) in self.code.bytes().enumerate().skip(open) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(at + 1);
            }
        }
        None
    }

    /// The statements of all blocks, without tail expressions.
    fn statements(&self) -> Vec<Range<usize>> {
        let code = self.code.as_bytes();
        let starts = (0..code.len()).filter(|at| matches!(code[*at], b'{' | b';' | b'}'));
        starts
            .filter_map(|at| {
                let start = at
                    + 1
                    + code[at + 1..]
                        .iter()
                        .position(|b| !b.is_ascii_whitespace())?;
                Some(start..self.end_of_statement(start)?)
            })
            .collect()
    }

    fn end_of_statement(&self, start: usize) -> Option<usize> {
        let rest = &self.code[start..];
        let is_block = ["for ", "while ", "loop ", "if ", "match "]
            .iter()
            .any(|word| rest.starts_with(word));
        let mut at = start;
        loop {
            match self.code.as_bytes().get(at)? {
                b';' => return Some(at + 1),
                b')' | b']' | b'}' => return None,
                b'{' if is_block => {
                    let end = self.closed(at)?;
                    let next = self.code[end..].trim_start();
                    if !next.starts_with("else") {
                        let is_value = next.starts_with(['}', '.', '?', ';']);
                        return (!is_value).then_some(end);
                    }
                    at = end;
                }
                b'(' | b'[' | b'{' => at = self.closed(at)?,
                _ => at += 1,
            }
        }
    }

    /// The items between brackets, where there are commas.
    fn items(&self, open: usize) -> Option<Vec<Range<usize>>> {
        let close = self.closed(open)? - 1;
        let (mut items, mut start, mut at) = (Vec::new(), open + 1, open + 1);
        while at < close {
            match self.code.as_bytes()[at] {
                b'(' | b'[' | b'{' => at = self.closed(at)?,
                b',' => {
                    items.push(start..at);
                    at += 1;
                    start = at;
                }
                _ => at += 1,
            }
        }
        if !self.code[start..close].trim().is_empty() {
            items.push(start..close);
        }
        Some(items)
    }
}

fn deletions(source: &Source<'_>) -> Vec<Edit> {
    let statements = source.statements().into_iter().map(|range| Edit {
        what: format!("delete `{}`", short(&source.text[range.clone()])),
        range,
        new: String::new(),
    });
    let awaits = source
        .find(".await")
        .map(|at| source.replace(at..at + 6, ""));
    let questions = source.find("?").map(|at| source.replace(at..at + 1, ""));
    let calls = source.find(".").filter_map(|at| {
        let name = source.code[at + 1..].find(|c: char| !c.is_alphanumeric() && c != '_')?;
        let open = at + 1 + name;
        let is_call = name > 0 && source.code[open..].starts_with('(');
        let end = is_call.then(|| source.closed(open))??;
        Some(source.replace(at..end, ""))
    });
    statements
        .chain(awaits)
        .chain(questions)
        .chain(calls)
        .collect()
}

fn swapped_statements(source: &Source<'_>) -> Vec<Edit> {
    let mut statements = source.statements();
    statements.sort_by_key(|range| range.start);
    let neighbours = statements.iter().flat_map(|first| {
        let next = statements.iter().find(|other| other.start >= first.end);
        next.map(|second| (first, second))
    });
    neighbours
        .filter(|(first, second)| source.code[first.end..second.start].trim().is_empty())
        .map(|(first, second)| {
            let [a, between, b] = [first.clone(), first.end..second.start, second.clone()]
                .map(|range| &source.text[range]);
            Edit {
                what: format!("swap `{}` and `{}`", short(a), short(b)),
                range: first.start..second.end,
                new: format!("{b}{between}{a}"),
            }
        })
        .collect()
}

/// The first two arguments of a call, or items of a tuple or a list.
fn swapped_items(source: &Source<'_>) -> Vec<Edit> {
    let brackets = source.find("(").chain(source.find("["));
    brackets
        .filter_map(|open| {
            let items = source.items(open)?;
            let [first, second, ..] = &items[..] else {
                return None;
            };
            let (a, b) = (
                source.text[first.clone()].trim(),
                source.text[second.clone()].trim(),
            );
            Some(Edit {
                what: format!("swap `{}` and `{}`", short(a), short(b)),
                range: first.start..second.end,
                new: format!("{b}, {a}"),
            })
        })
        .collect()
}

fn replacements(source: &Source<'_>) -> Vec<Edit> {
    const PAIRS: [(&str, &str); 40] = [
        (" == ", " != "),
        (" != ", " == "),
        (" < ", " <= "),
        (" > ", " >= "),
        (" <= ", " < "),
        (" >= ", " > "),
        (" && ", " || "),
        (" || ", " && "),
        (" + ", " - "),
        (" - ", " + "),
        (" * ", " + "),
        (" / ", " * "),
        (" += ", " -= "),
        (" -= ", " += "),
        (" *= ", " += "),
        ("..=", ".."),
        ("true", "false"),
        ("false", "true"),
        ("biased;", ""),
        ("break", "continue"),
        ("continue", "break"),
        ("buffer_unordered(", "buffered("),
        ("buffered(", "buffer_unordered("),
        ("FuturesUnordered", "FuturesOrdered"),
        ("FuturesOrdered", "FuturesUnordered"),
        ("select(", "StreamExt::chain("),
        ("try_join_all(", "join_all("),
        ("timeout_at(", "timeout("),
        ("yield_now()", "std::future::ready(())"),
        ("sleep(", "std::future::ready("),
        ("write_all(", "write("),
        ("read_exact(", "read("),
        (".iter()", ".iter().skip(1)"),
        (".iter()", ".iter().rev()"),
        (".into_iter()", ".into_iter().skip(1)"),
        (".into_iter()", ".into_iter().rev()"),
        ("from_millis(", "from_secs("),
        ("from_secs(", "from_millis("),
        ("Ok(None)", "Err(Default::default())"),
        ("None", "Some(Default::default())"),
    ];
    PAIRS
        .iter()
        .flat_map(|(old, new)| {
            source
                .find(old)
                .map(|at| source.replace(at..at + old.len(), new))
        })
        .collect()
}

fn numbers(source: &Source<'_>) -> Vec<Edit> {
    let bytes = source.code.as_bytes();
    let is_word = |at: usize| {
        bytes
            .get(at)
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
    };
    let starts = (1..bytes.len()).filter(|at| bytes[*at].is_ascii_digit() && !is_word(at - 1));
    starts
        .filter(|at| source.code.as_bytes()[at - 1] != b'.' || source.code[..*at].ends_with(".."))
        .filter_map(|at| {
            let end = (at..bytes.len()).find(|end| !bytes[*end].is_ascii_digit())?;
            let number: u64 = source.code[at..end].parse().ok()?;
            Some((at..end, number))
        })
        .flat_map(|(range, number)| {
            let near = [Some(number + 1), number.checked_sub(1)];
            let edits =
                near.map(|near| near.map(|near| source.replace(range.clone(), &near.to_string())));
            edits.into_iter().flatten()
        })
        .collect()
}

fn words(source: &Source<'_>) -> Vec<Edit> {
    let literals = source.words.iter().filter(|literal| literal.len() > 2);
    literals
        .map(|literal| source.replace(literal.start + 1..literal.start + 1, "*"))
        .collect()
}

fn negations(source: &Source<'_>) -> Vec<Edit> {
    let words = ["if ", "while "];
    words
        .iter()
        .flat_map(|word| source.find(word).map(move |at| at + word.len()))
        .filter(|at| !source.code[*at..].starts_with("let "))
        .filter_map(|at| {
            let end = at + source.code[at..].find([';', '{']).filter(|end| *end > 0)?;
            let condition = source.text[at..end].trim_end();
            Some(source.replace(at..at + condition.len(), &format!("!({condition})")))
        })
        .collect()
}

/// What is awaited together is awaited one after another.
fn awaits_in_turn(source: &Source<'_>) -> Vec<Edit> {
    let macros = ["join!(", "try_join!("].iter().flat_map(|name| {
        source.find(name).filter_map(|at| {
            let open = at + name.len() - 1;
            let items = source.items(open)?;
            let awaited = items
                .into_iter()
                .map(|item| format!("{}.await", source.text[item].trim()));
            let path = source.code[..at]
                .rfind(|c: char| !c.is_alphanumeric() && c != ':' && c != '_')?
                + 1;
            let all = awaited.collect::<Vec<_>>().join(", ");
            Some(source.replace(path..source.closed(open)?, &format!("({all})")))
        })
    });
    let lists = [("join_all(", ""), ("try_join_all(", "?")].into_iter().flat_map(|(name, question)| {
        source.find(name).filter_map(move |at| {
            let open = at + name.len() - 1;
            let end = source.closed(open)?;
            let is_whole = source.code[..at].ends_with(|c: char| c.is_whitespace() || c == '(')
                && source.code[end..].starts_with(".await");
            let list = &source.text[open..end];
            let new = format!("{{ let mut all = Vec::new(); for one in {list} {{ all.push(one.await{question}); }} all }}");
            is_whole.then(|| source.replace(at..end + ".await".len(), &match question {
                "" => new,
                _ => format!("Ok({new})"),
            }))
        })
    });
    macros.chain(lists).collect()
}

fn early_returns(source: &Source<'_>) -> Vec<Edit> {
    let firsts = source.find("fn ").filter_map(|at| {
        let open = at + source.code[at..].find('{')?;
        let first = source.code[open + 1..].find(|c: char| !c.is_whitespace())?;
        Some(open + 1 + first)
    });
    let values = ["Default::default()", "Ok(Default::default())"];
    firsts
        .flat_map(|first| {
            values.map(|value| Edit {
                what: format!("return {value} at once"),
                range: first..first,
                new: format!("return {value};\n"),
            })
        })
        .collect()
}

/// The text with blanks for what is not code, as long as it was, byte for byte; and where its string literals are.
fn parted(text: &str) -> (String, Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let length = match rest {
            [b'/', b'/', ..] => rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
            [b'"', ..] => quoted(rest),
            [b'\'', b'\\', _, b'\'', ..] => 4,
            [b'\'', _, b'\'', ..] => 3,
            _ => 0,
        };
        code[at..at + length]
            .iter_mut()
            .filter(|b| **b != b'\n')
            .for_each(|b| *b = b' ');
        if rest.starts_with(b"\"") {
            words.push(at..at + length);
        }
        at += length.max(1);
    }
    // What is left of a letter of several bytes stands in no quotes: it is a name.
    let code = String::from_utf8(code).unwrap_or_else(|_| " ".repeat(text.len()));
    (code, words)
}

/// The length of a string literal with its quotes.
fn quoted(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// In one line, and not a long one.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str =
        "//! Head.\nfn f(n: u32) -> u32 {\n    todo!()\n}\n\nfn given() -> u32 {\n    7 + 1\n}\n";

    fn whats(body: &str) -> Vec<String> {
        let solution = GIVEN.replace("    todo!()\n", body);
        mutants(GIVEN, &solution)
            .into_iter()
            .map(|mutant| mutant.what)
            .collect()
    }

    #[test]
    fn only_what_the_learner_writes_is_changed() {
        let whats = whats("    n + 2\n");
        assert_eq!(
            whats,
            [
                "`+` becomes `-` in `n + 2`",
                "`2` becomes `3` in `n + 2`",
                "`2` becomes `1` in `n + 2`",
                "return Default::default() at once",
                "return Ok(Default::default()) at once"
            ]
        );
    }

    #[test]
    fn a_statement_is_deleted_whole_and_swapped_with_the_next() {
        let whats = whats("    a(n);\n    for i in list {\n        b(i);\n    }\n    n\n");
        for what in [
            "delete `a(n);`",
            "delete `for i in list { b(i); }`",
            "delete `b(i);`",
            "swap `a(n);` and `for i in list { b(i); }`",
        ] {
            assert!(
                whats.iter().any(|known| known == what),
                "{what}: {whats:#?}"
            );
        }
        assert!(!whats.iter().any(|what| what == "delete `n`"));
    }

    #[test]
    fn what_stands_in_quotes_or_comments_is_no_code() {
        let whats = whats("    // 1 + 1;\n    g(\"5 && 6\", '7')\n");
        assert!(
            !whats
                .iter()
                .any(|what| what.contains("becomes `2`") || what.contains("||")),
            "{whats:#?}"
        );
    }

    #[test]
    fn what_waits_together_waits_in_turn() {
        let joined = GIVEN.replace(
            "    todo!()\n",
            "    let (a, b) = tokio::join!(f(1), f(2));\n    join_all(list).await\n",
        );
        let texts: Vec<String> = mutants(GIVEN, &joined)
            .into_iter()
            .map(|mutant| mutant.text)
            .collect();
        assert!(
            texts
                .iter()
                .any(|text| text.contains("let (a, b) = (f(1).await, f(2).await);"))
        );
        assert!(
            texts
                .iter()
                .any(|text| text.contains("for one in (list) { all.push(one.await); } all }"))
        );
    }

    #[test]
    fn a_condition_is_negated() {
        assert!(
            whats("    if n == 0 {\n        return 1;\n    }\n    n\n")
                .iter()
                .any(|what| what.contains("!(n == 0)"))
        );
    }
}
