use crate::trial::{self, Trial};
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll};
use tracing::{Instrument, info_span};

/// More waits than these are a future that does not end.
const MOST: u64 = 1000;

/// Drops a future at its first wait, then at its second, and so on until it comes to its end, and checks each time
/// what it leaves behind.
///
/// `setup` makes the state that `work` changes; `check` asserts what must hold whenever the work ends, by itself or
/// because it is dropped. `finding` names what a failed assertion means.
///
/// ```should_panic
/// use std::time::Duration;
/// use tokio::time::sleep;
///
/// trials::cancel_sweep(
///     "broken_invariant",
///     || [100, 0],
///     async |[from, to]: &mut [i32; 2]| {
///         *from -= 30;
///         // Who drops the transfer here takes the money along.
///         sleep(Duration::from_secs(1)).await;
///         *to += 30;
///     },
///     async |accounts: &mut [i32; 2]| assert_eq!(accounts.iter().sum::<i32>(), 100, "is all the money there?"),
/// );
/// ```
pub fn cancel_sweep<S>(
    finding: &'static str,
    setup: impl Fn() -> S,
    work: impl AsyncFn(&mut S),
    check: impl AsyncFn(&mut S),
) {
    let trial = Trial {
        finding,
        what: |wait| match wait {
            0 => "when it comes to its end".into(),
            wait => format!("when it is dropped at its {} wait", ordinal(wait)),
        },
    };
    trial.start(|wait, is_recorded| {
        assert!(wait < MOST, "the work has not ended after {MOST} waits");
        let run = async {
            let mut state = setup();
            let is_whole = {
                let work = work(&mut state).instrument(info_span!("work"));
                Dropped::at(wait, work).await.is_some()
            };
            check(&mut state).await;
            is_whole && wait > 0
        };
        Ok(match trial::run(0, is_recorded, run)? {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        })
    });
}

/// A future that drops another one at its `n`-th `Pending`, and then gives `None`. 0 lets it come to its end.
struct Dropped<F> {
    future: Option<Pin<Box<F>>>,
    left: u64,
}

impl<F> Dropped<F> {
    fn at(wait: u64, future: F) -> Dropped<F> {
        Dropped {
            future: Some(Box::pin(future)),
            left: wait,
        }
    }
}

impl<F: Future> Future for Dropped<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        let Some(future) = &mut self.future else {
            return Poll::Ready(None);
        };
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(output));
        }
        if self.left != 1 {
            self.left = self.left.saturating_sub(1);
            return Poll::Pending;
        }
        self.future = None;
        Poll::Ready(None)
    }
}

fn ordinal(n: u64) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
