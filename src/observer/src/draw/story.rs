//! Being written.
use super::text::{Page, Text};
use crate::view::View;
/// Being written.
pub fn draw(view: &View, title: &str, page: Page) -> Text {
    super::gantt::draw(view, title, page)
}
