//! The terminal and the command line: rows T.
#![cfg(unix)]

use crate::small::{Small, answer};
use crate::support::{Copy, here, is_a_clear_refusal, launcher, root, say};
use crate::table::{skipped, tried};
use crate::watched::{Lines, Terminal, until};
use portable_pty::{CommandBuilder, ExitStatus};
use runner::parallel;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

#[path = "../../src/workbook/src/screen.rs"]
#[allow(dead_code, reason = "a panic is tried here, the rest where it is used")]
mod screen;

const USUAL: (u16, u16) = (80, 24);

fn watch(small: &Small) -> Terminal {
    Terminal::of(small.root(), &["watch", "one/first"], USUAL, |_| {})
}

/// As a shell says it: by the status, or by the signal that it was before the launcher was ready for it.
fn ended_by(status: &ExitStatus, number: u32, signal: &str) -> bool {
    status.exit_code() == 128 + number || status.signal() == Some(signal)
}

fn signal(id: u32, name: &str) {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &id.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// An answer that runs for ever, and makes a file when it begins to.
fn endless(small: &Small) -> std::path::PathBuf {
    let mark = small.root().join("runs");
    let name = mark.display().to_string();
    let text = format!(
        "pub fn f() {{ std::fs::write({name:?}, \"\").unwrap(); loop {{}} }}\n#[cfg(test)]\nmod tests;\n"
    );
    fs::write(small.file(), text).unwrap();
    mark
}

#[test]
fn t1_ctrl_c_at_any_moment() {
    tried("T1", "Ctrl-C at 30 moments of watch mode", || {
        ctrl_c_at_moments(30)
    });
}

#[test]
#[ignore = "minutes: cargo test --test faults -- --ignored t1_ctrl_c"]
fn t1_ctrl_c_at_a_thousand_moments() {
    tried("T1", "Ctrl-C at 1,000 moments of watch mode", || {
        ctrl_c_at_moments(1000)
    });
}

/// From the start of the program to the end of the first check, and beyond; in several terminals at a time, since most
/// of it is waiting.
fn ctrl_c_at_moments(most: u64) {
    let moments: Vec<u64> = (0..most).collect();
    let terminals: Vec<&[u64]> = moments.chunks(moments.len().div_ceil(3)).collect();
    parallel::map(&terminals, terminals.len(), |moments| {
        let small = Small::new();
        for i in *moments {
            fs::write(small.file(), answer(&format!("v{i}"))).unwrap();
            let mut terminal = watch(&small);
            // From 0 to 500 ms, in an order that repeats itself only after all of them.
            thread::sleep(Duration::from_micros(i * 7919 % 499 * 1000 + i));
            terminal.press("\x03");
            let status = terminal.end();
            assert!(ended_by(&status, 2, "Interrupt"), "moment {i}: {status:?}");
            terminal.is_sane();
        }
    });
}

#[test]
fn t1_ctrl_c_twice() {
    tried("T1", "Ctrl-C twice, quickly", || {
        let small = Small::new();
        let mut terminal = watch(&small);
        terminal.see("still to do");
        terminal.press("\x03\x03");
        assert_eq!(terminal.end().exit_code(), 130);
        terminal.is_sane();
    });
}

#[test]
fn t1_signals() {
    for (name, number, word) in [
        ("TERM", 15, "Terminated"),
        ("HUP", 1, "Hangup"),
        ("INT", 2, "Interrupt"),
        ("QUIT", 3, "Quit"),
    ] {
        tried(
            "T1",
            &format!("SIG{name} while an endless loop runs"),
            || {
                let small = Small::new();
                let mark = endless(&small);
                let mut terminal = watch(&small);
                until(|| mark.exists().then_some(()), || terminal.text());
                signal(terminal.id(), name);
                let status = terminal.end();
                assert!(ended_by(&status, number, word), "{status:?}");
                terminal.is_sane();
            },
        );
    }
}

#[test]
fn t1_killed() {
    tried(
        "T1",
        "kill -9 while an endless loop runs: nothing is left",
        || {
            let small = Small::new();
            let mark = endless(&small);
            killed(watch(&small), &mark);
        },
    );
    tried("T1", "kill -9 while cargo works: nothing is left", || {
        let small = Small::new();
        // It works for longer than is waited here.
        let (cargo, count) = small.counting_cargo("600");
        let cargo = cargo.display().to_string();
        killed(watch_with(&small, &[("CARGO", &cargo)]), &count);
    });
}

/// Kills it once the mark is there.
fn killed(mut terminal: Terminal, mark: &Path) {
    until(|| mark.exists().then_some(()), || terminal.text());
    signal(terminal.id(), "KILL");
    terminal.end();
    crate::watched::none_is_left(&terminal.tag);
}

#[test]
fn t1_the_window_is_closed() {
    if Command::new("script").arg("--version").output().is_err() {
        return skipped(
            "T1",
            "the window is closed while an endless loop runs",
            "there is no script",
        );
    }
    tried(
        "T1",
        "the window is closed while an endless loop runs",
        || {
            let small = Small::new();
            let mark = endless(&small);
            // A window within the terminal, which is closed by the end of the program that holds it open.
            let mut command = CommandBuilder::new("script");
            let watch = format!("{} watch one/first", env!("CARGO_BIN_EXE_workbook"));
            command.args(["-qfc", &watch, "/dev/null"]);
            let mut window = Terminal::start(command, small.root(), USUAL, |_| {});
            until(|| mark.exists().then_some(()), || window.text());
            signal(window.id(), "KILL");
            window.end();
            crate::watched::none_is_left(&window.tag);
        },
    );
}

#[test]
fn t1_quit_by_key() {
    tried("T1", "q while an endless loop runs", || {
        let small = Small::new();
        let mark = endless(&small);
        let mut terminal = watch(&small);
        until(|| mark.exists().then_some(()), || terminal.text());
        terminal.press("q");
        assert_eq!(terminal.end().exit_code(), 0);
        terminal.is_sane();
    });
}

#[test]
fn t1_panic() {
    tried("T1", "a panic while the screen is up", || {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([
            "--ignored",
            "--exact",
            "terminal::panics_on_the_screen",
            "--nocapture",
        ]);
        let mut terminal = Terminal::start(command, Path::new("."), USUAL, |_| {});
        assert_eq!(terminal.end().exit_code(), 101);
        terminal.see("for a test");
        terminal.is_sane();
    });
}

#[test]
#[ignore = "the other half of t1_panic: it panics"]
fn panics_on_the_screen() {
    let mut screen = screen::Screen::enter().unwrap();
    let size = screen.size();
    screen.draw(vec!["here".into()], size).unwrap();
    // In a thread: also then nobody may be left with a raw terminal.
    let _ = thread::spawn(|| panic!("for a test")).join();
}

#[test]
fn t2_ctrl_z_and_fg() {
    tried("T2", "Ctrl-Z and fg, in bash", || {
        let small = Small::new();
        let mark = endless(&small);
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i"]);
        let mut terminal = Terminal::start(command, small.root(), USUAL, |command| {
            command.env("PS1", "shell> ")
        });
        terminal.see("shell>");
        terminal.press(&format!(
            "{} watch one/first\n",
            env!("CARGO_BIN_EXE_workbook")
        ));
        until(|| mark.exists().then_some(()), || terminal.text());
        terminal.press("\x1a");
        terminal.see("Stopped");
        assert!(!terminal.is_full_screen());
        // The shell has its terminal, and answers.
        terminal.press("echo $((40+2))\n");
        terminal.see("\n42");
        fs::write(small.file(), answer("after")).unwrap();
        terminal.press("fg\n");
        terminal.see("does not compile");
        terminal.see("after");
        terminal.press("q");
        until(
            || (!terminal.is_full_screen()).then_some(()),
            || terminal.text(),
        );
        terminal.press("exit\n");
        terminal.end();
        terminal.is_sane();
    });
}

#[test]
fn t2_ctrl_z_without_a_shell() {
    tried("T2", "Ctrl-Z where no shell could wake it", || {
        let small = Small::new();
        let mut terminal = watch(&small);
        terminal.see("still to do");
        terminal.press("\x1a");
        terminal.press("?");
        terminal.see("the one before");
        terminal.press("\x03");
        assert_eq!(terminal.end().exit_code(), 130);
        terminal.is_sane();
    });
}

#[test]
fn t2_stopped_and_continued() {
    tried("T2", "SIGSTOP and SIGCONT", || {
        let small = Small::new();
        let mut terminal = watch(&small);
        terminal.see("still to do");
        signal(terminal.id(), "STOP");
        fs::write(small.file(), answer("meanwhile")).unwrap();
        signal(terminal.id(), "CONT");
        terminal.see("meanwhile");
        terminal.press("q");
        assert_eq!(terminal.end().exit_code(), 0);
        terminal.is_sane();
    });
}

/// Every width at a height, while the learner makes the window larger and smaller.
fn every_width(fixture: &str, rows: u16, text: &str) {
    tried("T3", fixture, || {
        let small = Small::new();
        fs::write(small.file(), text).unwrap();
        let mut terminal = watch(&small);
        terminal.see("does not compile");
        for columns in (1..=200).rev().chain(1..=200) {
            terminal.resize(columns, rows);
            // What was drawn for the size before may have come too late; what is drawn for this one comes to stay.
            let is_drawn = || {
                let last = terminal
                    .text()
                    .lines()
                    .nth(usize::from(rows) - 1)
                    .map(str::to_string);
                !terminal.has_wrapped() && last.is_some_and(|keys| !keys.trim().is_empty())
            };
            until(
                || is_drawn().then_some(()),
                || format!("{columns}x{rows}:\n{}", terminal.text()),
            );
        }
        terminal.press("q");
        assert_eq!(terminal.end().exit_code(), 0);
        terminal.is_sane();
    });
}

#[test]
fn t3_every_width() {
    every_width(
        "widths 1 to 200, 24 rows",
        24,
        &answer("a long message of the compiler, which is broken where the terminal ends"),
    );
}

#[test]
fn t3_three_rows() {
    every_width("widths 1 to 200, 3 rows", 3, &answer("three rows"));
}

#[test]
fn t3_wide_characters() {
    every_width(
        "widths 1 to 200, wide characters and emoji",
        16,
        &answer("日本語 👩‍👩‍👧 é 🦀🦀🦀 wide"),
    );
}

/// No escape code reaches what is no terminal, or one that wants none.
#[test]
fn t4_no_escape_codes() {
    let small = Small::new();
    fs::write(small.file(), answer("v0")).unwrap();
    let commands: [&[&str]; 7] = [
        &[],
        &["list"],
        &["check", "one/first"],
        &["next"],
        &["hint", "one/first"],
        &["diff", "one/first"],
        &["--help"],
    ];
    for (fixture, name, value) in [
        ("piped", "LC_ALL", "C.UTF-8"),
        ("NO_COLOR", "NO_COLOR", "1"),
        ("TERM=dumb", "TERM", "dumb"),
    ] {
        tried("T4", &format!("no escape codes: {fixture}"), || {
            for args in commands {
                let said = say(launcher(small.root()).args(args).env(name, value));
                assert!(
                    !said.out.contains('\x1b') && !said.err.contains('\x1b'),
                    "{args:?}: {:?}",
                    said.out
                );
            }
        });
    }
    tried("T4", "NO_COLOR beats CLICOLOR_FORCE", || {
        let said = say(launcher(small.root())
            .arg("list")
            .env("NO_COLOR", "1")
            .env("CLICOLOR_FORCE", "1"));
        assert!(!said.out.contains('\x1b'));
    });
    tried("T4", "CLICOLOR_FORCE gives colours to a pipe", || {
        let said = say(launcher(small.root())
            .arg("list")
            .env("CLICOLOR_FORCE", "1"));
        assert!(said.out.contains("\x1b["));
    });
}

#[test]
fn t4_watch_without_a_terminal() {
    tried(
        "T4",
        "watch mode without a terminal prints plain lines",
        || {
            let small = Small::new();
            let mut watch = Lines::of(small.root(), "one/first", |_| {});
            watch.hear("one/first: still to do");
            assert!(watch.said.iter().all(|line| !line.contains('\x1b')));
        },
    );
    tried(
        "T4",
        "without a command and without a terminal it does not watch",
        || {
            let small = Small::new();
            let said = say(&mut launcher(small.root()));
            assert!(
                said.status == 0 && said.out.contains("next: one/first"),
                "{}",
                said.out
            );
        },
    );
}

#[test]
fn t4_watch_on_a_dumb_terminal() {
    tried(
        "T4",
        "watch mode on a dumb terminal: no escape codes",
        || {
            let small = Small::new();
            let mut terminal =
                Terminal::of(small.root(), &["watch", "one/first"], USUAL, |command| {
                    command.env("TERM", "dumb")
                });
            terminal.see("one/first: still to do");
            assert!(
                !terminal.is_full_screen() && !terminal.log().contains('\x1b'),
                "{:?}",
                terminal.log()
            );
            terminal.press("\x03");
            assert_eq!(terminal.end().exit_code(), 130);
            terminal.is_sane();
        },
    );
}

#[test]
fn t4_watch_without_colours() {
    tried(
        "T4",
        "watch mode with NO_COLOR: a screen without colours",
        || {
            let small = Small::new();
            let mut terminal = Terminal::of(small.root(), &[], USUAL, |command| {
                command.env("NO_COLOR", "1")
            });
            terminal.see("still to do");
            let coloured = terminal.log().split("\x1b[").skip(1).any(|code| {
                code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
                    .starts_with('m')
            });
            assert!(!coloured, "{:?}", terminal.log());
            terminal.press("q");
            terminal.end();
            terminal.is_sane();
        },
    );
}

/// All commands that print and need no library to be built.
const PRINTING: [&[&str]; 15] = [
    &[],
    &["list"],
    &["list", "--json"],
    &["check", "one/first"],
    &["check", "--all", "--format", "json"],
    &["check", "--all", "--format", "junit"],
    &["watch", "one/first"],
    &["next"],
    &["hint", "one/first"],
    &["diff", "one/first"],
    &["solution", "one/first"],
    &["reset", "one/first"],
    &["undo", "one/first"],
    &["completions", "bash"],
    &["--help"],
];

/// Every command with an output that takes nothing: no panic, and a status that says so.
fn bad_output(fixture: &str, is_read_by_nobody: bool) {
    tried("T5", fixture, || {
        let small = Small::new();
        // So that `undo` has something to bring back.
        fs::write(small.file(), answer("v0")).unwrap();
        for args in PRINTING {
            let mut command = launcher(small.root());
            command.args(args).stderr(Stdio::piped());
            if is_read_by_nobody {
                let (_, unread) = std::io::pipe().unwrap();
                command.stdout(unread);
            } else {
                let full = OpenOptions::new().write(true).open("/dev/full");
                command.stdout(full.unwrap());
            }
            let mut child = command.spawn().unwrap();
            let mut errors = String::new();
            std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut errors).unwrap();
            let status = child.wait().unwrap();
            assert!(!errors.contains("panicked"), "{args:?}: {errors}");
            assert!(errors.lines().count() <= 1, "{args:?}: {errors}");
            assert_eq!(status.code(), Some(2), "{args:?}: {errors}");
        }
    });
}

