// Counts: runtime_misuse

use super::*;
use std::future::Future;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking, yield_now};
use tokio::time::timeout;

/// Jobs that hold their thread until they are let go, and that can be counted.
#[derive(Clone)]
struct Jobs {
    begun: Arc<watch::Sender<usize>>,
    /// How many may end.
    may_end: Arc<(Mutex<usize>, Condvar)>,
}

impl Jobs {
    fn new() -> Jobs {
        Jobs {
            begun: Arc::new(watch::Sender::new(0)),
            may_end: Arc::default(),
        }
    }

    fn job(&self) -> impl FnOnce() + Send + 'static {
        let jobs = self.clone();
        let runtime = thread::current().id();
        move || {
            if thread::current().id() == runtime {
                panic!("this job holds the thread of the runtime: is that the blocking pool?");
            }
            if Handle::try_current().is_err() {
                panic!(
                    "this job is on a thread that the runtime knows nothing of: is that the blocking pool?"
                );
            }
            jobs.begun.send_modify(|begun| *begun += 1);
            let (may_end, changed) = &*jobs.may_end;
            let may_end = may_end.lock().expect("nobody panics with it");
            let mut may_end = changed
                .wait_while(may_end, |may_end| *may_end == 0)
                .expect("nobody panics with it");
            *may_end -= 1;
        }
    }

    /// Waits until so many jobs have begun.
    async fn begun(&self, count: usize) {
        let mut begun = self.begun.subscribe();
        let begun = begun.wait_for(|begun| *begun >= count).await;
        drop(begun.expect("the sender is there"));
    }

    fn let_go(&self, count: usize) {
        *self.may_end.0.lock().expect("nobody panics with it") += count;
        self.may_end.1.notify_all();
    }
}

/// Lets all jobs go when a test ends, also by a panic: the runtime waits for them.
struct LetsAllGo(Jobs);

impl Drop for LetsAllGo {
    fn drop(&mut self) {
        self.0.let_go(1000);
    }
}

/// Runs a test on a runtime whose pool has so many threads.
fn on_a_pool_of<F: Future>(threads: usize, test: impl FnOnce(Jobs) -> F) {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_all().max_blocking_threads(threads).build();
    let jobs = Jobs::new();
    runtime.expect("a runtime").block_on(async {
        let _at_the_end = LetsAllGo(jobs.clone());
        test(jobs).await;
    });
}

/// Gives every task its turns.
async fn let_others_run() {
    for _ in 0..100 {
        yield_now().await;
    }
}

/// Waits for what a right answer does in some milliseconds.
async fn soon<T>(what: impl Future<Output = T>, or_else: &str) -> T {
    timeout(Duration::from_secs(3), what).await.expect(or_else)
}

fn spawn_job(workshop: &Workshop, jobs: &Jobs) -> JoinHandle<()> {
    let (workshop, job) = (workshop.clone(), jobs.job());
    tokio::spawn(async move { workshop.run(job).await })
}

#[tokio::test]
async fn returns_what_the_job_returns() {
    let table = Workshop::new(1).run(|| "a table").await;
    assert_eq!(table, "a table");
}

#[test]
fn uses_all_benches() {
    on_a_pool_of(8, async |jobs| {
        let workshop = Workshop::new(2);
        let tasks = [spawn_job(&workshop, &jobs), spawn_job(&workshop, &jobs)];
        soon(
            jobs.begun(2),
            "there are two benches and two jobs: for what does the second one wait?",
        )
        .await;
        jobs.let_go(2);
        for task in tasks {
            soon(task, "a job that has ended is over for its caller")
                .await
                .expect("no panic");
        }
    });
}

#[test]
fn runs_no_more_than_there_are_benches() {
    on_a_pool_of(3, async |jobs| {
        let workshop = Workshop::new(2);
        let tasks: Vec<_> = (0..4).map(|_| spawn_job(&workshop, &jobs)).collect();
        soon(jobs.begun(2), "for what do the first two jobs wait?").await;
        let_others_run().await;
        // It comes behind all jobs that the pool has got, and there is one more thread than there are benches.
        tokio::select! {
            biased;
            _ = jobs.begun(3) => panic!("a third job runs, and there are two benches: who has given one back?"),
            _ = soon(spawn_blocking(|| ()), "is a thread of the pool held by a job that waits?") => {}
        }
        jobs.let_go(4);
        for task in tasks {
            soon(task, "all four jobs run, two at a time")
                .await
                .expect("no panic");
        }
    });
}

#[test]
fn a_job_that_waits_holds_no_thread() {
    on_a_pool_of(3, async |jobs| {
        let workshop = Workshop::new(2);
        let _tasks: Vec<_> = (0..4).map(|_| spawn_job(&workshop, &jobs)).collect();
        let_others_run().await;
        soon(
            spawn_blocking(|| ()),
            "two jobs are at work, and of three threads none is free for others: what do the jobs that wait hold?",
        )
        .await
        .expect("no panic");
    });
}

#[test]
fn a_job_keeps_its_bench_when_its_caller_is_gone() {
    on_a_pool_of(2, async |jobs| {
        let workshop = Workshop::new(1);
        let caller = spawn_job(&workshop, &jobs);
        soon(jobs.begun(1), "for what does the first job wait?").await;
        caller.abort();
        let gone = caller.await.expect_err("it was aborted");
        assert!(gone.is_cancelled());

        // The job does not know: nothing can stop it. The next one has to wait for the bench.
        let next = spawn_job(&workshop, &jobs);
        let_others_run().await;
        tokio::select! {
            biased;
            _ = jobs.begun(2) => panic!(
                "two jobs are at the only bench: when the caller of the first went away, the job did not"
            ),
            _ = soon(spawn_blocking(|| ()), "is a thread of the pool held by a job that waits?") => {}
        }
        jobs.let_go(2);
        soon(next, "the first job has ended: is its bench free again?")
            .await
            .expect("no panic");
    });
}

#[test]
fn a_job_whose_caller_is_gone_does_not_begin() {
    on_a_pool_of(4, async |jobs| {
        let workshop = Workshop::new(1);
        let first = spawn_job(&workshop, &jobs);
        soon(jobs.begun(1), "for what does the first job wait?").await;
        let second = spawn_job(&workshop, &jobs);
        let_others_run().await;
        second.abort();
        assert!(second.await.expect_err("it was aborted").is_cancelled());
        jobs.let_go(3);
        soon(first, "the first job has ended")
            .await
            .expect("no panic");
        soon(workshop.run(|| ()), "the bench is free: who has it?").await;
        assert_eq!(
            *jobs.begun.borrow(),
            1,
            "the second job began although nobody waited for it any more: who went on to wait for the bench?"
        );
    });
}

#[test]
fn a_panic_gives_the_bench_back() {
    on_a_pool_of(4, async |_jobs| {
        let workshop = Workshop::new(1);
        let clumsy = workshop.clone();
        let clumsy = tokio::spawn(async move { clumsy.run(|| panic!("the saw breaks")).await });
        let ended: Result<(), _> = clumsy.await;
        assert!(
            ended
                .expect_err("the job panicked: does its caller hear of it?")
                .is_panic(),
            "a panic of the job is one of its caller"
        );
        soon(
            workshop.run(|| ()),
            "the job panicked, and its bench was never given back: which lines does a panic skip?",
        )
        .await;
    });
}
