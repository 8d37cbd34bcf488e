// Counts: broken_invariant

use super::*;

fn accounts() -> Accounts {
    Accounts { ada: 100, ben: 0 }
}

#[tokio::test(start_paused = true)]
async fn moves_the_money() {
    let mut accounts = accounts();
    let moved = transfer(30, &mut accounts).await;
    assert_eq!(moved, Ok(()), "the bank has nothing against 30");
    assert_eq!(
        (accounts.ada, accounts.ben),
        (70, 30),
        "the bank has confirmed that 30 go from Ada to Ben"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_a_refusal() {
    let refused = transfer(60, &mut accounts()).await;
    assert_eq!(
        refused,
        Err(Refused(50)),
        "`confirm` says no to 60: does the caller hear of it?"
    );
    let refused = transfer(95, &mut accounts()).await;
    assert_eq!(
        refused,
        Err(Refused(90)),
        "`register` says no to 95: does the caller hear of it?"
    );
}

#[tokio::test(start_paused = true)]
async fn moves_nothing_if_the_bank_refuses() {
    for amount in [60, 95] {
        let mut accounts = accounts();
        let _ = transfer(amount, &mut accounts).await;
        assert_eq!(
            (accounts.ada, accounts.ben),
            (100, 0),
            "the bank has refused to move {amount}"
        );
    }
}

#[test]
fn keeps_all_the_money_wherever_it_is_dropped() {
    trials::cancel_sweep(
        "broken_invariant",
        accounts,
        async |accounts: &mut Accounts| drop(transfer(30, accounts).await),
        async |accounts: &mut Accounts| {
            assert_eq!(
                accounts.ada + accounts.ben,
                100,
                "Ada has {}, Ben has {}: what is done on one side of a wait, and not on the other?",
                accounts.ada,
                accounts.ben
            );
        },
    );
}

#[test]
fn moves_nothing_before_it_is_confirmed() {
    trials::cancel_sweep(
        "broken_invariant",
        || (accounts(), false),
        async |(accounts, is_confirmed): &mut (Accounts, bool)| {
            *is_confirmed = transfer(30, accounts).await.is_ok();
        },
        async |(accounts, is_confirmed): &mut (Accounts, bool)| {
            assert_eq!(
                accounts.ben > 0,
                *is_confirmed,
                "whoever drops the transfer while the bank thinks has moved nothing"
            );
        },
    );
}