#[test]
fn t5_full_device() {
    bad_output("every command on a full device", false);
}

#[test]
fn t5_nobody_reads() {
    bad_output("every command into a pipe that nobody reads", true);
}

#[test]
fn t5_closed_streams() {
    tried("T5", "every command with its output closed", || {
        let small = Small::new();
        for args in PRINTING.iter().filter(|args| !args.contains(&"watch")) {
            for closed in [">&-", "2>&-", ">&- 2>&- <&-"] {
                let script = format!("exec \"$0\" \"$@\" {closed}");
                let mut command = Command::new("sh");
                command
                    .args(["-c", &script, env!("CARGO_BIN_EXE_workbook")])
                    .args(*args)
                    .current_dir(small.root());
                let status = command.stdin(Stdio::null()).output().unwrap().status;
                // What has no output cannot fail to write: the system gives a program the null device instead.
                assert!(
                    status.code().is_some_and(|code| code <= 2),
                    "{args:?} {closed}: {status}"
                );
            }
        }
    });
}

#[test]
fn t6_names() {
    let long = "x".repeat(10_000);
    let names = [
        ("a path upwards", "../../x"),
        ("an absolute path", "/etc/passwd"),
        ("a flag behind --", "--flag"),
        ("a dash", "-"),
        ("nothing", ""),
        ("10 kB", long.as_str()),
        ("a device of Windows", "CON"),
        ("a shell command", "a;rm -rf ."),
        ("a glob", "*"),
        ("escape codes", "\u{1b}[2J\u{1b}]0;x\u{7}"),
        ("two lines", "a\nb"),
        ("writing from right to left", "\u{202e}tsrif/eno"),
    ];
    let small = Small::new();
    for (fixture, name) in names {
        tried("T6", fixture, || {
            for command in [
                "check", "watch", "hint", "diff", "solution", "reset", "undo", "run", "read",
            ] {
                let said = say(launcher(small.root()).args([command, "--", name]));
                // `run` takes what stands behind `--` as the program's arguments.
                if command == "run" {
                    assert_eq!(said.status, 2, "{}", said.err);
                } else {
                    is_a_clear_refusal(&said, "no ");
                }
                let is_harmless = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
                assert!(
                    said.err.chars().all(is_harmless),
                    "{command}: {:?}",
                    said.err
                );
            }
        });
    }
    assert!(
        here(["check", "gather/fan_uot"])
            .err
            .contains("gather/fan_out")
    );
}

