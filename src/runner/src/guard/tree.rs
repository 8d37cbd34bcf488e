//! All that descends from a program.
//!
//! On Linux the shim is the *subreaper* of its descendants: a process whose parent ends becomes a child of the shim,
//! whatever session or group it has gone to. So no process gets away, and "nobody is left" is one system call.
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

/// From the shim: kills the group of the program, and what has left it.
pub fn kill(leader: Pid) {
    let _ = kill_process_group(leader, Signal::KILL);
    #[cfg(target_os = "linux")]
    linux::kill_below(rustix::process::getpid());
}

/// From the shim, after the program has ended and was waited for: gives what it has left behind a little time to end
/// by itself, kills the rest, and says how many they were.
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

#[cfg(target_os = "linux")]
pub use linux::{below, is_clear, kill_below, kill_tagged};

#[cfg(target_os = "linux")]
fn count(_: Pid) -> usize {
    linux::below(rustix::process::getpid()).len()
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::io::Errno;
    use rustix::process::{Pid, Signal, WaitOptions, kill_process, kill_process_group, wait};
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::thread;
    use std::time::Duration;

    /// A process that descends from another.
    #[derive(Debug, Clone, Copy)]
    pub struct Descendant {
        pid: i32,
        group: i32,
    }

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

    /// The processes that descend from `root`.
    pub fn below(root: Pid) -> Vec<Descendant> {
        let mut children: BTreeMap<i32, Vec<Descendant>> = BTreeMap::new();
        for pid in processes() {
            if let Some((parent, group)) = parent_and_group(pid) {
                children
                    .entry(parent)
                    .or_default()
                    .push(Descendant { pid, group });
            }
        }
        let mut found = children
            .remove(&root.as_raw_nonzero().get())
            .unwrap_or_default();
        let mut next = 0;
        while let Some(descendant) = found.get(next) {
            found.extend(children.remove(&descendant.pid).unwrap_or_default());
            next += 1;
        }
        found
    }

    /// Kills what descends from `root`: by groups first, since a group dies as one, and a fork bomb cannot outrun it.
    pub fn kill_below(root: Pid) {
        let found = below(root);
        let groups: BTreeSet<i32> = found.iter().map(|descendant| descendant.group).collect();
        // Not the group of the shim itself, into which a process may have put itself.
        for group in groups
            .into_iter()
            .filter_map(Pid::from_raw)
            .filter(|group| *group != root)
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
        for pid in found
            .iter()
            .filter_map(|descendant| Pid::from_raw(descendant.pid))
        {
            let _ = kill_process(pid, Signal::KILL);
        }
    }

    /// Kills every process whose environment has `tag`, a whole `NAME=VALUE`: what is left if a program has killed its
    /// shim.
    pub fn kill_tagged(tag: &str) {
        let is_killed = |pid: Pid| kill_process(pid, Signal::KILL).is_ok();
        while tagged(tag)
            .into_iter()
            .filter(|pid| is_killed(*pid))
            .count()
            > 0
        {
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn tagged(tag: &str) -> Vec<Pid> {
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

    /// The second and the third field after the name, which stands in parentheses and may hold anything.
    fn parent_and_group(pid: i32) -> Option<(i32, i32)> {
        let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat);
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    }
}

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{below, kill_below, kill_tagged};

/// Whether the group is empty.
#[cfg(not(target_os = "linux"))]
fn is_clear(leader: Pid) -> bool {
    rustix::process::test_kill_process_group(leader).is_err()
}

/// At least so many.
#[cfg(not(target_os = "linux"))]
fn count(leader: Pid) -> usize {
    usize::from(!is_clear(leader))
}

/// What cannot be known simply on other systems than Linux.
#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use rustix::process::Pid;

    pub fn below(_: Pid) -> Vec<()> {
        Vec::new()
    }

    pub fn kill_below(_: Pid) {}

    pub fn kill_tagged(_: &str) {}
}
