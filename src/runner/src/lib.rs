//! Everything the workbook does, without its command line: what there is ([`catalog`]), how it is built ([`cargo`])
//! and run ([`guard`], [`run`], [`twin`]), what a check says ([`check`]), what is recorded ([`bless`]), how strong the
//! tests are ([`mutate`], [`score`]), what is kept ([`progress`]), taken to another machine ([`exchange`]) and brought up
//! to date ([`update`]); and how several things are done at once ([`parallel`]).
//!
//! Nothing here knows the name of a chapter: chapters are folders, and their manifests say the rest.
#![warn(dead_code, missing_docs)]

pub mod bless;
pub mod cargo;
pub mod catalog;
pub mod check;
pub mod clean;
pub mod error;
pub mod exchange;
pub mod guard;
pub mod mutate;
pub mod parallel;
pub mod progress;
pub mod run;
pub mod score;
mod tool;
pub mod twin;
pub mod update;

pub use error::{Error, Result};
