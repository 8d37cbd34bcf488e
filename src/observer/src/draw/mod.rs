//! The drawings of a view. Each is a pure function.
//!
//! | drawing | for |
//! |---|---|
//! | [`gantt`] | the default: who waits on what, for how long |
//! | [`columns`] | few tasks that talk to each other: time runs down |
//! | [`story`] | step by step, screen readers, logs |
//! | [`svg`] | the book |
//! | [`chrome`] | Perfetto and `chrome://tracing` |

pub mod axis;
pub mod chrome;
pub mod columns;
pub mod frame;
pub mod gantt;
pub mod glyphs;
pub mod story;
pub mod svg;
pub mod text;
pub mod waits;
