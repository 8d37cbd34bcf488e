// Counts: deadlock, blocked_thread

use super::*;

#[tokio::test(start_paused = true)]
async fn reports_every_end() {
    let (ends, _) = print(2, &[(0, 3), (0, 1), (0, 2)]).await;
    assert_eq!(
        ends.len(),
        3,
        "the end of each of the three jobs is reported once"
    );
}

#[tokio::test(start_paused = true)]
async fn begins_the_next_as_soon_as_there_is_room() {
    let start = Instant::now();
    // A large job, and six small ones.
    print(
        2,
        &[
            (0, 100),
            (0, 10),
            (0, 10),
            (0, 10),
            (0, 10),
            (0, 10),
            (0, 10),
        ],
    )
    .await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(100),
        "while one printer has the large job, the other has time for the six small ones: did it stand still?"
    );
}

#[tokio::test(start_paused = true)]
async fn has_no_more_in_hand_than_printers() {
    let (ends, most) = print(3, &[(0, 1); 300]).await;
    assert_eq!(ends.len(), 300, "each job is printed once");
    assert!(
        most <= 3,
        "3 are allowed, and {most} jobs and pages were in hand: are pages left in the set, or jobs taken too early?"
    );
}

#[tokio::test(start_paused = true)]
async fn reports_each_end_when_it_comes() {
    // Two at once, so that both printers are busy; then nothing for a long time; then one more.
    let (ends, _) = print(2, &[(0, 5), (0, 8), (100, 1)]).await;
    assert_eq!(
        ends,
        [(5_000, "5 s"), (8_000, "8 s"), (101_000, "1 s")].map(|(at, page)| (at, page.to_string())),
        "(after how many ms it was reported, which page): did an end have to wait for the next job?"
    );
}

#[tokio::test(start_paused = true)]
async fn reports_a_panic_and_goes_on() {
    let task = tokio::spawn(print(2, &[(0, 13), (0, 20), (0, 1), (0, 1)]));
    let (ends, _) = task
        .await
        .expect("a job panicked, and took the others along: where was it polled?");
    assert_eq!(
        ends,
        [
            (13_000, "panic"),
            (14_000, "1 s"),
            (15_000, "1 s"),
            (20_000, "20 s")
        ]
        .map(|(at, page)| (at, page.to_string())),
        "(after how many ms it was reported, which page): the first printer is on fire after 13 s, and free for the next job"
    );
}

#[tokio::test(start_paused = true)]
async fn refuses_to_print_without_printers() {
    let mut queue = queue(&[(5, 1)]);
    let (start, shop) = (Instant::now(), queue.shop.clone());
    let end = print_all(&mut queue, 0, drop).await;
    assert_eq!(
        end,
        Err(NoPrinter),
        "nobody can print: what did you wait for, and what did you return?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "there are no printers, and this is known before the first job comes"
    );
    assert_eq!(
        shop.most.load(Relaxed),
        0,
        "nobody can print, and a job has left the queue"
    );
}

/// Prints jobs, given as (when it comes, how long it takes), and returns the reports, and the most that was in hand.
async fn print(printers: usize, jobs: &'static [(u64, u64)]) -> (Vec<(u128, String)>, usize) {
    let mut queue = queue(jobs);
    let shop = queue.shop.clone();
    let start = Instant::now();
    let mut ends = Vec::new();
    let report = |end: Result<Page, JoinError>| {
        let page = end.map_or("panic".into(), |page| format!("{} s", page.seconds));
        ends.push((start.elapsed().as_millis(), page));
    };
    let all = print_all(&mut queue, printers, report).await;
    assert_eq!(all, Ok(()), "there are printers");
    (ends, shop.most.load(Relaxed))
}

fn queue(jobs: &[(u64, u64)]) -> Queue {
    let now = Instant::now();
    let comes = |&(at, seconds)| (now + Duration::from_secs(at), seconds);
    Queue {
        coming: jobs.iter().map(comes).collect(),
        shop: Shop::default(),
    }
}
