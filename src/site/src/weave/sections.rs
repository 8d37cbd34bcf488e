//! The sections that explain the findings: `## One after another { #sequential }`.

use super::Page;
use observer::findings;
use std::collections::BTreeMap;

/// Which page explains which finding.
pub struct Sections(BTreeMap<&'static str, String>);

impl Sections {
    /// Looks through all pages. Returns also what is wrong: each finding has exactly one section.
    pub fn find(pages: &[Page<'_>]) -> (Sections, Vec<String>) {
        let mut sections = BTreeMap::new();
        let mut errors = Vec::new();
        for name in findings::ALL.map(|entry| entry.name) {
            let found: Vec<String> = pages.iter().flat_map(|page| headings(page, name)).collect();
            match &found[..] {
                [] => errors.push(format!(
                    "book/src: no section explains the finding {name}: give the heading of one the id {{ #{name} }}"
                )),
                [_] => {}
                [first, others @ ..] => errors.push(format!(
                    "{}: the finding {name} is explained already in {first}: take the id {{ #{name} }} from one",
                    others.join(", ")
                )),
            }
            if let Some(page) = pages
                .iter()
                .find(|page| headings(page, name).next().is_some())
            {
                sections.insert(name, page.file.to_string());
            }
        }
        (Sections(sections), errors)
    }

    /// A finding's name as HTML, with a link to its section if there is one.
    pub fn link(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(page) => format!("<a href=\"{page}#{name}\">{name}</a>"),
            None => name.to_string(),
        }
    }
}

/// The places of the headings on a page that have this id.
fn headings(page: &Page<'_>, id: &str) -> impl Iterator<Item = String> {
    let id = format!("{{ #{id} }}");
    let is_one = move |line: &str| line.starts_with('#') && line.trim_end().ends_with(&id);
    (1..)
        .zip(page.text.lines())
        .filter(move |(_, line)| is_one(line))
        .map(|(number, _)| format!("book/src/{}:{number}", page.file))
}
