//! What must hold of the site as it was built: its links lead somewhere, its ids are one of a kind, it asks nothing of
//! the outside, and its pages are small.

use crate::html::{self, Element};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The largest page, in bytes, without what it loads.
const LARGEST_PAGE: u64 = 150_000;

/// All of the book on one page: as large as the book is, and as wrong.
const PRINT: &str = "print.html";

/// The page for addresses that are none. It is shown at any of them, so its links begin at the root of the site.
const NOT_FOUND: &str = "404.html";

/// What is wrong with the site in `dir`, a line each. An error is a site that cannot be read.
pub fn site(dir: &Path) -> Result<Vec<String>, String> {
    let site = Site::read(dir)?;
    let (print, pages): (Vec<&Page>, Vec<&Page>) =
        site.pages.iter().partition(|page| page.path == PRINT);
    let mut errors: Vec<String> = pages.iter().flat_map(|page| site.page(page)).collect();
    errors.extend(pages.iter().filter_map(|page| size(page)));
    errors.extend(ids_of_the_book(&pages));
    if errors.is_empty() {
        errors.extend(print.iter().flat_map(|page| site.page(page)));
    }
    for path in site.files.iter().filter(|file| file.ends_with(".css")) {
        errors.extend(outside_of_css(path, &read(&dir.join(path))?));
    }
    Ok(errors)
}

struct Site {
    /// All files, as paths from the site's root with `/`.
    files: HashSet<String>,
    pages: Vec<Page>,
}

struct Page {
    /// Its path from the site's root.
    path: String,
    bytes: u64,
    elements: Vec<Element>,
    ids: HashSet<String>,
}

impl Site {
    fn read(dir: &Path) -> Result<Site, String> {
        let mut paths = files(dir, "")?;
        paths.sort();
        let pages: Result<Vec<Page>, String> = paths
            .iter()
            .filter(|path| path.ends_with(".html"))
            .map(|path| Page::read(dir, path))
            .collect();
        Ok(Site {
            files: paths.into_iter().collect(),
            pages: pages?,
        })
    }

    /// What is wrong on one page.
    fn page(&self, page: &Page) -> Vec<String> {
        let mut errors = ids(page);
        for element in &page.elements {
            errors.extend(references(page, element));
            errors.extend(self.links(page, element));
            errors.extend(outside(page, element));
        }
        errors
    }

    /// The links of an element that lead nowhere.
    fn links(&self, page: &Page, element: &Element) -> Vec<String> {
        let targets = ["href", "src"]
            .iter()
            .filter_map(|attribute| element.get(attribute));
        let broken = targets
            .filter(|target| !has_scheme(target))
            .filter_map(|target| {
                let reason = self.why_broken(page, target)?;
                Some(format!(
                    "{}: the link `{target}` leads nowhere: {reason}",
                    page.path
                ))
            });
        broken.collect()
    }

    fn why_broken(&self, page: &Page, target: &str) -> Option<String> {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = match path.split('?').next().unwrap_or("") {
            "" => page.path.clone(),
            path => resolve(&page.path, path),
        };
        if !self.files.contains(&path) {
            return Some(format!("there is no {path}"));
        }
        let known = self
            .pages
            .iter()
            .find(|page| page.path == path)
            .is_none_or(|page| page.ids.contains(fragment));
        (!fragment.is_empty() && !known).then(|| format!("{path} has no id {fragment}"))
    }
}

impl Page {
    fn read(dir: &Path, path: &str) -> Result<Page, String> {
        let text = read(&dir.join(path))?;
        let elements = html::elements(&text);
        let ids = elements
            .iter()
            .filter_map(|element| element.get("id"))
            .map(str::to_string)
            .collect();
        Ok(Page {
            path: path.to_string(),
            bytes: text.len() as u64,
            elements,
            ids,
        })
    }
}

/// Ids that come more than once.
fn ids(page: &Page) -> Vec<String> {
    let mut seen = HashSet::new();
    let twice = page
        .elements
        .iter()
        .filter_map(|element| element.get("id"))
        .filter(|id| !seen.insert(*id));
    twice
        .map(|id| format!("{}: the id {id} comes more than once", page.path))
        .collect()
}

/// Our own ids that are on two pages. Other ids are renamed by mdBook for the print page, with the links to them; what
/// an SVG takes from elsewhere is not.
fn ids_of_the_book(pages: &[&Page]) -> Vec<String> {
    let ours = |id: &&String| {
        ["run-", "exercise-"]
            .iter()
            .any(|prefix| id.starts_with(prefix))
    };
    let mut first: HashMap<&str, &str> = HashMap::new();
    let mut errors = Vec::new();
    for page in pages {
        for id in page.ids.iter().filter(ours) {
            if let Some(other) = first.insert(id, &page.path) {
                errors.push(format!(
                    "{}: the id {id} is in {other} as well: show it once in the book",
                    page.path
                ));
            }
        }
    }
    errors.sort();
    errors
}

