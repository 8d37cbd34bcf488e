//! Refused: E0752

async fn main() {}
