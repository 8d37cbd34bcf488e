// Counts: aborted_at_exit, blocked_thread, broken_invariant

use super::*;
use tokio::time::Instant;

const LIMIT: Duration = Duration::from_secs(2);

fn bank(seconds: u64) -> Arc<Bank> {
    Arc::new(Bank {
        paid: AtomicU32::new(0),
        seconds,
    })
}

#[tokio::test(start_paused = true)]
async fn returns_the_receipt() {
    let start = Instant::now();
    let bank = bank(1);
    let receipt = pay_within(LIMIT, Arc::clone(&bank), 30).await;
    assert_eq!(
        receipt,
        Ok("30 paid".into()),
        "the bank needs 1 s, and the caller waits for 2 s"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "the receipt was there after 1 s: what did you wait for?"
    );
    sleep(Duration::from_secs(60)).await;
    assert_eq!(bank.paid.load(Relaxed), 30, "paid once, or more than once?");
}

#[tokio::test(start_paused = true)]
async fn gives_up_at_the_limit() {
    let start = Instant::now();
    let bank = bank(5);
    assert_eq!(
        pay_within(LIMIT, Arc::clone(&bank), 30).await,
        Err(Late),
        "the bank needs 5 s, and the caller waits for 2 s"
    );
    assert_eq!(
        start.elapsed(),
        LIMIT,
        "the caller waits for 2 s, not more and not less"
    );
    // The program may end when this is done.
    sleep(Duration::from_secs(60)).await;
    drop(bank);
}

#[tokio::test(start_paused = true)]
async fn pays_once_all_the_same() {
    let bank = bank(5);
    let receipt = pay_within(LIMIT, Arc::clone(&bank), 30).await;
    assert_eq!(receipt, Err(Late), "the caller has given up after 2 s");
    sleep(Duration::from_secs(3)).await;
    // The task that pays may have its turn after this one.
    tokio::task::yield_now().await;
    assert_eq!(
        bank.paid.load(Relaxed),
        30,
        "5 s after the call the payment should be made: who polls it when the caller has gone?"
    );
    sleep(Duration::from_secs(60)).await;
    assert_eq!(bank.paid.load(Relaxed), 30, "it was paid more than once");
}

#[test]
fn pays_once_when_its_caller_vanishes() {
    trials::cancel_sweep(
        "broken_invariant",
        || bank(5),
        async |bank: &mut Arc<Bank>| {
            let _ = pay_within(LIMIT, Arc::clone(bank), 30).await;
        },
        async |bank: &mut Arc<Bank>| {
            sleep(Duration::from_secs(60)).await;
            assert_eq!(
                bank.paid.load(Relaxed),
                30,
                "the caller dropped your future while it waited: who owns the payment from its first wait on?"
            );
        },
    );
}
