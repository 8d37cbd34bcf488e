use crate::trial::{self, Trial};
use std::ops::ControlFlow;

/// How many orders are tried. The first leaves the tasks as they are.
const SEEDS: u64 = 200;

/// Runs a program under 200 schedules: its tasks, and the branches of `join!` and `select!`, in other orders.
///
/// `finding` names what a failed assertion means. Tokio may run any program in any of these orders, so that each
/// failure is a real one; a deadlock is one, too. An order is chosen by a seed, at the points at which the program
/// awaits something of Tokio's; code without such an await cannot be interrupted, and a lock or a permit that is free is
/// taken before its task is made to wait.
///
/// ```should_panic
/// use tokio::sync::Mutex;
///
/// trials::schedules("lost_update", async || {
///     let visitors = Mutex::new(0);
///     let visit = async || {
///         let seen = *visitors.lock().await;
///         // Another visit may come in between: the lock was given back.
///         *visitors.lock().await = seen + 1;
///     };
///     tokio::join!(visit(), visit());
///     assert_eq!(visitors.into_inner(), 2, "is the lock held from reading to writing?");
/// });
/// ```
pub fn schedules(finding: &'static str, program: impl AsyncFn()) {
    if cfg!(not(tokio_unstable)) {
        eprintln!("built without `--cfg tokio_unstable`: spawned tasks are not shuffled");
    }
    let trial = Trial {
        finding,
        what: |seed| match seed {
            0 => "in the order in which Tokio runs it".into(),
            seed => format!("with seed {seed} of {SEEDS}"),
        },
    };
    trial.start(|seed, is_recorded| {
        trial::run(seed, is_recorded, program())?;
        Ok(match seed {
            SEEDS.. => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        })
    });
}
