//! HTML: writing text into it, and reading the tags of a built page.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Text as it stands in HTML, in an element or in an attribute.
///
/// On one line: a blank line would end the HTML and begin Markdown again.
pub fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut html, c| {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\n' => html.push_str("&#10;"),
                '\r' => {}
                c => html.push(c),
            }
            html
        })
}

/// Text with `code` in backticks, and nothing else of Markdown.
pub fn inline(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(i, part)| {
            if i % 2 == 1 {
                format!("<code>{}</code>", escape(part))
            } else {
                escape(part)
            }
        })
        .collect()
}

/// One start tag of a page.
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(name, _)| name == attribute)
            .map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page, in order.
pub fn elements(page: &str) -> Vec<Element> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Elements::default(), TokenizerOpts::default());
    // Nothing here asks it to stop for a script.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Elements(RefCell<Vec<Element>>);

impl TokenSink for Elements {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(Tag {
            kind: TagKind::StartTag,
            name,
            attrs,
            ..
        }) = token
        else {
            return TokenSinkResult::Continue;
        };
        let attributes = attrs
            .iter()
            .map(|a| (a.name.local.to_string(), a.value.to_string()))
            .collect();
        self.0.borrow_mut().push(Element {
            name: name.to_string(),
            attributes,
        });
        match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_comment_or_a_script_is_no_tag() {
        let page = "<!-- <a href='x'> --><script>if (a <b) '<i id=\"no\">'</script><p id=one title='a &gt; b'>";
        let found: Vec<_> = elements(page).into_iter().map(|e| e.name).collect();
        assert_eq!(found, ["script", "p"]);
        assert_eq!(elements(page)[1].get("id"), Some("one"));
        assert_eq!(elements(page)[1].get("title"), Some("a > b"));
    }

    #[test]
    fn text_stays_text_and_on_one_line() {
        assert_eq!(
            escape("a<b> & \"c\"\n\nd"),
            "a&lt;b&gt; &amp; &quot;c&quot;&#10;&#10;d"
        );
        assert_eq!(
            inline("`Vec<u8>` & co"),
            "<code>Vec&lt;u8&gt;</code> &amp; co"
        );
    }
}