#[test]
fn t6_names_that_are_no_text() {
    tried("T6", "bytes that are no text", || {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xff\xfe");
        let said = say(launcher(Small::new().root()).arg("check").arg(name));
        assert!(
            said.status == 2 && !said.err.contains("panicked"),
            "{}",
            said.err
        );
    });
}

#[test]
fn t7_no_home() {
    tried("T7", "no HOME", || {
        let small = Small::new();
        let real = std::env::var("CARGO").unwrap();
        for args in [
            &["list"][..],
            &["next"],
            &["hint", "one/first"],
            &["reset", "one/first"],
        ] {
            let mut command = launcher(small.root());
            let said = say(command.args(args).env_clear().env("CARGO", &real));
            assert_eq!(said.status, 0, "{args:?}: {}", said.err);
        }
        let mut terminal = Terminal::of(small.root(), &[], USUAL, |command| {
            for name in ["HOME", "USER", "LOGNAME", "SHELL"] {
                command.env_remove(name);
            }
        });
        terminal.see("still to do");
        terminal.press("q");
        assert_eq!(terminal.end().exit_code(), 0);
        terminal.is_sane();
    });
}

#[test]
fn t7_no_editor() {
    tried("T7", "no editor is set, none is there", || {
        let small = Small::new();
        // On this path there is nothing, whatever this machine has.
        let path = small.root().display().to_string();
        let mut terminal = watch_with(&small, &[("EDITOR", ""), ("PATH", &path)]);
        terminal.see("one/first");
        terminal.press("e");
        terminal.see("set EDITOR");
        quits(terminal);
    });
    tried("T7", "the editor that is set is not there", || {
        let small = Small::new();
        let mut terminal = watch_with(&small, &[("EDITOR", "there-is-no-such-editor -w")]);
        terminal.see("still to do");
        terminal.press("e");
        terminal.see("cannot be started");
        quits(terminal);
    });
}

