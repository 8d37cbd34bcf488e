//! How a program ended, in plain words.

use super::limits::{MOST_DATA, MOST_FILE, MOST_PROCESSES};
use super::{Ended, Killed, MOST_OUTPUT};
use std::process::ExitStatus;
use std::time::Duration;

impl Ended {
    /// Why it did not end well, to follow its name: "was stopped after 10 s: …". Nothing if it did.
    pub fn trouble(&self) -> Option<String> {
        match self.killed {
            Some(Killed::Time(limit)) => Some(self.too_long(limit)),
            Some(Killed::Output) => Some(format!(
                "wrote more than {} MiB of output: an endless loop?",
                MOST_OUTPUT >> 20
            )),
            Some(Killed::Processes) => Some(format!(
                "was stopped when it had more than {MOST_PROCESSES} processes: does it start itself again and again?"
            )),
            Some(Killed::Stopped) => Some("was stopped".into()),
            None if self.status.success() => None,
            None => Some(match (self.status.code(), signal(&self.status)) {
                (Some(code), _) => format!("ended with status {code}"),
                (None, signal) => self.fell(signal.as_deref().unwrap_or("?")),
            }),
        }
    }

    /// Whether it waited all the time. `None` where the system does not tell.
    pub fn was_idle(&self) -> Option<bool> {
        self.cpu.map(|cpu| cpu * 20 < self.wall)
    }

    /// What it left behind, if it did: to follow its name.
    pub fn leftovers(&self) -> Option<String> {
        match self.left {
            0 => None,
            1 => Some("left 1 process behind, which was killed".into()),
            left => Some(format!("left {left} processes behind, which were killed")),
        }
    }

    fn too_long(&self, limit: Duration) -> String {
        let stopped = format!("was stopped after {}", seconds(limit));
        match (self.cpu, self.was_idle()) {
            (Some(_), Some(true)) => {
                format!("{stopped}: it used no CPU, it waits for what never comes")
            }
            (Some(cpu), _) if cpu * 2 >= self.wall => {
                format!(
                    "{stopped}: it used {} of CPU, an endless loop?",
                    seconds(cpu)
                )
            }
            (Some(cpu), _) => format!("{stopped}: it used {} of CPU", seconds(cpu)),
            (None, _) => format!("{stopped}: an endless loop, or a wait without an end?"),
        }
    }

    fn fell(&self, signal: &str) -> String {
        let said = |words: &str| self.errors.contains(words);
        match signal {
            "SIGABRT" if said("memory allocation of ") => {
                format!("ran out of memory: it may have {} GiB", MOST_DATA >> 30)
            }
            "SIGABRT" if said("has overflowed its stack") => {
                "overflowed its stack: a recursion without an end?".into()
            }
            "SIGABRT" if said("aborting") => {
                "panicked where it must not, while another panic was under way, and was aborted"
                    .into()
            }
            "SIGABRT" => "aborted itself (SIGABRT)".into(),
            "SIGXFSZ" => format!(
                "wrote a file of more than {} MiB (SIGXFSZ)",
                MOST_FILE >> 20
            ),
            "SIGXCPU" => format!(
                "used {} of CPU and was stopped: an endless loop?",
                seconds(self.cpu.unwrap_or(self.wall))
            ),
            _ => format!("was killed by signal {signal}"),
        }
    }
}

/// The name of the signal that ended it, which only the standard library's text has.
fn signal(status: &ExitStatus) -> Option<String> {
    let text = status.to_string();
    let (_, signal) = text.split_once("signal: ")?;
    let name = signal
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    Some(name.map_or(signal, |(name, _)| name).to_string())
}

/// `10 s`, `9.9 s`.
fn seconds(time: Duration) -> String {
    let tenths = (time.as_secs_f64() * 10.0).round() / 10.0;
    format!("{tenths} s")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::guard::Kept;
    use std::os::unix::process::ExitStatusExt;

    fn ended(raw: i32, errors: &str, killed: Option<Killed>, cpu_ms: u64) -> Ended {
        Ended {
            status: ExitStatus::from_raw(raw),
            wall: Duration::from_millis(10_004),
            cpu: Some(Duration::from_millis(cpu_ms)),
            output: Kept::default(),
            errors: errors.into(),
            trace: String::new(),
            killed,
            left: 0,
            nonce: String::new(),
        }
    }

    #[test]
    fn each_end_has_its_words() {
        let limit = Some(Killed::Time(Duration::from_secs(10)));
        let cases = [
            (
                ended(9, "", limit, 9_940),
                "was stopped after 10 s: it used 9.9 s of CPU, an endless loop?",
            ),
            (
                ended(9, "", limit, 20),
                "was stopped after 10 s: it used no CPU, it waits for what never comes",
            ),
            (
                ended(9, "", limit, 2_000),
                "was stopped after 10 s: it used 2 s of CPU",
            ),
            (
                ended(6, "memory allocation of 99 bytes failed\n", None, 0),
                "ran out of memory: it may have 1 GiB",
            ),
            (ended(6, "", None, 0), "aborted itself (SIGABRT)"),
            (ended(11, "", None, 0), "was killed by signal SIGSEGV"),
            (
                ended(25, "", None, 0),
                "wrote a file of more than 256 MiB (SIGXFSZ)",
            ),
            (ended(1 << 8, "", None, 0), "ended with status 1"),
        ];
        for (ended, words) in cases {
            assert_eq!(ended.trouble().as_deref(), Some(words));
        }
        assert_eq!(ended(0, "", None, 0).trouble(), None);
    }
}
