//! The book as a web site.
//!
//! mdBook runs in process and does what it does in every book. Around it: [`weave`] takes code, output and figures
//! from `lessons/` into the pages, [`strict`] turns mdBook's warnings into errors, [`checks`] looks at what was built,
//! [`folder`] puts it in place only if all of that went well, and [`server`] shows it to the browser next door.
//!
//! Whatever is wrong is told at once, a line each, with the file and what to do: a `Vec<String>` of such lines is the
//! error type of this crate.
#![warn(dead_code, missing_docs)]

pub mod book;
pub mod checks;
pub mod folder;
mod html;
pub mod server;
pub mod strict;
pub mod weave;

#[cfg(test)]
mod tests;
