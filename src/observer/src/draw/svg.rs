//! Being written.
use crate::view::View;
/// Being written.
pub fn draw(_: &View, _: &str, _: &str) -> String {
    String::new()
}
