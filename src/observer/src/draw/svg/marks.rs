//! The marks of the picture and their colours. Each mark has its middle at a point.

use super::text::n;
use crate::view::Outcome;

/// A colour of the picture: the name of the class and of the variable, and what is shown without it.
pub struct Colour {
    name: &'static str,
    fallback: &'static str,
}

const DONE: Colour = Colour {
    name: "run-done",
    fallback: "#2a9448",
};
const CANCELLED: Colour = Colour {
    name: "run-cancelled",
    fallback: "#c8641a",
};
pub const HELD: Colour = Colour {
    name: "run-held",
    fallback: "#d93f3f",
};
pub const WAKE: Colour = Colour {
    name: "run-wake",
    fallback: "#8a5fd6",
};

/// Work on the blocking pool holds a thread as well, but nobody up.
pub const POOL: &str = r#"class="run-pool" fill-opacity=".5""#;

impl Colour {
    /// The attributes that make it the `fill` or the `stroke` of an element.
    pub fn of(&self, what: &str) -> String {
        let Colour { name, fallback } = self;
        format!(r#"class="{name}" {what}="{fallback}" style="{what}:var(--{name},{fallback})""#)
    }
}

pub fn tick(x: f64, y: f64) -> String {
    format!(
        r#"<path d="M{} {}v12" stroke="currentColor" stroke-width="3"/>"#,
        n(x),
        n(y - 6.0)
    )
}

pub fn bar(x: f64, y: f64) -> String {
    format!(
        r#"<rect x="{}" y="{}" width="14" height="10" rx="3" fill-opacity=".16"/>"#,
        n(x - 7.0),
        n(y - 5.0)
    )
}

pub fn block(x: f64, y: f64, fill: &str) -> String {
    format!(
        r#"<path d="M{} {}h12v12h-12z" {fill}/>"#,
        n(x - 6.0),
        n(y - 6.0)
    )
}

pub fn arrow(x: f64, y: f64) -> String {
    format!(
        r#"<path d="M{} {}v10m-3 -4l3 4l3 -4" fill="none" stroke-width="1.4" {}/>"#,
        n(x),
        n(y - 5.0),
        WAKE.of("stroke")
    )
}

/// How a lane ended. Each mark has a form of its own.
pub fn end_mark(outcome: Outcome, x: f64, y: f64) -> String {
    let (nx, ny) = (n(x), n(y));
    match outcome {
        Outcome::Done => format!(
            r##"<circle cx="{nx}" cy="{ny}" r="6.5" {}/><path d="M{} {}l2.2 2.4l4 -4.6" fill="none" stroke="#fff" stroke-width="1.7"/>"##,
            DONE.of("fill"),
            n(x - 3.2),
            n(y + 0.4)
        ),
        Outcome::Cancelled => format!(
            r#"<path d="M{} {}l10 10m0 -10l-10 10" fill="none" stroke-width="2.6" {}/>"#,
            n(x - 5.0),
            n(y - 5.0),
            CANCELLED.of("stroke")
        ),
        Outcome::Panicked | Outcome::Raised => format!(
            r##"<path d="M{nx} {}l8 14h-16z" {}/><path d="M{nx} {}v5m0 1.5v2" stroke="#fff" stroke-width="1.8"/>"##,
            n(y - 8.0),
            HELD.of("fill"),
            n(y - 4.0)
        ),
        Outcome::Open => {
            format!(
                r#"<path d="M{} {ny}h2m3 0h2m3 0h2" stroke="currentColor" stroke-width="2.4"/>"#,
                n(x - 6.0)
            )
        }
    }
}
