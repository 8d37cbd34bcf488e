//! Tokio as the lessons see it: all of it, re-exported, with one seam.
//!
//! The lessons' manifests name this crate `tokio`. `#[tokio::main]` and `#[tokio::test]` expand to
//! `tokio::runtime::Builder`, so a [`runtime::Builder`] of our own is enough to choose the clock, to seed `select!`
//! and to record the run. A lesson stays plain Tokio: it compiles unchanged with the real one.
//!
//! **Invariant:** without the launcher's environment variables (see [`settings`]) this crate changes nothing.
#![warn(dead_code)]

pub use real::*;

pub mod runtime;
pub mod task;

mod record;
mod settings;
