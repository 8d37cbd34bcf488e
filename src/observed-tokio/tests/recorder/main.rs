//! The recorder and what is made of its traces, tested on real runs: each program of `programs/` in its own process.
//!
//! Without `--cfg tokio_unstable` Tokio tells less. What must hold then too is tested by
//! `RUSTFLAGS= cargo test --test recorder --target-dir target/stable`.

#[cfg(tokio_unstable)]
mod catalog;
mod drawings;
#[cfg(tokio_unstable)]
mod findings;
#[cfg(tokio_unstable)]
mod outcomes;
#[cfg(tokio_unstable)]
mod pitfalls;
mod recorded;
mod seam;
#[cfg(tokio_unstable)]
mod wakes;
#[cfg(not(tokio_unstable))]
mod without_the_flag;
