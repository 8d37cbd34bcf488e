//! Wrong: says it again and again, and looks each time, instead of waiting.
//! Fails: waits_for_room_and_for_crates

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;
use tracing::instrument;

/// A warehouse with `room` for some crates. Cranes put them in, and lorries take
/// them out.
#[derive(Debug)]
struct Warehouse {
    room: usize,
    crates: Mutex<VecDeque<u32>>,
    put_in: Notify,
    taken_out: Notify,
    /// What was said over the radio.
    said: Mutex<Vec<&'static str>>,
}

impl Warehouse {
    fn new(room: usize) -> Warehouse {
        Warehouse {
            room,
            crates: Mutex::default(),
            put_in: Notify::new(),
            taken_out: Notify::new(),
            said: Mutex::default(),
        }
    }

    /// Puts a crate in, behind the others, as soon as there is room. A crane that
    /// finds the warehouse full says "full" over the radio before it waits, and
    /// does not miss what is taken out while it speaks.
    async fn put(&self, number: u32) {
        while !self.has_put(number) {
            self.radio("full").await;
        }
        self.put_in.notify_waiters();
    }

    /// Takes out the crate that has been there longest, as soon as there is one.
    /// A lorry that finds none says "empty" before it waits, and does not miss
    /// what is put in while it speaks. One that gives up has taken nothing.
    async fn take(&self) -> u32 {
        loop {
            let put_in = self.put_in.notified();
            let first = self.crates.lock().unwrap().pop_front();
            if let Some(number) = first {
                self.taken_out.notify_waiters();
                return number;
            }
            self.radio("empty").await;
            put_in.await;
        }
    }

    /// Looks and puts under one lock. The guard does not live to see an `.await`.
    fn has_put(&self, number: u32) -> bool {
        let mut crates = self.crates.lock().unwrap();
        let has_room = crates.len() < self.room;
        if has_room {
            crates.push_back(number);
        }
        has_room
    }

    /// Given: says a word over the radio, which takes a second.
    #[instrument(skip(self))]
    async fn radio(&self, word: &'static str) {
        self.said.lock().unwrap().push(word);
        sleep(Duration::from_secs(1)).await;
    }
}

#[cfg(test)]
mod tests;