fn watch_with(small: &Small, environment: &[(&str, &str)]) -> Terminal {
    Terminal::of(small.root(), &["watch", "one/first"], USUAL, |command| {
        environment
            .iter()
            .for_each(|(name, value)| command.env(name, value));
    })
}

fn quits(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.is_sane();
}

#[test]
fn t7_an_editor_in_the_terminal() {
    if Command::new("vim").arg("--version").output().is_err() {
        return skipped("T7", "vim from the key e, and back", "there is no vim");
    }
    tried("T7", "vim from the key e, and back", || {
        let small = Small::new();
        let mut terminal = watch_with(&small, &[("EDITOR", "vim -u NONE")]);
        terminal.see("still to do");
        terminal.press("e");
        terminal.see("pub fn f()");
        terminal.press(":%d\rIcompile_error!(\"by vim\");\x1b:wq\r");
        terminal.see("by vim");
        terminal.see("does not compile");
        quits(terminal);
    });
    tried("T7", "SIGTERM while vim has the terminal", || {
        let small = Small::new();
        // In a shell that lives on, so that vim does not lose its terminal.
        let watch = format!(
            "echo $$ > id; exec {} watch one/first",
            env!("CARGO_BIN_EXE_workbook")
        );
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &format!("sh -c '{watch}'; echo status $?; read wait")]);
        let mut terminal = Terminal::start(command, small.root(), USUAL, |command| {
            command.env("EDITOR", "vim -u NONE");
        });
        terminal.see("still to do");
        terminal.press("e");
        terminal.see("pub fn f()");
        let id = fs::read_to_string(small.root().join("id")).unwrap();
        signal(id.trim().parse().unwrap(), "TERM");
        terminal.see("status 143");
        terminal.press("\n");
        terminal.end();
        terminal.is_sane();
    });
}

