//! Notices when the files of an exercise are saved, however an editor does that.
//!
//! File events only say *when* to look. Whether there is something to check is seen from the files themselves, so one
//! save is one check: an editor's own files, two events for one write, or a file that is away for a moment while it is
//! replaced, change nothing. And since the files are looked at every second anyway, nothing depends on the events.

use super::Event;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use runner::catalog::Exercise;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant, SystemTime};

/// A save is over when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(30);
/// A file that never comes to rest is looked at nevertheless.
const AT_LAST: Duration = Duration::from_secs(2);
/// A file that is away may be about to be replaced.
const AWAY: Duration = Duration::from_millis(500);
/// How often the files are looked at without an event.
const SELDOM: Duration = Duration::from_secs(1);
/// The same where there are no events.
const OFTEN: Duration = Duration::from_millis(250);
/// More of a file is not read: no answer is as long.
const MOST: u64 = 1 << 20;

/// The files of one exercise, and what was last seen of them.
pub struct Saves {
    dir: PathBuf,
    files: Vec<PathBuf>,
    seen: Vec<Stamp>,
    events: Events,
    /// When the files were last looked at.
    looked: Instant,
    /// The save that is going on.
    going_on: Option<GoingOn>,
}

struct GoingOn {
    first: Instant,
    last: Instant,
    /// No event has told of it: it was seen by looking.
    is_unannounced: bool,
}

/// When a file was written, and what is in it. `None` where there is no such file.
type Stamp = Option<(SystemTime, u64)>;

impl Saves {
    pub fn of(exercise: &Exercise, tell: Sender<Event>) -> Saves {
        let files = vec![exercise.answer.path.clone(), exercise.tests()];
        Saves {
            seen: stamps(&files),
            events: Events::of(&exercise.dir, &files, tell),
            dir: exercise.dir.clone(),
            files,
            looked: Instant::now(),
            going_on: None,
        }
    }

    /// An event came.
    pub fn touched(&mut self, now: Instant) {
        self.events.heard();
        let first = self.going_on.as_ref().map_or(now, |save| save.first);
        self.going_on = Some(GoingOn {
            first,
            last: now,
            is_unannounced: false,
        });
    }

    /// How long nothing has to be looked at, if no event comes.
    pub fn patience(&self, now: Instant) -> Duration {
        let due = match &self.going_on {
            Some(save) => (save.last + QUIET).min(save.first + AT_LAST),
            None => self.looked + self.events.interval(),
        };
        due.saturating_duration_since(now)
    }

    /// Whether a save has come to its end since this was last asked.
    pub fn look(&mut self, now: Instant) -> bool {
        if !self.patience(now).is_zero() {
            return false;
        }
        self.looked = now;
        let found = stamps(&self.files);
        if found == self.seen {
            self.going_on = None;
            self.events.keep(&self.dir);
            return false;
        }
        let Some(save) = &mut self.going_on else {
            self.going_on = Some(GoingOn {
                first: now,
                last: now,
                is_unannounced: true,
            });
            return false;
        };
        let is_away = found.iter().any(Option::is_none);
        if is_away && now < save.first + AWAY {
            save.last = now;
            return false;
        }
        if save.is_unannounced {
            self.events.missed(&self.dir);
        }
        self.going_on = None;
        self.touch_what_is_older();
        self.seen = stamps(&self.files);
        true
    }

    /// cargo sees by its time whether a file has changed since it was built. A backup that was brought back, with the
    /// time at which it was made, would go unseen, and the verdict would be of another answer.
    fn touch_what_is_older(&self) {
        for (file, before) in self.files.iter().zip(&self.seen) {
            let is_older = |(time, _): &(SystemTime, u64)| {
                time.elapsed().is_ok_and(|age| age > AT_LAST + SELDOM)
            };
            if stamp(file)
                .filter(is_older)
                .is_some_and(|now| Some(now) != *before)
            {
                // What may not be written cannot be mended either.
                let file = fs::OpenOptions::new().write(true).open(file);
                let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
            }
        }
    }

