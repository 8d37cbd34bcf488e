// Counts: deadlock, broken_invariant, lost_update, livelock, blocked_thread

use super::*;
use std::sync::Arc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

/// A transfer in a task of its own.
fn begin(bank: &Arc<Bank>, from: usize, to: usize, amount: i32) -> JoinHandle<bool> {
    let bank = bank.clone();
    tokio::spawn(async move { transfer(&bank, from, to, amount).await })
}

async fn all(transfers: impl IntoIterator<Item = JoinHandle<bool>>) -> Vec<bool> {
    let mut done = Vec::new();
    for transfer in transfers {
        done.push(transfer.await.expect("no transfer panics"));
    }
    done
}

#[tokio::test(start_paused = true)]
async fn moves_the_money() {
    let bank = Bank::new(&[100, 50, 10]);
    assert!(
        transfer(&bank, 2, 0, 10).await,
        "it is all that there is, and enough"
    );
    assert_eq!(
        bank.balances().await,
        [110, 50, 0],
        "10 go from the last account to the first"
    );
}

#[tokio::test(start_paused = true)]
async fn refuses_what_is_not_there() {
    let bank = Bank::new(&[100, 50]);
    let start = Instant::now();
    assert!(
        !transfer(&bank, 1, 0, 51).await,
        "there are 50, and 51 are wanted"
    );
    assert_eq!(bank.balances().await, [100, 50], "no money may move");
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "was it entered in the books before it was refused?"
    );
}

#[tokio::test(start_paused = true)]
async fn does_not_wait_for_other_accounts() {
    let bank = Arc::new(Bank::new(&[100, 100, 100, 100]));
    let start = Instant::now();
    all([begin(&bank, 0, 1, 10), begin(&bank, 3, 2, 10)]).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "the two transfers have no account in common: which lock did both want?"
    );
}

#[tokio::test(start_paused = true)]
async fn may_go_from_an_account_to_itself() {
    let bank = Bank::new(&[100, 50]);
    let (enough, too_much) = tokio::join!(transfer(&bank, 1, 1, 50), transfer(&bank, 0, 0, 101));
    assert!(enough && !too_much, "is there enough on the account?");
    assert_eq!(
        bank.balances().await,
        [100, 50],
        "what leaves an account and comes back to it changes nothing"
    );
}

#[tokio::test(start_paused = true)]
async fn moves_nothing_before_it_is_entered() {
    let bank = Bank::new(&[100, 0]);
    let patience = Duration::from_millis(500);
    let done = timeout(patience, transfer(&bank, 0, 1, 60)).await;
    assert!(
        done.is_err(),
        "the entry takes a second, and nobody waited so long"
    );
    assert_eq!(
        bank.balances().await,
        [100, 0],
        "the transfer was dropped while it was being entered: what had you changed by then?"
    );
}

#[test]
fn ends_in_any_order() {
    trials::schedules("deadlock", async || {
        let bank = Arc::new(Bank::new(&[100, 100, 100]));
        let round = [(0, 1), (1, 2), (2, 0), (1, 0)];
        let done = all(round.map(|(from, to)| begin(&bank, from, to, 10))).await;
        assert_eq!(done, [true; 4], "there was enough for each of them");
        assert_eq!(
            bank.balances().await,
            [110, 90, 100],
            "what does each account give and get?"
        );
    });
}

#[test]
fn is_whole_in_any_order() {
    trials::schedules("broken_invariant", async || {
        let bank = Arc::new(Bank::new(&[0, 100]));
        let transfers = [begin(&bank, 1, 0, 60), begin(&bank, 1, 0, 60)];
        for _ in 0..4 {
            let sum: i32 = bank.balances().await.iter().sum();
            assert_eq!(
                sum, 100,
                "somebody looked at all accounts, and some money was in none or in two: \
                 which locks are held from the first change to the second?"
            );
            sleep(Duration::from_millis(500)).await;
        }
        let done = all(transfers).await;
        assert_eq!(
            done.iter().filter(|is_done| **is_done).count(),
            1,
            "there are 100, enough for one transfer of 60: is it still there when you take it?"
        );
    });
}
