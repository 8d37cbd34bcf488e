// Counts: deadlock, blocked_thread, broken_invariant, lost_data

use super::*;
use std::sync::Arc;
use tokio::time::Instant;

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// What was said over the radio since the last time.
fn said(warehouse: &Warehouse) -> Vec<&'static str> {
    std::mem::take(&mut warehouse.said.lock().unwrap())
}

async fn after<T>(delay: Duration, work: impl Future<Output = T>) -> (T, Duration) {
    let start = Instant::now();
    sleep(delay).await;
    let output = work.await;
    (output, start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn gives_out_the_oldest_first() {
    let start = Instant::now();
    let warehouse = Warehouse::new(3);
    for number in [7, 8, 9] {
        warehouse.put(number).await;
    }
    let taken = [
        warehouse.take().await,
        warehouse.take().await,
        warehouse.take().await,
    ];
    assert_eq!(taken, [7, 8, 9], "the first in is the first out");
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "there was room for three, and then there were three: who waited, or spoke?"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_for_room_and_for_crates() {
    let warehouse = Warehouse::new(1);
    let (lorry, crane) = tokio::join!(
        after(ms(0), warehouse.take()),
        after(ms(2500), warehouse.put(1)),
    );
    assert_eq!(
        (lorry, crane.1),
        ((1, ms(2500)), ms(2500)),
        "the lorry says that it is empty, and has the crate when it is put in: who wakes it?"
    );
    warehouse.put(2).await;
    let (crane, lorry) = tokio::join!(
        after(ms(0), warehouse.put(3)),
        after(ms(2500), warehouse.take()),
    );
    assert_eq!(
        (crane.1, lorry),
        (ms(2500), (2, ms(2500))),
        "the crane says that it is full, and has room when a crate is taken out: who wakes it?"
    );
}

#[tokio::test(start_paused = true)]
async fn hears_who_comes_while_it_speaks() {
    let warehouse = Warehouse::new(2);
    let (first, second, ..) = tokio::join!(
        after(ms(0), warehouse.take()),
        after(ms(0), warehouse.take()),
        after(ms(400), warehouse.put(1)),
        after(ms(600), warehouse.put(2)),
    );
    let mut lorries = [first, second];
    lorries.sort();
    assert_eq!(
        lorries,
        [(1, ms(1000)), (2, ms(1000))],
        "the crates came while the lorries said \"empty\", which takes 1 s"
    );
    assert_eq!(
        said(&warehouse),
        ["empty"; 2],
        "each lorry says it before it waits"
    );

    warehouse.put(3).await;
    warehouse.put(4).await;
    let (first, second, ..) = tokio::join!(
        after(ms(0), warehouse.put(5)),
        after(ms(0), warehouse.put(6)),
        after(ms(400), warehouse.take()),
        after(ms(600), warehouse.take()),
    );
    assert_eq!(
        [first.1, second.1],
        [ms(1000); 2],
        "there was room while the cranes said \"full\", which takes 1 s"
    );
    assert_eq!(
        said(&warehouse),
        ["full"; 2],
        "each crane says it before it waits"
    );
}

#[tokio::test(start_paused = true)]
async fn has_room_for_one_of_two() {
    let warehouse = Warehouse::new(1);
    warehouse.put(1).await;
    let cranes = async {
        tokio::join!(
            after(ms(0), warehouse.put(2)),
            after(ms(0), warehouse.put(3)),
        )
    };
    let lorries = async {
        sleep(ms(2000)).await;
        assert_eq!(warehouse.take().await, 1, "the oldest crate");
        sleep(ms(500)).await;
        let crates = warehouse.crates.lock().unwrap().len();
        assert_eq!(
            crates, 1,
            "there is room for 1 crate: what does a crane do when it wakes up and another one has been quicker?"
        );
        // The slower crane may have said "full" once more.
        sleep(ms(1500)).await;
        warehouse.take().await;
    };
    let ((first, second), ()) = tokio::join!(cranes, lorries);
    let mut waited = [first.1, second.1];
    waited.sort();
    assert_eq!(
        waited,
        [ms(2000), ms(4000)],
        "one crane has room after 2 s, when the first crate is taken out, and the other one after 4 s"
    );
}

#[test]
fn loses_no_crate_in_any_order() {
    trials::schedules("broken_invariant", async || {
        let warehouse = Arc::new(Warehouse::new(1));
        let cranes = [1, 2, 3].map(|number| {
            let warehouse = Arc::clone(&warehouse);
            tokio::spawn(async move {
                // Cranes and lorries begin in any order.
                tokio::task::consume_budget().await;
                warehouse.put(number).await;
                let crates = warehouse.crates.lock().unwrap().len();
                assert!(
                    crates <= 1,
                    "there is room for 1 crate, and there are {crates}: who looked, and when?"
                );
            })
        });
        let lorries = [(); 3].map(|()| {
            let warehouse = Arc::clone(&warehouse);
            tokio::spawn(async move {
                tokio::task::consume_budget().await;
                warehouse.take().await
            })
        });
        let mut taken = Vec::new();
        for lorry in lorries {
            taken.push(
                lorry
                    .await
                    .expect("does a lorry look again when it wakes up?"),
            );
        }
        for crane in cranes {
            crane
                .await
                .expect("does a crane look again when it wakes up?");
        }
        taken.sort();
        assert_eq!(taken, [1, 2, 3], "each crate is taken out once");
    });
}

#[test]
fn leaves_the_crate_when_a_lorry_gives_up() {
    trials::cancel_sweep(
        "lost_data",
        || {
            let warehouse = Arc::new(Warehouse::new(1));
            let crane = Arc::clone(&warehouse);
            tokio::spawn(async move {
                sleep(ms(5000)).await;
                crane.put(1).await;
            });
            (warehouse, None)
        },
        async |(warehouse, taken): &mut (Arc<Warehouse>, Option<u32>)| {
            *taken = Some(warehouse.take().await);
        },
        async |(warehouse, taken): &mut (Arc<Warehouse>, Option<u32>)| {
            sleep(ms(10_000)).await;
            let left = warehouse.crates.lock().unwrap().front().copied();
            assert_eq!(
                taken.or(left),
                Some(1),
                "the lorry that gave up has not got the crate, and the warehouse has not: where is it?"
            );
        },
    );
}
