//! The learner's code: rows S.

mod answers;
mod launcher;
mod processes;