    /// Whether all files are there.
    pub fn are_there(&self) -> bool {
        self.seen.iter().all(Option::is_some)
    }

    /// Why it looks often instead of waiting for events, if it does.
    pub fn trouble(&self) -> Option<&str> {
        self.events.trouble.as_deref()
    }
}

fn stamps(files: &[PathBuf]) -> Vec<Stamp> {
    files.iter().map(|file| stamp(file)).collect()
}

fn stamp(path: &Path) -> Stamp {
    let about = fs::metadata(path).ok().filter(|about| about.is_file())?;
    let mut bytes = Vec::new();
    fs::File::open(path)
        .ok()?
        .take(MOST)
        .read_to_end(&mut bytes)
        .ok()?;
    let mut hasher = DefaultHasher::new();
    (about.len(), bytes).hash(&mut hasher);
    Some((
        about.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        hasher.finish(),
    ))
}

/// File events of a folder: not of the file, which most editors replace by another one.
struct Events {
    tell: Sender<Event>,
    names: Vec<PathBuf>,
    /// Whether an event has been told that has not been heard: then no other need be.
    is_told: Arc<AtomicBool>,
    watcher: Option<RecommendedWatcher>,
    /// How many saves were not told of, one after the other.
    missed: u32,
    trouble: Option<String>,
}

impl Events {
    fn of(dir: &Path, files: &[PathBuf], tell: Sender<Event>) -> Events {
        let mut events = Events {
            tell,
            names: files
                .iter()
                .filter_map(|file| file.file_name().map(PathBuf::from))
                .collect(),
            is_told: Arc::new(AtomicBool::new(false)),
            watcher: None,
            missed: 0,
            trouble: None,
        };
        events.watch(dir);
        events
    }

    fn interval(&self) -> Duration {
        match self.trouble {
            Some(_) => OFTEN,
            None => SELDOM,
        }
    }

    fn heard(&mut self) {
        self.is_told.store(false, Ordering::SeqCst);
        if self.watcher.is_some() {
            self.missed = 0;
            self.trouble = None;
        }
    }

    /// Watches the folder; where that cannot be, says why.
    fn watch(&mut self, dir: &Path) {
        let (tell, is_told) = (self.tell.clone(), self.is_told.clone());
        let mut names = self.names.clone();
        names.extend(dir.file_name().map(PathBuf::from));
        let hear = move |event: notify::Result<notify::Event>| {
            if concerns(&event, &names) && !is_told.swap(true, Ordering::SeqCst) {
                let _ = tell.send(Event::Touched);
            }
        };
        let watcher = notify::recommended_watcher(hear).and_then(|mut watcher| {
            watcher.watch(dir, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        self.trouble = match &watcher {
            Ok(_) => None,
            Err(_) if !dir.exists() => Some(format!("{} is gone", dir.display())),
            Err(e) => Some(format!("no file events here ({e})")),
        };
        self.watcher = watcher.ok();
    }

    /// Watches a folder again that has come back.
    fn keep(&mut self, dir: &Path) {
        let is_back = self.watcher.is_none() && self.missed == 0 && dir.exists();
        let is_gone = self.watcher.is_some() && !dir.exists();
        if is_back || is_gone {
            self.watch(dir);
        }
    }

    /// A save was not told of. The folder may be another one of the same name, which is watched then; or there are no
    /// events here at all, as on most network folders.
    fn missed(&mut self, dir: &Path) {
        self.missed += 1;
        self.watch(dir);
        if self.missed > 1 && self.trouble.is_none() {
            self.trouble = Some("no file events here (a network folder?)".into());
        }
    }
}

/// Whether an event may be about one of the files. Reading one is none.
fn concerns(event: &notify::Result<notify::Event>, names: &[PathBuf]) -> bool {
    let Ok(event) = event else { return true };
    let is_read = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
    let is_named = |path: &PathBuf| names.iter().any(|name| path.ends_with(name));
    event.need_rescan() || !is_read && event.paths.iter().any(is_named)
}
