//! The recorder and what is made of its traces, tested on real runs: each program of `programs/` in its own process.

mod catalog;
mod drawings;
mod findings;
mod outcomes;
mod pitfalls;
mod recorded;
mod seam;
mod wakes;
