//! Wrong: looks once, and then searches for a customer who may go at any moment.
//! Fails: gives_up_the_search

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;
use tracing::instrument;

/// What a customer wants, and where the ticket goes. A customer who has gone has
/// dropped the other end.
#[derive(Debug)]
struct Request {
    seat: u32,
    ticket: oneshot::Sender<u32>,
}

/// Serves one customer after another: finds the seat, books it, and then sends
/// the ticket, which has the number of the seat. Returns when nobody can come any
/// more. For customers who have gone there is no work: before their turn they are
/// skipped, and a search is given up as soon as they go. A booking that has begun
/// is never broken off; if the customer has gone by its end, the seat is freed.
async fn serve(mut customers: mpsc::Receiver<Request>, theatre: &Theatre) {
    while let Some(request) = customers.recv().await {
        if request.ticket.is_closed() {
            continue;
        }
        theatre.find(request.seat).await;
        theatre.book(request.seat).await;
        if let Err(seat) = request.ticket.send(request.seat) {
            theatre.free(seat);
        }
    }
}

/// Given: the theatre and its book of seats.
#[derive(Debug, Default)]
struct Theatre {
    seats: Mutex<BTreeMap<u32, &'static str>>,
}

impl Theatre {
    /// Given: looks for the seat, which takes two seconds.
    #[instrument(skip(self))]
    async fn find(&self, seat: u32) {
        sleep(Duration::from_secs(2)).await;
    }

    /// Given: books the seat, which takes a second. Whoever breaks it off leaves
    /// half a booking behind.
    #[instrument(skip(self))]
    async fn book(&self, seat: u32) {
        self.seats.lock().unwrap().insert(seat, "half booked");
        sleep(Duration::from_secs(1)).await;
        self.seats.lock().unwrap().insert(seat, "booked");
    }

    /// Given: frees a seat again that was booked to its end.
    fn free(&self, seat: u32) {
        let was = self.seats.lock().unwrap().remove(&seat);
        assert_eq!(was, Some("booked"), "this is no seat that was booked");
    }
}

#[cfg(test)]
mod tests;
