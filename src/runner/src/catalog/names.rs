//! What a word means that was typed for a name.

use crate::error::Error;

/// The one name that a word means: itself, the only one that it ends behind the chapter, or the only one that it is
/// part of. Else the nearest ones.
pub fn pick(names: &[&str], word: &str) -> std::result::Result<String, Vec<String>> {
    if names.contains(&word) {
        return Ok(word.to_string());
    }
    let ends: Vec<&&str> = names
        .iter()
        .filter(|name| name.ends_with(&format!("/{word}")))
        .collect();
    if let [one] = ends[..] {
        return Ok(one.to_string());
    }
    let parts: Vec<&&str> = names
        .iter()
        .filter(|name| !word.is_empty() && name.contains(word))
        .collect();
    if let [one] = parts[..] {
        return Ok(one.to_string());
    }
    let mut near: Vec<(usize, &str)> = match parts.len() {
        0 => names
            .iter()
            .map(|name| (distance(word, name), *name))
            .collect(),
        _ => parts.iter().map(|name| (0, **name)).collect(),
    };
    near.sort();
    // Farther than half of its letters, a name was not meant.
    near.retain(|(distance, _)| *distance <= word.chars().count().div_ceil(2));
    Err(near
        .into_iter()
        .take(3)
        .map(|(_, name)| name.to_string())
        .collect())
}

/// How far a word is from a name: from the whole of it, or from what stands behind the chapter.
fn distance(word: &str, name: &str) -> usize {
    let last = name.rsplit('/').next().unwrap_or(name);
    strsim::damerau_levenshtein(word, name).min(strsim::damerau_levenshtein(word, last))
}

/// The error for a word that names nothing.
pub fn unknown(kind: &str, word: &str, near: &[String]) -> Error {
    let word: String = word
        .chars()
        .take(40)
        .flat_map(char::escape_default)
        .collect();
    match near {
        [] => Error(format!(
            "no {kind} `{word}`; `cargo run -q -- list` shows what there is"
        )),
        near => Error(format!(
            "no {kind} `{word}`; did you mean {}?",
            near.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unique_part_will_do_and_a_typo_gets_the_nearest() {
        let names = ["gather/fan_out", "gather/profile", "sleep/delayed"];
        assert_eq!(pick(&names, "fan"), Ok("gather/fan_out".into()));
        let names_and_a_test = ["gather/fan_out", "gather/test_fan_out"];
        assert_eq!(
            pick(&names_and_a_test, "fan_out"),
            Ok(names_and_a_test[0].into())
        );
        assert_eq!(
            pick(&names, "gather"),
            Err(vec!["gather/fan_out".into(), "gather/profile".into()])
        );
        assert_eq!(pick(&names, "profiel"), Err(vec!["gather/profile".into()]));
        assert_eq!(
            pick(&names, "gather/fan_uot").map_err(|near| near[0].clone()),
            Err("gather/fan_out".into())
        );
        assert_eq!(pick(&names, "zzzzzzzz"), Err(vec![]));
        assert_eq!(pick(&names, ""), Err(vec![]));
    }

    #[test]
    fn a_strange_name_is_shown_without_its_control_characters() {
        let e = unknown("lesson", "\u{1b}[2J../x", &[]);
        assert!(!e.0.contains('\u{1b}'), "{e}");
    }
}
