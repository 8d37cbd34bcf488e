//! What `tests.rs` may call besides Tokio: things that make a wrong answer fail by an assertion, with a sentence,
//! where otherwise it would hang, spin or pass.
//!
//! Plain Tokio, like the lessons: an answer and its tests compile in any project.
#![warn(dead_code, missing_docs)]

mod ends_once;

pub use ends_once::{EndsOnce, ends_once};
