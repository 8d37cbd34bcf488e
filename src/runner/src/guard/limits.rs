//! What a program may use.

use std::time::Duration;

/// What a program, and each process that it starts, may use. `None` is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Time on the wall, which the launcher keeps.
    pub wall: Option<Duration>,
    /// Time on a processor, in seconds: the back-stop, should the launcher not come to keep the wall time.
    pub cpu: Option<u64>,
    /// Bytes of memory that it writes to. Not its address space: sixteen threads reserve 1.1 GB, and use 6 MiB.
    pub data: Option<u64>,
    /// Bytes of each file that it writes.
    pub file: Option<u64>,
    /// Open files.
    pub files: Option<u64>,
    /// Processes at one time, which the launcher counts. `RLIMIT_NPROC` counts all processes of the user.
    pub processes: Option<usize>,
}

/// More memory than this is a collection that grows without an end.
pub const MOST_DATA: u64 = 1 << 30;
/// More in one file than this is a loop without an end.
pub const MOST_FILE: u64 = 256 << 20;
/// More processes than this are a fork bomb.
pub const MOST_PROCESSES: usize = 64;

impl Limits {
    /// Those of a lesson, an answer, or a program of the learner's own.
    pub fn of_a_program(wall: Option<Duration>) -> Limits {
        Limits {
            wall,
            cpu: wall.map(|wall| (wall.as_secs_f64() * 2.0).ceil() as u64),
            data: Some(MOST_DATA),
            file: Some(MOST_FILE),
            files: Some(1024),
            processes: Some(MOST_PROCESSES),
        }
    }
}

/// The wall time that a program may take: `usual`, or what `WORKBOOK_LIMIT_MS` says, in milliseconds. The variable is
/// for tests of the workbook itself, which have no ten seconds for each program that hangs.
pub fn wall(usual: Duration) -> Duration {
    let asked = std::env::var("WORKBOOK_LIMIT_MS").ok();
    asked
        .and_then(|text| text.parse().ok())
        .map_or(usual, Duration::from_millis)
}

#[cfg(unix)]
mod unix {
    use super::Limits;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    impl Limits {
        /// As words for the shim's command line, which [`Limits::hear`] understands.
        pub fn words(&self) -> Vec<String> {
            let all = [
                ("cpu", self.cpu),
                ("data", self.data),
                ("file", self.file),
                ("files", self.files),
            ];
            all.iter()
                .filter_map(|(name, value)| Some(format!("{name}={}", (*value)?)))
                .collect()
        }

        /// Takes one of the words; false if it is none of them.
        pub fn hear(&mut self, word: &str) -> bool {
            let Some((name, value)) = word.split_once('=') else {
                return false;
            };
            let limit = match name {
                "cpu" => &mut self.cpu,
                "data" => &mut self.data,
                "file" => &mut self.file,
                "files" => &mut self.files,
                _ => return false,
            };
            *limit = value.parse().ok();
            limit.is_some()
        }

        /// Lowers the limits of this process, and with them those of all that it starts. A limit that is lower already
        /// stays, and one that the system does not keep is passed over: macOS has none on memory.
        pub fn lower(&self) {
            // One second between the signal that names the reason, and the kill that cannot be caught.
            lower(Resource::Cpu, self.cpu, 1);
            lower(Resource::Data, self.data, 0);
            lower(Resource::Fsize, self.file, 0);
            lower(Resource::Nofile, self.files, 0);
            // A core of a program that dies of its limits helps nobody, and is as large as they are.
            lower(Resource::Core, self.data.map(|_| 0), 0);
        }
    }

    fn lower(resource: Resource, limit: Option<u64>, more: u64) {
        let Some(limit) = limit else { return };
        let before = getrlimit(resource);
        let least = |before: Option<u64>, limit: u64| Some(before.map_or(limit, |b| b.min(limit)));
        let _ = setrlimit(
            resource,
            Rlimit {
                current: least(before.current, limit),
                maximum: least(before.maximum, limit + more),
            },
        );
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use std::time::Duration;

        #[test]
        fn the_words_are_understood() {
            let limits = Limits::of_a_program(Some(Duration::from_millis(1500)));
            let mut heard = Limits {
                wall: limits.wall,
                processes: limits.processes,
                ..Limits::default()
            };
            assert!(limits.words().iter().all(|word| heard.hear(word)));
            assert_eq!(heard, limits);
            assert_eq!(heard.cpu, Some(3));
            assert!(
                ["", "cpu", "cpu=x", "gpu=1"]
                    .iter()
                    .all(|word| !heard.hear(word))
            );
        }
    }
}