#[test]
fn t7_an_editor_with_a_window() {
    tried("T7", "code --wait from the key e does not wait", || {
        let small = Small::new();
        let (editor, called) = (small.root().join("code"), small.root().join("called"));
        fs::write(
            &editor,
            format!(
                "#!/bin/sh\necho $$ \"$@\" > '{}'\nexec sleep 600\n",
                called.display()
            ),
        )
        .unwrap();
        fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let mut terminal = watch_with(
            &small,
            &[("VISUAL", &format!("{} --wait", editor.display()))],
        );
        terminal.see("still to do");
        terminal.press("e");
        terminal.see("is open in");
        let args = until(
            || {
                fs::read_to_string(&called)
                    .ok()
                    .filter(|text| text.ends_with('\n'))
            },
            || terminal.text(),
        );
        assert!(
            args.contains("exercise.rs") && !args.contains("--wait"),
            "{args}"
        );
        terminal.press("?");
        terminal.see("the one before");
        terminal.press("\x03");
        assert_eq!(terminal.end().exit_code(), 130);
        // The editor is the learner's, and stays; this one is ended here.
        signal(args.split(' ').next().unwrap().parse().unwrap(), "KILL");
    });
}

#[test]
fn t7_no_browser() {
    tried(
        "T7",
        "no browser: the address is printed, and the book is served",
        || {
            // A command that opens nothing, as on a machine that one has logged in to from another.
            let dir = tempfile::tempdir().unwrap();
            for name in ["xdg-open", "open"] {
                let opener = dir.path().join(name);
                fs::write(&opener, "#!/bin/sh\nexit 3\n").unwrap();
                fs::set_permissions(&opener, std::os::unix::fs::PermissionsExt::from_mode(0o755))
                    .unwrap();
            }
            let path = std::env::var("PATH").unwrap();
            let mut command = launcher(&root());
            command
                .arg("read")
                .env("PATH", format!("{}:{path}", dir.path().display()));
            command.env_remove("BROWSER").stderr(Stdio::piped());
            // The server is the launcher's child: both are of one group, and end together.
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
            let errors = BufReader::new(child.stderr.take().unwrap())
                .lines()
                .map_while(Result::ok);
            let is_said = errors
                .into_iter()
                .any(|line| line.contains("no browser could be opened"));
            let is_serving = child.try_wait().unwrap().is_none();
            let address = BufReader::new(child.stdout.take().unwrap())
                .lines()
                .next()
                .unwrap()
                .unwrap();
            let group = format!("-{}", child.id());
            assert!(
                Command::new("kill")
                    .args(["-KILL", "--", &group])
                    .status()
                    .unwrap()
                    .success()
            );
            child.wait().unwrap();
            assert!(
                is_said && is_serving && address.contains("http://127.0.0.1:"),
                "{address}"
            );
        },
    );
}