/// What an element names by id, and is not there: labels, and what an SVG takes from elsewhere.
fn references(page: &Page, element: &Element) -> Vec<String> {
    let mut named: Vec<&str> = Vec::new();
    for (attribute, value) in &element.attributes {
        match attribute.as_str() {
            "aria-labelledby" | "aria-describedby" => named.extend(value.split_whitespace()),
            "for" => named.push(value),
            _ => named.extend(
                value
                    .split_once("url(#")
                    .and_then(|(_, rest)| rest.split(')').next()),
            ),
        }
    }
    let missing = named
        .into_iter()
        .filter(|id| !page.ids.contains(*id) && !is_mdbooks_own(id));
    missing
        .map(|id| {
            format!(
                "{}: <{}> refers to the id {id}, which is not there",
                page.path, element.name
            )
        })
        .collect()
}

/// mdBook's search field is described by a heading that only its script knows.
fn is_mdbooks_own(id: &str) -> bool {
    id == "searchresults-header"
}

/// Something that would be loaded from the outside when the page is shown. A link that one can follow is not.
fn outside(page: &Page, element: &Element) -> Option<String> {
    if element
        .get("class")
        .is_some_and(|class| class.split_whitespace().any(|class| class == "playground"))
    {
        return Some(format!(
            "{}: a code block would ask play.rust-lang.org: set `runnable = false` in book.toml",
            page.path
        ));
    }
    let may_lead_outside = matches!(element.name.as_str(), "a" | "area");
    let loads = element.attributes.iter().filter(|(attribute, _)| {
        matches!(
            attribute.as_str(),
            "src" | "srcset" | "href" | "xlink:href" | "data" | "poster" | "action"
        )
    });
    let mut foreign = loads
        .map(|(_, address)| address)
        .filter(|address| is_foreign(address));
    let address = foreign.next().filter(|_| !may_lead_outside)?;
    Some(format!(
        "{}: <{}> loads {address} from the outside: put it into book/theme",
        page.path, element.name
    ))
}

fn outside_of_css(path: &str, css: &str) -> Vec<String> {
    let addresses = css
        .split("url(")
        .skip(1)
        .map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
    let imports = css
        .split("@import")
        .skip(1)
        .map(|rest| rest.trim_start_matches([' ', '"', '\'']));
    let foreign = addresses
        .chain(imports)
        .filter(|address| is_foreign(address));
    foreign
        .map(|address| {
            format!(
                "{path}: it loads {} from the outside",
                end_of_address(address)
            )
        })
        .collect()
}

fn end_of_address(text: &str) -> &str {
    text.split([')', '"', '\'', ';']).next().unwrap_or(text)
}

fn size(page: &Page) -> Option<String> {
    (page.bytes > LARGEST_PAGE).then(|| {
        format!(
            "{}: {} kB, and a page has at most {} kB",
            page.path,
            page.bytes / 1000,
            LARGEST_PAGE / 1000
        )
    })
}

/// `http://…`, and `//…`, which takes its scheme from the page.
fn is_foreign(address: &str) -> bool {
    let address = address.trim_start();
    address.starts_with("//") || (has_scheme(address) && !address.starts_with("data:"))
}

fn has_scheme(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    address.starts_with("//")
        || (!scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)))
}

/// The path, from the site's root, that a link on a page leads to.
fn resolve(page: &str, link: &str) -> String {
    let from_root = link.starts_with('/') || page == NOT_FOUND;
    let mut parts: Vec<&str> = if from_root {
        Vec::new()
    } else {
        page.split('/').collect()
    };
    parts.pop();
    for part in link.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if link.ends_with('/') || parts.is_empty() {
        parts.push("index.html");
    }
    parts.join("/")
}

/// All files below `dir`, as paths from it.
fn files(dir: &Path, below: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(dir).map_err(|e| cannot_read(dir, e))?;
    for entry in entries {
        let entry = entry.map_err(|e| cannot_read(dir, e))?;
        let path: PathBuf = entry.path();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match path.is_dir() {
            true => found.extend(files(&path, &format!("{name}/"))?),
            false => found.push(name),
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| cannot_read(path, e))
}

fn cannot_read(path: &Path, error: std::io::Error) -> String {
    format!("cannot read {}: {error}", path.display())
}
