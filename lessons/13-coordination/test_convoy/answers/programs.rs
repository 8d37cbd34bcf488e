#[path = "../programs/mod.rs"]
mod all;
pub use all::*;
