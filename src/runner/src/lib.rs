//! Everything the workbook does, without its command line: what there is ([`catalog`]), how it is built ([`cargo`])
//! and run ([`guard`], [`run`], [`twin`]), what a check says ([`check`]), what is recorded ([`bless`]), how strong the tests are
//! ([`mutate`]) and what is kept ([`progress`]).
//!
//! Nothing here knows the name of a chapter: chapters are folders, and their manifests say the rest.
#![warn(dead_code, missing_docs)]

pub mod bless;
pub mod cargo;
pub mod catalog;
pub mod check;
pub mod error;
pub mod guard;
pub mod mutate;
pub mod progress;
pub mod run;
pub mod twin;

pub use error::{Error, Result};
