// Counts: sequential, aborted_at_exit, lost_panic

use super::*;
use futures::FutureExt;
use tokio::time::Instant;

/// The jobs of an office, each with its seconds.
fn office(jobs: &[(&'static str, u64)]) -> Vec<Job> {
    let job = |&(name, seconds)| (name, work(name, seconds).boxed());
    jobs.iter().map(job).collect()
}

#[tokio::test(start_paused = true)]
async fn reports_each_under_its_name() {
    let report = run_named(office(&[("scan", 3), ("copy", 1), ("bind", 2)])).await;
    let expected = [("bind", Ok(20)), ("copy", Ok(10)), ("scan", Ok(30))];
    assert_eq!(
        report,
        BTreeMap::from(expected),
        "each result stands under the name of its job, whichever ended first"
    );
}

#[tokio::test(start_paused = true)]
async fn runs_them_at_the_same_time() {
    let start = Instant::now();
    run_named(office(&[("scan", 3), ("copy", 1), ("bind", 2)])).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "did one job wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn runs_a_hundred_at_the_same_time() {
    let names = (1..=100).map(|n| &*format!("page {n}").leak());
    let jobs: Vec<_> = names.map(|name| (name, 2)).collect();
    let start = Instant::now();
    let report = run_named(office(&jobs)).await;
    assert_eq!(report.len(), 100, "the report has every name");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "a hundred jobs of 2 s run at the same time: what did the later ones wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn reports_a_panic() {
    let report = run_named(office(&[("print", 1)])).await;
    let Some(Err(message)) = report.get("print") else {
        panic!(
            "`print` panicked, and the report is {report:?}: who knows the name of a job that panics?"
        );
    };
    assert!(
        message.contains("no paper"),
        "the panic said \"no paper\", and the report says {message:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn reports_every_panic() {
    let report = run_named(office(&[("fax", 2), ("print", 1)])).await;
    for (name, said) in [("print", "no paper"), ("fax", "no answer after 2 s")] {
        let end = report.get(name);
        assert!(
            matches!(end, Some(Err(message)) if message.contains(said)),
            "the panic of `{name}` said {said:?}, and the report says {end:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn lets_the_others_finish() {
    let report = run_named(office(&[("print", 1), ("scan", 3)])).await;
    assert_eq!(
        report.get("scan"),
        Some(&Ok(30)),
        "`print` panicked after 1 s, and `scan` needs 3 s: what became of it?"
    );
}
