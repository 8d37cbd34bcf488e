// Counts: lost_data, deadlock, livelock, blocked_thread

use super::*;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn begins_with_the_wish_that_holds() {
    let (home, wish) = watch::channel(20);
    drop(home);
    assert_eq!(
        set_to(wish).await,
        [20],
        "there is a value from the beginning, and it is no change"
    );
}

#[tokio::test(start_paused = true)]
async fn follows_a_change() {
    let (home, wish) = watch::channel(20);
    let start = Instant::now();
    let wishes = async move {
        sleep(Duration::from_secs(5)).await;
        let _ = home.send(22);
    };
    let (was_set_to, ()) = tokio::join!(set_to(wish), wishes);
    assert_eq!(was_set_to, [20, 22], "the wish changed after 5 s");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(6),
        "the wish changed after 5 s, and the valve needs one: what was there to wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn sees_a_wish_that_came_while_the_valve_moved() {
    let (home, wish) = watch::channel(20);
    let wishes = async move {
        sleep(Duration::from_millis(500)).await;
        let _ = home.send(22);
        sleep(Duration::from_secs(60)).await;
    };
    let (was_set_to, ()) = tokio::join!(set_to(wish), wishes);
    assert_eq!(
        was_set_to,
        [20, 22],
        "the second wish came while the valve moved to the first: when did you mark what as seen, and who moved it?"
    );
}

#[tokio::test(start_paused = true)]
async fn sees_the_last_wish_of_a_sender_that_has_gone() {
    let (home, wish) = watch::channel(20);
    let wishes = async move {
        for degrees in [21, 22, 23] {
            sleep(Duration::from_millis(300)).await;
            let _ = home.send(degrees);
        }
    };
    let (was_set_to, ()) = tokio::join!(set_to(wish), wishes);
    assert_eq!(
        was_set_to,
        [20, 23],
        "three wishes came while the valve moved, and the sender went: only the last one counts, and it does count"
    );
}

#[tokio::test(start_paused = true)]
async fn sets_no_wish_twice() {
    let (home, wish) = watch::channel(20);
    let _ = home.send(22);
    drop(home);
    assert_eq!(
        set_to(wish).await,
        [22],
        "the wish changed before you began: which is the first that you set, and how does the channel know that you saw it?"
    );
}

#[test]
fn ends_with_the_last_wish_in_any_order() {
    trials::schedules("lost_data", async || {
        let (home, wish) = watch::channel(20);
        let wishes = async move {
            for degrees in 21..=25 {
                let _ = home.send(degrees);
                tokio::task::yield_now().await;
            }
        };
        let (was_set_to, ()) = tokio::join!(set_to(wish), wishes);
        assert_eq!(
            was_set_to.last(),
            Some(&25),
            "the last wish was 25: which one did you set last?"
        );
        assert!(
            was_set_to.is_sorted_by(|first, second| first < second),
            "was a wish set twice, or after a later one? {was_set_to:?}"
        );
    });
}

/// What the heating was set to. `follow` is a task of its own, and fit for a runtime with several threads.
async fn set_to(wish: watch::Receiver<u32>) -> Vec<u32> {
    let heating = Heating::default();
    let end = tokio::spawn(follow(wish, heating.clone())).await;
    end.expect("`follow` panicked: was the valve moved twice at the same time, or let go?");
    heating.was_set_to.lock().unwrap().clone()
}
