//! The catalogue of mistakes as tables: what names each, and the programs that each was tried on.

use super::sections::Sections;
use crate::html::{escape, inline};
use observer::catalog::{self, Caught, NEAR_MISSES, ROWS};
use runner::catalog::Workbook;
use runner::score::{self, Score};

/// The four counts, the catalogue, the right programs that come close, and what rejects the wrong answers.
pub fn table(workbook: &Workbook, sections: &Sections) -> Result<String, String> {
    let [trace, trial, code, test] = catalog::counts();
    let mut html = format!(
        "<p>Of {} mistakes {trace} are named from the trace of a plain run, {trial} by a trial, {code} by the compiler, \
         and {test} only by a test, each for the reason that stands beside it.</p>\n",
        ROWS.len()
    );
    html += "<table>\n<thead><tr><th>#</th><th>mistake</th><th>named by</th><th>tried on</th></tr></thead>\n<tbody>\n";
    for row in ROWS {
        html += &format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            row.number,
            inline(row.mistake),
            means(row.caught, sections),
            programs(row.tried)
        );
    }
    html += "</tbody>\n</table>\n<table>\n<thead><tr><th>finding</th><th>right programs that come close</th></tr></thead>\n<tbody>\n";
    for (name, near) in NEAR_MISSES {
        html += &format!(
            "<tr><td>{}</td><td>{}</td></tr>\n",
            sections.link(name),
            programs(near)
        );
    }
    html += "</tbody>\n</table>\n";
    Ok(html + &scores(&score::scores(workbook).map_err(|e| e.to_string())?))
}

/// The wrong answers of the exercises were written after the rules: how many are named, a chapter a row.
fn scores(scores: &[Score]) -> String {
    let rows = scores.iter().map(|score| {
        format!(
            "<tr><td><a href=\"{0}.html\">{0}</a></td><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td></tr>\n",
            score.chapter,
            score.all(),
            score.named,
            score.refused,
            score.test_only
        )
    });
    format!(
        "<table>\n<thead><tr><th>chapter</th><th>wrong answers</th><th>named by a finding</th>\
         <th>refused by the compiler</th><th>rejected only by a test</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.collect::<String>()
    )
}

fn means(caught: Caught, sections: &Sections) -> String {
    match caught {
        Caught::Trace(names) => names
            .iter()
            .map(|name| sections.link(name))
            .collect::<Vec<_>>()
            .join(", "),
        Caught::Trial(name) => format!("a trial: {}", sections.link(name)),
        Caught::Code(said) => format!("the compiler: <code>{}</code>", escape(said)),
        Caught::Test(why) => format!("only a test: {}", inline(why)),
    }
}

fn programs(names: &[&str]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("<code>{name}</code>"))
        .collect();
    names.join(" ")
}
