//! All that descends from a program, seen from the shim.
//!
//! On Linux the shim is the *subreaper* of its descendants: a process whose parent ends becomes a child of the shim,
//! whatever session or group it has gone to. So that no process gets away, and "nobody is left" is one system call.
//! Elsewhere the group of the program is what is known: a process that left it with `setsid` gets away.

use rustix::process::{Pid, Signal, kill_process_group};
use std::thread;
use std::time::{Duration, Instant};

/// A process in the middle of a broken disk's system call cannot be killed: after so long it is left to its fate.
pub const GIVES_UP: Duration = Duration::from_secs(10);

/// Makes this process the one that its orphaned descendants come to.
pub fn adopt() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

/// Kills the group of `leader`, and what has left it.
pub fn kill(leader: Pid) {
    // The group first: it dies as one, so that a fork bomb cannot outrun it.
    let _ = kill_process_group(leader, Signal::KILL);
    #[cfg(target_os = "linux")]
    for pid in linux::descendants() {
        let _ = rustix::process::kill_process(pid, Signal::KILL);
    }
}

/// After the leader has ended: gives the others a little time to end by themselves, kills the rest, and says how many
/// they were. The leader must have been waited for.
pub fn clear(leader: Pid, patience: Duration) -> usize {
    let start = Instant::now();
    while !is_clear(leader) {
        if start.elapsed() >= patience {
            let left = count(leader);
            destroy(leader);
            return left;
        }
        thread::sleep(Duration::from_millis(2));
    }
    0
}

/// Kills until nobody is left. What is killed leaves its own children to the shim, so that each round finds more.
fn destroy(leader: Pid) {
    let start = Instant::now();
    while !is_clear(leader) && start.elapsed() < GIVES_UP {
        kill(leader);
        thread::sleep(Duration::from_millis(1));
    }
}

/// Kills every process whose environment has `tag`, a whole `NAME=VALUE`. For the launcher, when a program has killed
/// its shim; elsewhere than on Linux environments cannot be read.
pub fn kill_tagged(tag: &str) {
    #[cfg(target_os = "linux")]
    while linux::tagged(tag)
        .iter()
        .any(|pid| rustix::process::kill_process(*pid, Signal::KILL).is_ok())
    {
        thread::sleep(Duration::from_millis(1));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = tag;
}

#[cfg(target_os = "linux")]
use linux::is_clear;

/// How many processes descend from this one.
#[cfg(target_os = "linux")]
pub fn count(_: Pid) -> usize {
    linux::descendants().len()
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::io::Errno;
    use rustix::process::{Pid, WaitOptions, getpid, wait};
    use std::collections::BTreeMap;
    use std::fs;

    /// Buries the dead; true if no child is left, living or dead.
    pub fn is_clear(_: Pid) -> bool {
        loop {
            match wait(WaitOptions::NOHANG) {
                Ok(Some(_)) | Err(Errno::INTR) => {}
                Ok(None) => return false,
                Err(_) => return true,
            }
        }
    }

    /// The processes that descend from this one.
    pub fn descendants() -> Vec<Pid> {
        let mut children: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for pid in processes() {
            if let Some(parent) = parent(pid) {
                children.entry(parent).or_default().push(pid);
            }
        }
        let mut found: Vec<i32> = vec![getpid().as_raw_nonzero().get()];
        let mut next = 0;
        while let Some(pid) = found.get(next) {
            found.extend(children.remove(pid).unwrap_or_default());
            next += 1;
        }
        found.drain(..1);
        found.into_iter().filter_map(Pid::from_raw).collect()
    }

    /// The living processes whose environment has `tag`.
    pub fn tagged(tag: &str) -> Vec<Pid> {
        let has_it = |pid: &i32| {
            // That of the dead is empty.
            let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            environment
                .split(|byte| *byte == 0)
                .any(|variable| variable == tag.as_bytes())
        };
        processes()
            .filter(has_it)
            .filter_map(Pid::from_raw)
            .collect()
    }

    fn processes() -> impl Iterator<Item = i32> {
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
    }

    /// The parent of a process: the second field after its name, which stands in parentheses and may hold anything.
    fn parent(pid: i32) -> Option<i32> {
        let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat);
        stat.rsplit_once(')')?
            .1
            .split_whitespace()
            .nth(1)?
            .parse()
            .ok()
    }
}

/// Whether the group is empty.
#[cfg(not(target_os = "linux"))]
fn is_clear(leader: Pid) -> bool {
    rustix::process::test_kill_process_group(leader).is_err()
}

/// At least so many: here the system does not tell simply.
#[cfg(not(target_os = "linux"))]
pub fn count(leader: Pid) -> usize {
    usize::from(!is_clear(leader))
}
