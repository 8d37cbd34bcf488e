#[path = "../programs/mod.rs"]
mod programs;
pub use programs::*;
