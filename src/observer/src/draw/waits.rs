//! Where in a lane's bar there may be room to write what it waits on.

use crate::view::{Lane, Wait};

/// One wait of a lane, however often it was polled meanwhile.
pub struct Waiting<'a> {
    /// What it waits on.
    pub on: &'a Wait,
    /// From the end of a poll to the start of the next one. Never empty.
    pub stretches: Vec<(u64, u64)>,
}

/// The waits of a lane that is shown until `end`, in order, as far as it is known what it waits on.
pub fn of(lane: &Lane, end: u64) -> Vec<Waiting<'_>> {
    let ends = lane
        .polls
        .iter()
        .skip(1)
        .map(|poll| poll.start)
        .chain([end]);
    let stretches: Vec<_> = lane
        .polls
        .iter()
        .zip(ends)
        .map(|(poll, end)| (&poll.on, (poll.end, end)))
        .collect();
    stretches
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|run| {
            let stretches = run
                .iter()
                .map(|(_, stretch)| *stretch)
                .filter(|(from, until)| from < until)
                .collect();
            Some(Waiting {
                on: run[0].0.as_ref()?,
                stretches,
            })
        })
        .filter(|waiting| !waiting.stretches.is_empty())
        .collect()
}
