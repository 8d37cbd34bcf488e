//! The little that a crawler reads of a page.

use reqwest::Url;

/// The addresses that the links of a page lead to, in their order, without what comes after `#`.
/// What is not on the web, as a `mailto:`, is left out.
///
/// It finds `href="…"`, which is enough for the pages here. A crawler for everybody's pages takes a real parser.
pub fn links(page: &Url, text: &str) -> Vec<Url> {
    let links = text.split("href=\"").skip(1);
    let links = links.filter_map(|rest| page.join(rest.split_once('"')?.0).ok());
    let links = links.filter(|url| matches!(url.scheme(), "http" | "https"));
    links
        .map(|mut url| {
            url.set_fragment(None);
            url
        })
        .collect()
}

/// What a page calls itself; nothing if it does not.
pub fn title(text: &str) -> String {
    let title = text.split_once("<title>");
    let title = title.and_then(|(_, rest)| Some(rest.split_once("</title>")?.0));
    title.unwrap_or_default().trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_whole_addresses_without_fragments() {
        let page = Url::parse("http://harbour.example/boats/").unwrap();
        let text = r##"<a href="red">…</a> <a href="/piers#2">…</a> <a href="http://ferry.example">…</a>
            <a href="mailto:crane@harbour.example">…</a> <a href="http://[">…</a> <a href="unended"##;
        let found: Vec<String> = links(&page, text).iter().map(Url::to_string).collect();
        let expected = [
            "http://harbour.example/boats/red",
            "http://harbour.example/piers",
            "http://ferry.example/",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_title_is_what_stands_in_its_tags() {
        assert_eq!(
            title("<title>\n The piers </title>…<title>2</title>"),
            "The piers"
        );
        assert_eq!(title("<title>unended"), "");
    }
}
