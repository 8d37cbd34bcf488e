//! The web as the lessons on fetching see it: a town of pages that is served in process, so that nothing has to be
//! installed and no stranger is asked; and what a crawler needs beside Tokio and an HTTP client.
//!
//! The pages are in `web/town.txt`, and their twins in Python read the same file.

mod answer;
mod client;
mod gate;
mod html;
mod robots;
mod server;
mod tls;
mod town;

pub use answer::{busy_for, reason};
pub use client::{client, client_of};
pub use gate::Gate;
pub use html::{links, title};
pub use robots::{Robots, robots_txt};
pub use server::{Server, serve};
pub use town::{Page, Town, What};
