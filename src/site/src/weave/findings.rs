//! The catalogue of mistakes as tables: what names each, and the programs that each was tried on.

use super::sections::Sections;
use crate::html::escape;
use observer::catalog::{self, Caught, NEAR_MISSES, ROWS};

/// The four counts, the catalogue, and the right programs that come close.
pub fn table(sections: &Sections) -> String {
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
            escape(row.mistake),
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
    html + "</tbody>\n</table>\n"
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
        Caught::Test(why) => format!("only a test: {}", escape(why)),
    }
}

fn programs(names: &[&str]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("<code>{name}</code>"))
        .collect();
    names.join(" ")
}
