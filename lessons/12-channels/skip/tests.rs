// Counts: broken_invariant, deadlock, blocked_thread

use super::*;
use std::sync::Arc;
use tokio::time::{Instant, timeout};

#[tokio::test(start_paused = true)]
async fn sells_a_ticket() {
    let theatre = Theatre::default();
    let tickets = sell(&theatre, &[(1, 60_000)]).await;
    assert_eq!(
        tickets,
        [Some((1, 3000))],
        "(seat, milliseconds): two seconds to find it, one to book it, and then the ticket"
    );
    assert_eq!(
        booked(&theatre),
        [(1, "booked")],
        "whoever has a ticket has a seat"
    );
}

#[tokio::test(start_paused = true)]
async fn serves_one_after_another() {
    let theatre = Theatre::default();
    let tickets = sell(&theatre, &[(1, 60_000), (2, 60_000)]).await;
    assert_eq!(
        tickets,
        [Some((1, 3000)), Some((2, 6000))],
        "(seat, milliseconds): the second customer's turn comes when the first one is served"
    );
    assert_eq!(
        booked(&theatre),
        [(1, "booked"), (2, "booked")],
        "two tickets, two seats"
    );
}

#[tokio::test(start_paused = true)]
async fn skips_whoever_has_gone() {
    let theatre = Theatre::default();
    let tickets = sell(&theatre, &[(1, 60_000), (2, 1000), (3, 2000), (4, 60_000)]).await;
    assert_eq!(
        tickets,
        [Some((1, 3000)), None, None, Some((4, 6000))],
        "(seat, milliseconds): customers 2 and 3 went before it was their turn. Did somebody look for their seats, \
         or close the counter?"
    );
    assert_eq!(
        booked(&theatre),
        [(1, "booked"), (4, "booked")],
        "two tickets, two seats"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_up_the_search() {
    let theatre = Theatre::default();
    let tickets = sell(&theatre, &[(1, 500), (2, 60_000)]).await;
    assert_eq!(
        tickets,
        [None, Some((2, 3500))],
        "(seat, milliseconds): customer 1 went after half a second, in the middle of the search: who noticed, and when?"
    );
    assert_eq!(booked(&theatre), [(2, "booked")], "one ticket, one seat");
}

#[tokio::test(start_paused = true)]
async fn finishes_a_booking_and_frees_the_seat() {
    let theatre = Theatre::default();
    let tickets = sell(&theatre, &[(1, 2500), (2, 60_000)]).await;
    assert_eq!(
        booked(&theatre),
        [(2, "booked")],
        "customer 1 went in the middle of the booking: is it finished, and the seat free again?"
    );
    assert_eq!(
        tickets,
        [None, Some((2, 6000))],
        "(seat, milliseconds): the booking for customer 1 takes its time"
    );
}

#[test]
fn leaves_no_seat_without_a_ticket() {
    struct Evening {
        theatre: Arc<Theatre>,
        counter: Option<mpsc::Sender<Request>>,
        has_ticket: bool,
    }
    trials::cancel_sweep(
        "broken_invariant",
        || {
            let theatre = Arc::new(Theatre::default());
            let (counter, customers) = mpsc::channel(1);
            let clerk = Arc::clone(&theatre);
            tokio::spawn(async move { serve(customers, &clerk).await });
            Evening {
                theatre,
                counter: Some(counter),
                has_ticket: false,
            }
        },
        async |evening| {
            let (ticket, mut reply) = oneshot::channel();
            let counter = evening.counter.as_ref().expect("it is open");
            let request = Request { seat: 1, ticket };
            counter.send(request).await.expect("the clerk is there");
            // Whenever the customer looks at the clock is a moment to go.
            while timeout(Duration::from_millis(250), &mut reply)
                .await
                .is_err()
            {}
            evening.has_ticket = true;
        },
        async |evening| {
            evening.counter = None;
            sleep(Duration::from_secs(10)).await;
            let seats = booked(&evening.theatre);
            match evening.has_ticket {
                true => assert_eq!(
                    seats,
                    [(1, "booked")],
                    "the customer has a ticket: is there a seat?"
                ),
                false => assert_eq!(
                    seats,
                    [],
                    "the customer has gone without a ticket: who has the seat?"
                ),
            }
        },
    );
}

/// Customers who want a seat and have so many milliseconds, all of whom come at once; then the counter closes.
/// For each, the number on the ticket and when it came.
async fn sell(theatre: &Theatre, customers: &[(u32, u64)]) -> Vec<Option<(u32, u128)>> {
    let (counter, queue) = mpsc::channel(customers.len());
    let start = Instant::now();
    let mut waiting = Vec::new();
    for &(seat, patience) in customers {
        let (ticket, reply) = oneshot::channel();
        counter
            .try_send(Request { seat, ticket })
            .expect("there is a place for each");
        waiting.push(tokio::spawn(async move {
            let reply = timeout(Duration::from_millis(patience), reply).await;
            Some((reply.ok()?.ok()?, start.elapsed().as_millis()))
        }));
    }
    drop(counter);
    let clerk = timeout(Duration::from_secs(3600), serve(queue, theatre));
    clerk
        .await
        .expect("nobody can come any more, and the clerk is still there");
    let mut tickets = Vec::new();
    for customer in waiting {
        tickets.push(customer.await.expect("no customer panics"));
    }
    tickets
}

fn booked(theatre: &Theatre) -> Vec<(u32, &'static str)> {
    let seats = theatre.seats.lock().unwrap();
    seats.iter().map(|(seat, state)| (*seat, *state)).collect()
}
