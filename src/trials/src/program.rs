/// The program on which a learner's tests are to be tried: its name, `right` unless the runner says otherwise.
///
/// In such an exercise `programs/mod.rs` calls the program of this name.
///
/// ```
/// assert_eq!(trials::program(), "right");
/// ```
pub fn program() -> String {
    std::env::var("WORKBOOK_PROGRAM").unwrap_or_else(|_| "right".to_string())
}
