//! What the progress file holds.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The version of the file that this workbook writes.
const VERSION: u64 = 1;

/// What the learner has done. What a newer workbook keeps beside it, at any depth, is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    version: u64,
    /// The ids of the exercises that have passed.
    done: Vec<Value>,
    /// How many hints of each exercise have been shown.
    #[serde(default)]
    hints: Map<String, Value>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

/// Why a text is no progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// A newer workbook wrote it.
    Newer,
    /// It is not what a workbook writes, and this is what is wrong.
    Damaged(String),
}

impl State {
    /// Nothing done yet.
    pub fn new() -> State {
        State {
            version: VERSION,
            done: Vec::new(),
            hints: Map::new(),
            other: Map::new(),
        }
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<State, Unfit> {
        // Editors on Windows put a mark at the beginning.
        let text = text.trim_start_matches('\u{feff}');
        let value = serde_json::from_str(text).map_err(|e| Unfit::Damaged(e.to_string()))?;
        State::from_value(value)
    }

    /// Reads a JSON object.
    pub fn from_value(value: Value) -> Result<State, Unfit> {
        match value["version"].as_u64() {
            Some(version) if version > VERSION => Err(Unfit::Newer),
            Some(VERSION) => {
                serde_json::from_value(value).map_err(|e| Unfit::Damaged(e.to_string()))
            }
            _ => Err(Unfit::Damaged("it has no version".into())),
        }
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.value())
    }

    /// The JSON object.
    pub fn value(&self) -> Value {
        json!(self)
    }

    /// The exercises that have passed.
    pub fn done(&self) -> impl Iterator<Item = &str> {
        self.done.iter().filter_map(Value::as_str)
    }

    /// Whether an exercise has passed.
    pub fn is_done(&self, id: &str) -> bool {
        self.done().any(|done| done == id)
    }

    /// Notes whether an exercise has passed.
    pub fn set_done(&mut self, id: &str, done: bool) {
        if !done {
            self.done.retain(|other| other != id);
        } else if !self.is_done(id) {
            self.done.push(id.into());
            self.done.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        }
    }

    /// How many hints of an exercise have been shown.
    pub fn hints(&self, id: &str) -> usize {
        let shown = self.hints.get(id).and_then(Value::as_u64);
        shown.map_or(0, |shown| usize::try_from(shown).unwrap_or(usize::MAX))
    }

    /// Notes how many hints of an exercise have been shown.
    pub fn set_hints(&mut self, id: &str, shown: usize) {
        match shown {
            0 => self.hints.remove(id),
            shown => self.hints.insert(id.into(), shown.into()),
        };
    }

    /// An exercise has a new id: what is known of the old one is the new one's.
    pub fn rename(&mut self, old: &str, new: &str) {
        if self.is_done(old) {
            self.set_done(new, true);
            self.set_done(old, false);
        }
        if self.hints(old) > 0 {
            self.set_hints(new, self.hints(old).max(self.hints(new)));
            self.set_hints(old, 0);
        }
    }

    /// Takes over what was done elsewhere. What is done here stays done.
    pub fn merge(&mut self, other: &State) {
        for id in other.done() {
            self.set_done(id, true);
        }
        for id in other.hints.keys() {
            if other.hints(id) > self.hints(id) {
                self.set_hints(id, other.hints(id));
            }
        }
        for (key, value) in &other.other {
            self.other.entry(key).or_insert_with(|| value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_does_not_know_it_keeps_also_inside() {
        let text = r#"{"version":1,"done":["a/b",{"id":"x","at":3}],"hints":{"a/b":2,"of":{"more":[1]}},"theme":"dark"}"#;
        let mut state = State::parse(text).unwrap();
        state.set_done("c/d", true);
        state.set_hints("c/d", 1);
        state.set_done("c/d", false);
        state.set_hints("c/d", 0);
        assert_eq!(
            serde_json::from_str::<Value>(&state.text()).unwrap(),
            json!({
                "version": 1,
                "done": [{"id": "x", "at": 3}, "a/b"],
                "hints": {"a/b": 2, "of": {"more": [1]}},
                "theme": "dark"
            })
        );
    }

    #[test]
    fn a_newer_version_is_told_from_damage() {
        let unfit = |text| State::parse(text).unwrap_err();
        assert_eq!(unfit(r#"{"version":2,"finished":{}}"#), Unfit::Newer);
        for text in [
            "",
            "[]",
            "null",
            "{}",
            r#"{"version":1}"#,
            r#"{"version":"1","done":[]}"#,
            r#"{"version":1,"done":[],"hints":7}"#,
        ] {
            assert!(matches!(unfit(text), Unfit::Damaged(_)), "{text}");
        }
    }

    #[test]
    fn an_editors_mark_and_line_ends_do_no_harm() {
        let state =
            State::parse("\u{feff}{\r\n  \"version\": 1,\r\n  \"done\": [\"a/b\"]\r\n}\r\n");
        assert!(state.unwrap().is_done("a/b"));
    }

    #[test]
    fn a_renamed_exercise_keeps_what_is_known_of_it() {
        let mut state = State::new();
        state.set_done("old/one", true);
        state.set_hints("old/one", 2);
        state.rename("old/one", "new/one");
        state.rename("old/two", "new/two");
        assert!(state.is_done("new/one") && !state.is_done("old/one"));
        assert!(!state.is_done("new/two"));
        assert_eq!((state.hints("new/one"), state.hints("old/one")), (2, 0));
    }

    #[test]
    fn a_merge_takes_nothing_away() {
        let mut here =
            State::parse(r#"{"version":1,"done":["a/a"],"hints":{"a/a":3},"theme":"dark"}"#)
                .unwrap();
        let there = State::parse(
            r#"{"version":1,"done":["a/b"],"hints":{"a/a":1,"a/b":2},"theme":"light","x":1}"#,
        )
        .unwrap();
        here.merge(&there);
        assert_eq!(
            here.value(),
            json!({"version":1,"done":["a/a","a/b"],"hints":{"a/a":3,"a/b":2},"theme":"dark","x":1})
        );
    }
}
