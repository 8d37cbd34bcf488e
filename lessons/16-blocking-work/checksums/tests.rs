// Counts: blocked_thread, runtime_misuse

use super::*;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::Notify;
use tokio::task::{spawn_blocking, yield_now};

fn names(files: &[&str]) -> Vec<String> {
    files.iter().map(|file| file.to_string()).collect()
}

#[tokio::test]
async fn makes_the_checksums_of_files() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("film"), "to be or not to be").expect("a file");
    fs::write(folder.path().join("song"), "the end").expect("a file");
    let disk = Arc::new(Folder(folder.path().to_owned()));
    let sums = checksums(disk, names(&["film", "song"])).await;
    let wanted = vec![checksum(b"to be or not to be"), checksum(b"the end")];
    assert_eq!(sums.expect("both can be read"), wanted);
}

/// A disk whose reads wait until all have begun and the runtime lets them go on: the last one first.
struct Gate {
    reads: usize,
    runtime: ThreadId,
    state: Mutex<State>,
    changed: Condvar,
    all_are_there: Notify,
}

#[derive(Default)]
struct State {
    begun: usize,
    /// How many may go on.
    let_go: usize,
    /// A read was made on the thread of the runtime.
    held: bool,
    /// Nobody opened the gate.
    forced: bool,
}

impl Gate {
    fn new(reads: usize) -> Arc<Gate> {
        Arc::new(Gate {
            reads,
            runtime: thread::current().id(),
            state: Mutex::default(),
            changed: Condvar::new(),
            all_are_there: Notify::new(),
        })
    }

    /// Opens the gate when all have begun. It needs the thread of the runtime for that.
    async fn open(&self) {
        self.all_are_there.notified().await;
        for _ in 0..self.reads {
            self.state().let_go += 1;
            self.changed.notify_all();
            // The pool has a thread for each read, and this comes next on the one that is free again. Then
            // `checksums` is polled, so that it has seen the end of one before the next ends.
            spawn_blocking(|| ()).await.expect("no panic");
            yield_now().await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics with it")
    }

    fn check(&self) {
        let state = self.state();
        assert!(
            !state.held,
            "a file was read on the thread of the runtime: nothing else could run meanwhile. Who else has a thread?"
        );
        assert!(
            !state.forced,
            "the reads wait until all {} have begun and the runtime has had a turn: has each a thread, \
             and is that of the runtime free?",
            self.reads
        );
    }
}

impl Disk for Gate {
    /// `2` is the third file. `x` is one that cannot be read, and says so with its number.
    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        let mut state = self.state();
        state.begun += 1;
        if thread::current().id() == self.runtime {
            state.held = true;
        }
        if state.begun == self.reads {
            self.all_are_there.notify_one();
        }
        let number: usize = file.trim_end_matches('x').parse().expect("a number");
        let (reads, runtime) = (self.reads, self.runtime);
        let waits = |state: &mut State| {
            let is_let_go = state.let_go >= reads - number;
            !is_let_go && !state.forced && thread::current().id() != runtime
        };
        // A right answer needs some milliseconds.
        let (mut state, waited) = self
            .changed
            .wait_timeout_while(state, Duration::from_secs(3), waits)
            .expect("nobody panics with it");
        state.forced |= waited.timed_out();
        self.changed.notify_all();
        drop(state);
        match file.strip_suffix('x') {
            Some(number) => Err(io::Error::other(format!("file {number} is not there"))),
            None => Ok(file.into()),
        }
    }
}

/// Makes the checksums of files on a disk with a gate, and lets the runtime open the gate meanwhile.
fn through_the_gate(files: &[&str]) -> (Arc<Gate>, io::Result<Vec<u32>>) {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.max_blocking_threads(files.len()).build();
    let gate = Gate::new(files.len());
    let made = async {
        let sums = checksums(gate.clone(), names(files)).await;
        gate.all_are_there.notify_one();
        sums
    };
    let (sums, ()) = runtime
        .expect("a runtime")
        .block_on(async { tokio::join!(made, gate.open()) });
    (gate, sums)
}

#[test]
fn reads_all_at_the_same_time() {
    let (gate, sums) = through_the_gate(&["0", "1", "2"]);
    gate.check();
    assert_eq!(
        sums.expect("all can be read").len(),
        3,
        "three files, three checksums"
    );
}

#[test]
fn keeps_the_order() {
    let (_gate, sums) = through_the_gate(&["0", "1", "2"]);
    let wanted = [b"0", b"1", b"2"].map(|file| checksum(file));
    assert_eq!(
        sums.expect("all can be read"),
        wanted,
        "the last file was read first, and yet its checksum comes last"
    );
}

#[test]
fn returns_the_first_error_of_the_list() {
    let (_gate, sums) = through_the_gate(&["0", "1x", "2x"]);
    let error = sums.expect_err("two of the three cannot be read: who hears of it?");
    assert_eq!(
        error.to_string(),
        "file 1 is not there",
        "the third file failed first, but the second comes before it in the list"
    );
}

#[test]
fn computes_on_another_thread() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = vec![1; 6_000_000];
    fs::write(folder.path().join("film"), &film).expect("a file");
    let wanted = checksum(&film);
    let disk = Arc::new(Folder(folder.path().to_owned()));
    // This computes for a while: the finding `blocked_thread` tells where.
    let runtime = Builder::new_current_thread().build();
    let sums = runtime
        .expect("a runtime")
        .block_on(checksums(disk, names(&["film"])));
    assert_eq!(sums.expect("it can be read"), [wanted]);
}
