//! From the pages and the lessons to a folder of HTML.

use crate::folder::Staged;
use crate::weave::{self, Page};
use crate::{checks, strict};
use mdbook_driver::MDBook;
use mdbook_driver::book::Chapter;
use mdbook_driver::config::Config;
use runner::catalog::Workbook;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Builds the book into its place, which keeps what it has unless all went well.
///
/// What is wrong comes back all at once, a line each.
pub fn build(workbook: &Workbook, staged: Staged) -> Result<(), Vec<String>> {
    let errors = render(workbook, &staged.dir())?;
    if !errors.is_empty() {
        return Err(errors);
    }
    staged.publish().map_err(|e| vec![e])
}

/// Builds the book for whoever is writing it: as far as it goes. Returns what is wrong.
pub fn draft(workbook: &Workbook, staged: Staged) -> Result<Vec<String>, Vec<String>> {
    let errors = render(workbook, &staged.dir())?;
    staged.publish().map_err(|e| vec![e])?;
    Ok(errors)
}

/// Writes the book into `out` whatever is wrong with it, if that can be. Returns what is.
fn render(workbook: &Workbook, out: &Path) -> Result<Vec<String>, Vec<String>> {
    let (rendered, logged) = strict::collect(|| weave_and_render(workbook, out));
    let mut errors = match rendered {
        Ok(errors) => errors,
        Err(e) => return Err([vec![e], logged].concat()),
    };
    errors.extend(logged);
    errors.extend(checks::site(out).map_err(|e| vec![e])?);
    Ok(errors)
}

fn weave_and_render(workbook: &Workbook, out: &Path) -> Result<Vec<String>, String> {
    let root = workbook.root.join("book");
    let mut book =
        MDBook::load_with_config(&root, config(&root, out)?).map_err(|e| format!("book: {e:#}"))?;
    let sources: Vec<(PathBuf, String)> = book.book.chapters().filter_map(source).collect();
    let files: Vec<String> = sources
        .iter()
        .map(|(file, _)| file.display().to_string().replace('\\', "/"))
        .collect();
    let pages: Vec<Page<'_>> = files
        .iter()
        .zip(&sources)
        .map(|(file, (_, text))| Page { file, text })
        .collect();
    let (texts, errors) = weave::weave(workbook, &pages);
    let mut woven: HashMap<PathBuf, String> = sources
        .iter()
        .map(|(file, _)| file.clone())
        .zip(texts)
        .collect();
    book.book.for_each_chapter_mut(|chapter| {
        if let Some(text) = source(chapter).and_then(|(file, _)| woven.remove(&file)) {
            chapter.content = text;
        }
    });
    book.build().map_err(|e| format!("book: {e:#}"))?;
    Ok(errors)
}

/// A chapter's file below `book/src`, and its text.
fn source(chapter: &Chapter) -> Option<(PathBuf, String)> {
    Some((chapter.source_path.clone()?, chapter.content.clone()))
}

/// book.toml, with what must hold whatever it says: nothing is written into the sources, and no directive but ours is
/// replaced, since mdBook's say nothing when something is missing.
///
/// The environment, which mdBook would read as well, is left out.
fn config(root: &Path, out: &Path) -> Result<Config, String> {
    let path = root.join("book.toml");
    let mut config = Config::from_disk(&path).map_err(|e| format!("{}: {e:#}", path.display()))?;
    config.build.build_dir = out.to_path_buf();
    config.build.create_missing = false;
    config.build.use_default_preprocessors = false;
    Ok(config)
}
