// Counts: sequential, blocked_thread, lost_panic

use super::*;
use tokio::time::Instant;

const PRINTERS: [&str; 3] = ["laser", "inkjet", "plotter"];

/// Waits for every task, and returns what it returned.
async fn all(tasks: Vec<JoinHandle<String>>) -> Vec<String> {
    let mut printed = Vec::new();
    for task in tasks {
        printed.push(
            task.await
                .expect("the task ended before its photo was printed"),
        );
    }
    printed
}

#[tokio::test(start_paused = true)]
async fn prints_on_every_printer() {
    let printed = all(print_on_all(Photo::new(&Arc::default()), &PRINTERS)).await;
    assert_eq!(
        printed,
        [
            "1048576 bytes on laser",
            "1048576 bytes on inkjet",
            "1048576 bytes on plotter"
        ],
        "a handle for each printer, in the order of the printers"
    );
}

#[tokio::test(start_paused = true)]
async fn prints_at_the_same_time() {
    let start = Instant::now();
    all(print_on_all(Photo::new(&Arc::default()), &PRINTERS)).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "three printers take as long as one: did they wait for each other's photo?"
    );
}

#[tokio::test(start_paused = true)]
async fn makes_no_copy() {
    let copies = Arc::default();
    all(print_on_all(Photo::new(&copies), &PRINTERS)).await;
    assert_eq!(
        copies.load(Relaxed),
        0,
        "1 MiB was copied so many times: can the tasks own one photo together?"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_one_photo_in_memory() {
    let copies = Arc::default();
    let tasks = print_on_all(Photo::new(&copies), &PRINTERS);
    sleep(Duration::from_secs(1)).await;
    // Each photo owns the counter too.
    let photos = Arc::strong_count(&copies) - 1;
    assert_eq!(
        photos, 1,
        "three printers are printing one photo: how many are in memory?"
    );
    all(tasks).await;
}

#[tokio::test(start_paused = true)]
async fn frees_the_photo() {
    let copies = Arc::default();
    all(print_on_all(Photo::new(&copies), &PRINTERS)).await;
    // Each photo owns the counter too.
    let photos = Arc::strong_count(&copies) - 1;
    assert_eq!(
        photos, 0,
        "all printers are done, and a photo is still in memory: who owns it?"
    );
}
