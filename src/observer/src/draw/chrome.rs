//! Being written.
use crate::view::View;
/// Being written.
pub fn draw(_: &View) -> String {
    String::new()
}
