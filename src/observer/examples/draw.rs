//! Draws a trace: `cargo run -p observer --example draw gantt 80 TRACE OUTPUT SOURCE…`.
//! Add `-ascii` to the drawing's name to see it without box-drawing characters.

use observer::draw::text::Page;
use observer::draw::{chrome, columns, gantt, story, svg};
use observer::trace::Trace;
use observer::view::{Sources, View};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [drawing, width, trace, output, files @ ..] = &args[..] else {
        return Err("draw gantt|columns|story|svg|chrome WIDTH TRACE OUTPUT SOURCE…".into());
    };
    let title = trace
        .rsplit('/')
        .next()
        .unwrap_or(trace)
        .trim_end_matches(".jsonl");
    let mut sources = Sources::default();
    for file in files {
        sources.add(
            file.rsplit('/').next().unwrap_or(file),
            fs::read_to_string(file)?,
        );
    }
    let view = View::new(
        &Trace::parse(&fs::read_to_string(trace)?)?,
        &fs::read(output)?,
        &sources,
    );
    let (drawing, unicode) = drawing
        .strip_suffix("-ascii")
        .map_or((drawing.as_str(), true), |drawing| (drawing, false));
    let page = Page {
        width: width.parse()?,
        unicode,
    };
    match drawing {
        "columns" => print!("{}", columns::draw(&view, title, page)),
        "story" => print!("{}", story::draw(&view, title, page)),
        "svg" => println!("{}", svg::draw(&view, title, title)),
        "chrome" => println!("{}", chrome::draw(&view)),
        _ => print!("{}", gantt::draw(&view, title, page)),
    }
    Ok(())
}
