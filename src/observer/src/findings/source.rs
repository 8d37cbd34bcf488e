//! What the source says, as far as a scan of words can tell.
//!
//! A trace does not tell what became of a handle, or that a permit was dropped on the line where it was acquired. The
//! source does. It never decides alone: whoever asks it has seen in the run that something went wrong.

/// What stands between the brackets of each call of `name`, a function or a macro: `timeout(`, `join!(`.
pub fn arguments<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(name)
        .filter(|(at, _)| !code[..*at].ends_with(is_of_a_word))
        .map(|(at, _)| &code[at + name.len()..])
        .map(|rest| &rest[..end_of_brackets(rest)])
}

/// The name that a statement gives to what it makes: `task` of `let mut task = spawn(…)`.
pub fn bound_name(statement: &str) -> Option<&str> {
    let rest = statement.trim_start().strip_prefix("let ")?;
    let rest = rest.strip_prefix("mut ").unwrap_or(rest);
    let name = &rest[..rest.find(|c| !is_of_a_word(c))?];
    let is_bound = rest[name.len()..].trim_start().starts_with(['=', ':']);
    (is_bound && !name.is_empty() && name != "_").then_some(name)
}

/// How often a word stands in the code.
pub fn count(code: &str, word: &str) -> usize {
    code.match_indices(word)
        .filter(|(at, _)| {
            !code[..*at].ends_with(is_of_a_word)
                && !code[at + word.len()..].starts_with(is_of_a_word)
        })
        .count()
}

/// Whether any of these pieces of text is in the code.
pub fn has(code: &str, pieces: &[&str]) -> bool {
    pieces.iter().any(|piece| code.contains(piece))
}

/// What spawns a task, as it is written.
pub const SPAWNS: [&str; 3] = ["spawn(", "spawn_local(", "spawn_blocking("];

/// Whether a statement spawns a task and does nothing with its handle. Without its semicolon it is no statement but a
/// value; with `.await` behind it, it is awaited.
pub fn is_a_bare_spawn(statement: &str) -> bool {
    let call = statement
        .strip_prefix("let _ = ")
        .or_else(|| statement.strip_prefix("drop("))
        .unwrap_or(statement);
    let call = call.strip_prefix("tokio::").unwrap_or(call);
    let call = call.strip_prefix("task::").unwrap_or(call);
    let end = if statement.starts_with("drop(") {
        "));"
    } else {
        ");"
    };
    SPAWNS.iter().any(|spawn| call.starts_with(spawn)) && statement.ends_with(end)
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the bracket is closed that was opened before this text.
fn end_of_brackets(text: &str) -> usize {
    let mut open = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_of_a_call_go_to_its_bracket() {
        let code = "timeout(ms(1), task).await; my_timeout(x); timeout(d, spawn(f(1)))";
        let found: Vec<&str> = arguments(code, "timeout(").collect();
        assert_eq!(found, ["ms(1), task", "d, spawn(f(1))"]);
    }

    #[test]
    fn a_statement_may_give_a_name() {
        assert_eq!(bound_name("let mut task = spawn(f());"), Some("task"));
        assert_eq!(
            bound_name("let task: JoinHandle<()> = spawn(f());"),
            Some("task")
        );
        assert_eq!(bound_name("let _ = spawn(f());"), None);
        assert_eq!(bound_name("let (a, b) = (spawn(f()), spawn(g()));"), None);
        assert_eq!(bound_name("spawn(f());"), None);
    }

    #[test]
    fn a_word_is_counted_where_it_stands_alone() {
        assert_eq!(count("task; tasks; my_task; (task)", "task"), 2);
    }
}