/// What the keys do, and that they do it at every moment.
#[test]
fn t1_keys_during_an_endless_loop() {
    tried(
        "T1",
        "every key is alive while an endless loop runs",
        || {
            let small = Small::new();
            let mark = endless(&small);
            let mut terminal = watch(&small);
            until(|| mark.exists().then_some(()), || terminal.text());
            for (key, shown) in [
                ("?", "the one before"),
                ("h", "hint 1 of 2"),
                ("h", "hint 2 of 2"),
                ("l", "one/second"),
                ("q", "building"),
                ("w", "once it is solved"),
                ("s", "before you have one"),
                ("n", "n next"),
                ("n", "exercise 2 of 2"),
                ("p", "exercise 1 of 2"),
                ("x", "put it back"),
                ("y", "still to do"),
            ] {
                terminal.press(key);
                terminal.see(shown);
            }
            quits(terminal);
            assert!(fs::read_to_string(small.file()).unwrap().contains("todo!"));
        },
    );
}

/// The way of a learner, on the real workbook.
#[test]
fn a_mistake_is_shown_with_its_chart_and_a_solution_opens_the_rest() {
    let copy = Copy::new();
    let exercise = copy.exercise();
    let given = fs::read_to_string(exercise.answers().join("given.rs")).unwrap();
    let wrong = fs::read_to_string(&exercise.wrong[0].path).unwrap();
    // Builds what the chapter needs, which may take longer than a screen is waited for.
    assert_eq!(copy.check(&wrong).status, 1);
    fs::write(&exercise.answer.path, wrong).unwrap();
    let target = copy.workbook.root.join("../target");
    let mut terminal = Terminal::of(
        &copy.workbook.root,
        &["watch", &exercise.id],
        // Room for more findings than are asked for: on a busy machine there may be others.
        (80, 60),
        |command| command.env("CARGO_TARGET_DIR", target),
    );
    terminal.see("✗ sequential: the 3 calls of fetch ran one after another");
    terminal.see("read about it: `cargo run -q -- read gather`, section sequential");
    terminal.see("fetch 5  ●─ sleep 5 s ─");
    terminal.see("next: edit lessons/04-gather/fan_out/exercise.rs and save");
    fs::write(&exercise.answer.path, copy.solution()).unwrap();
    terminal.see("✓ passed");
    terminal.see("next: n goes on with gather/profile");
    terminal.press("w");
    terminal.see("Wrong: awaits each page before it asks for the next.");
    terminal.see("fetch 5  ●─ sleep 5 s ─");
    terminal.press("s");
    terminal.see("join_all");
    terminal.press("q");
    quits(terminal);
    fs::write(&exercise.answer.path, given).unwrap();
}
