//! From the trace of a run to what a person can look at.
//!
//! A [`Trace`](trace::Trace) is what was recorded, line by line. A [`View`](view::View) is the same run as lanes,
//! polls and wake-ups. [`findings`], [`compare`] and everything in [`draw`] are pure functions of the view: no clock,
//! no file, no terminal, and no Tokio, so that whoever only draws compiles none of it.
#![warn(dead_code, missing_docs)]

pub mod catalog;
pub mod compare;
pub mod draw;
pub mod findings;
pub mod place;
pub mod time;
pub mod trace;
pub mod view;
