//! Sell a ticket at one of several desks, never more tickets than seats, and let no desk wait for another's payment.
//!
//!     cargo run -q -- check shared-state/last_seats

use std::sync::Mutex;
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// A hall with so many seats, and how many of them are taken.
struct Hall {
    seats: u32,
    taken: Mutex<u32>,
}

/// Sells a ticket to `guest`, and returns whether he has one. If all seats are
/// taken, he is turned away at once, and must not pay. Otherwise he pays, and
/// gets a ticket only if he could. Desks take payments at the same time. Never
/// may there be more tickets than seats, and after each sale `taken` must count
/// the tickets exactly: the seat of who could not pay is free again.
async fn sell(hall: &Hall, guest: &'static str) -> bool {
    todo!("sell one of {} seats to {guest}", hall.seats)
}

impl Hall {
    fn new(seats: u32) -> Hall {
        let taken = Mutex::new(0);
        Hall { seats, taken }
    }

    /// Given: how many seats are taken now.
    fn taken(&self) -> u32 {
        *self.taken.lock().unwrap()
    }
}

/// Given: lets a guest pay, which takes a second, and says whether he could.
/// Emil cannot.
#[instrument]
async fn pay(guest: &str) -> bool {
    sleep(Duration::from_secs(1)).await;
    guest != "Emil"
}

#[cfg(test)]
mod tests;
