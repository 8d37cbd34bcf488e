//! The drawings of real runs: the pictures themselves, and what must hold for every one of them.

use super::recorded::{Recorded, program, record};
use observer::draw::text::{Page, Text, columns as width_of};
use observer::draw::{chrome, columns, gantt, story, svg};
use observer::trace::Clock;
use observer::view::View;
use serde_json::Value;
use snapbox::data::Inline;
use snapbox::{assert_data_eq, str};
use std::collections::HashSet;

const WIDE: Page = Page {
    width: 80,
    unicode: true,
};
const ASCII: Page = Page {
    width: 80,
    unicode: false,
};

/// One of each kind: calls, tasks, cancellations, panics, a block, text of all sorts, no time at all, no end.
fn runs() -> Vec<(&'static str, Recorded)> {
    let names = [
        "channel",
        "deadlock",
        "join_set_dropped",
        "mutex_held",
        "nested_tasks",
        "no_time",
        "panic_inside",
        "says_things",
        "sequential",
        "two_runs",
    ];
    let mut runs: Vec<_> = names.map(|name| (name, record(name))).into();
    runs.push((
        "blocking",
        program("blocking").clock(Clock::Hybrid).record(),
    ));
    runs.push((
        "two_workers",
        program("two_workers").clock(Clock::Real).threads().record(),
    ));
    runs
}

type Drawing = fn(&View, &str, Page) -> Text;

const DRAWINGS: [(&str, Drawing); 3] = [
    ("gantt", gantt::draw),
    ("columns", columns::draw),
    ("story", story::draw),
];

#[test]
fn no_line_is_wider_than_the_page() {
    for (name, run) in runs() {
        for (drawing, draw) in DRAWINGS {
            for width in 10..=200 {
                for unicode in [true, false] {
                    let text = draw(&run.view, name, Page { width, unicode }).to_string();
                    for line in text.lines() {
                        assert!(
                            width_of(line) <= width,
                            "{drawing} of {name} at {width}: `{line}`\n{text}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn ascii_is_ascii_but_for_what_the_program_says() {
    for (name, run) in runs()
        .into_iter()
        .filter(|(name, _)| *name != "says_things")
    {
        for (drawing, draw) in DRAWINGS {
            let text = draw(&run.view, name, ASCII).to_string();
            assert!(text.is_ascii(), "{drawing} of {name}:\n{text}");
        }
    }
}

#[test]
fn a_drawing_of_nothing_is_a_heading() {
    let mut run = record("no_time");
    run.view.lanes.clear();
    run.view.steps.clear();
    run.view.wakes.clear();
    for (drawing, draw) in DRAWINGS {
        assert_eq!(
            draw(&run.view, "nothing", WIDE).to_string(),
            "nothing: 0 ms on the virtual clock\n",
            "{drawing}"
        );
    }
    assert!(svg::draw(&run.view, "nothing", "x").contains("nothing: 0 ms"));
    assert!(serde_json::from_str::<Value>(&chrome::draw(&run.view)).is_ok());
}

#[test]
fn a_figure_is_one_block_of_well_formed_svg() {
    for (name, run) in runs() {
        let figure = svg::draw(&run.view, name, "fig-1");
        assert!(
            figure.starts_with("<svg ") && figure.ends_with("</svg>"),
            "{figure}"
        );
        assert!(
            figure
                .lines()
                .next()
                .is_some_and(|line| line.ends_with('>')),
            "Markdown wants the tag on its own line"
        );
        assert!(
            figure.lines().all(|line| !line.trim().is_empty()),
            "a blank line ends the block:\n{figure}"
        );
        for leak in ["<?xml", "<![CDATA[", "<style", "<script"] {
            assert!(!figure.contains(leak), "{leak} in the figure of {name}");
        }
        let document =
            roxmltree::Document::parse(&figure).unwrap_or_else(|e| panic!("{name}: {e}\n{figure}"));
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        let told = root
            .attribute("aria-labelledby")
            .unwrap()
            .split(' ')
            .map(|id| text_of(&document, id));
        let told: Vec<String> = told.collect();
        assert!(
            told.len() == 2 && told.iter().all(|text| !text.is_empty()),
            "{told:?}"
        );
    }
}

fn text_of(document: &roxmltree::Document<'_>, id: &str) -> String {
    let found = document
        .descendants()
        .find(|node| node.attribute("id") == Some(id));
    found.and_then(|node| node.text()).unwrap_or("").to_string()
}

#[test]
fn two_figures_on_one_page_share_no_id() {
    let run = record("channel");
    let ids = |prefix: &str| {
        let figure = svg::draw(&run.view, "channel", prefix);
        let document = roxmltree::Document::parse(&figure).unwrap();
        let ids: HashSet<String> = document
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .map(String::from)
            .collect();
        // Whatever is referred to is in the same figure.
        for reference in figure
            .split("url(#")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            assert!(ids.contains(reference), "{reference}");
        }
        assert!(
            !ids.is_empty() && ids.iter().all(|id| id.starts_with(prefix)),
            "{ids:?}"
        );
        ids
    };
    assert!(ids("one").is_disjoint(&ids("two")));
    assert!(svg::draw(&run.view, "channel", "a \"b\"><c").contains("id=\"a--b---c-title\""));
}

#[test]
fn arrows_go_from_lane_to_lane_and_not_from_the_timer() {
    let arrows = |name| {
        svg::draw(&record(name).view, name, "x")
            .matches("marker-end")
            .count()
    };
    assert_eq!(arrows("sequential"), 0);
    assert_eq!(arrows("notified"), 2);
    assert_eq!(arrows("mutex_held"), 5);
}

#[test]
fn a_figure_of_a_lesson_is_small() {
    for (name, run) in runs() {
        let size = svg::draw(&run.view, name, "fig-1").len();
        let bar = if run.view.lanes.len() > 12 {
            20_000
        } else {
            10_000
        };
        assert!(size < bar, "the figure of {name} has {size} bytes");
    }
}

#[test]
fn trace_events_are_nested_strictly() {
    for (name, run) in runs() {
        let json: Value = serde_json::from_str(&chrome::draw(&run.view)).unwrap();
        let events = json["traceEvents"].as_array().unwrap();
        let number = |event: &Value, key: &str| {
            event[key]
                .as_u64()
                .unwrap_or_else(|| panic!("{key} in {event}"))
        };
        let slices: Vec<(u64, u64, u64)> = events
            .iter()
            .filter(|event| event["ph"] == "X")
            .map(|event| {
                (
                    number(event, "tid"),
                    number(event, "ts"),
                    number(event, "ts") + number(event, "dur"),
                )
            })
            .collect();
        assert!(slices.len() > run.view.lanes.len(), "{name}");
        for (i, a) in slices.iter().enumerate() {
            for b in slices[i + 1..].iter().filter(|b| b.0 == a.0) {
                let (apart, inside) = (b.1 >= a.2 || a.1 >= b.2, a.1 <= b.1 && b.2 <= a.2);
                assert!(apart || inside, "{name}: {a:?} {b:?}");
            }
        }
    }
}

/// Compares with the picture that stands in the test. `SNAPSHOTS=overwrite` puts the new one there: look at it.
#[track_caller]
fn shows(draw: Drawing, name: &'static str, (width, unicode): (usize, bool), picture: Inline) {
    let run = record(name);
    assert_data_eq!(
        draw(&run.view, name, Page { width, unicode }).to_string(),
        picture
    );
}

#[test]
fn the_timeline_of_a_select() {
    shows(
        gantt::draw,
        "select_loser",
        (80, true),
        str![[r#"
select_loser: 300 ms on the virtual clock
ms            0          50         100        150       200        250      300
              ┴──────────┴──────────┴──────────┴─────────┴──────────┴──────────┴
select_loser  ●──────────────────────────────────────────●─ sleep 100 ms ──────✓
  fetch fast  ●─ sleep 200 ms ───────────────────────────✓
  fetch slow  ●─ sleep 500 ms ───────────────────────────✗
● polled  ─ waiting  ✓ done  ✗ cancelled
→ cancelled: fetch slow was cancelled at 200 ms: dropped while it waited on
  sleep 500 ms (cancelled.rs:32)

"#]],
    );
    shows(
        gantt::draw,
        "select_loser",
        (80, false),
        str![[r#"
select_loser: 300 ms on the virtual clock
ms            0          50         100        150       200        250      300
              +----------+----------+----------+---------+----------+----------+
select_loser  o------------------------------------------o- sleep 100 ms ------|
  fetch fast  o- sleep 200 ms ---------------------------|
  fetch slow  o- sleep 500 ms ---------------------------X
o polled  - waiting  | done  X cancelled
> cancelled: fetch slow was cancelled at 200 ms: dropped while it waited on
  sleep 500 ms (cancelled.rs:32)

"#]],
    );
}

#[test]
fn the_timeline_of_a_mutex() {
    shows(
        gantt::draw,
        "mutex_held",
        (80, true),
        str![[r#"
mutex_held: 300 ms on the virtual clock
ms             0          50        100        150        200       250      300
               ┴──────────┴─────────┴──────────┴──────────┴─────────┴──────────┴
mutex_held     ●────────────────────●─────────────────────●────────────────────✓
  ↳ deposit a  ●─ sleep 100 ms ─────✓
  ↳ deposit b  ●─ mutex ────────────●─ sleep 100 ms ──────✓
  ↳ deposit c  ●─ mutex ──────────────────────────────────●─ sleep 100 ms ─────✓
● polled  ─ waiting  ✓ done  ↳ own task

"#]],
    );
    shows(
        gantt::draw,
        "mutex_held",
        (40, true),
        str![[r#"
mutex_held: 300 ms on the virtual clock
ms             0               200
               ┴───────────────┴────────
mutex_held     ●───────●───────●───────✓
  ↳ deposit a  ●───────✓
  ↳ deposit b  ●───────●───────✓
  ↳ deposit c  ●─ mutex ───────●───────✓
● polled  ─ waiting  ✓ done  ↳ own task

"#]],
    );
    shows(
        gantt::draw,
        "mutex_held",
        (20, false),
        str![[r#"
mutex_held: 300 ms
on the virtual clock
ms       0      200
         +------+---
mute~eld o--o---o--|
> de~t a o--|
> de~t b o--o---|
> de~t c o------o--|
o polled  - waiting
| done  > own task

"#]],
    );
}

#[test]
fn the_timeline_of_a_panic() {
    shows(
        gantt::draw,
        "panic_inside",
        (80, false),
        str![[r#"
panic_inside: 100 ms on the virtual clock
ms                0           20          40           60          80        100
                  +-----------+-----------+------------+-----------+-----------+
panic_inside      o------------------------------------------------------------|
  > task          o------------------------------------------------------------!
    fetch beside  o- sleep 500 ms ---------------------------------------------X
    explodes 100  o- sleep 100 ms ---------------------------------------------!
o polled  - waiting  | done  X cancelled  ! panicked  > own task
> cancelled: fetch beside was cancelled at 100 ms: dropped while it waited on
  sleep 500 ms (endings.rs:41)

"#]],
    );
}

#[test]
fn the_timeline_of_a_deadlock() {
    shows(
        gantt::draw,
        "deadlock",
        (80, true),
        str![[r#"
deadlock: 10 ms on the virtual clock
ms                  0        2        4        6       8        10       12
                    ┴────────┴────────┴────────┴───────┴────────┴────────┴──────
deadlock            ●──────────────────────────────────────────────────────────…
  ↳ transfer there  ●─ sleep 10 ms ─────────────────────────────●─ mutex ──────…
  ↳ transfer back   ●─ sleep 10 ms ─────────────────────────────●─ mutex ──────…
● polled  ─ waiting  … never ended  ↳ own task
✗ deadlock: from 10 ms on, transfer there waits on mutex (stuck.rs:26) and
  transfer back waits on mutex (stuck.rs:25), and no timer is left that could
  wake anybody

"#]],
    );
}

#[test]
fn the_timeline_of_an_instant() {
    shows(
        gantt::draw,
        "yields",
        (80, true),
        str![[r#"
yields: 0 ms on the virtual clock
ms            0
              ┴─────────────────────────────────────────────────────────────────
yields        ✓
  counts a    ✓
  counts b    ✓
  ↳ counts c  ✓
all at one instant: the story tells the order
● polled  ✓ done  ↳ own task

"#]],
    );
}

#[test]
fn the_columns_of_a_channel() {
    shows(
        columns::draw,
        "channel",
        (80, true),
        str![[r#"
channel: 320 ms on the virtual clock
        channel                 produce                 consume
  0 ms  ●                       ● spawned, sleep 20 ms  ● spawned
 20 ms  │                       ● "sent 0", sleep 20 ms ● ← produce, "got 0",
        │                       │                       │ sleep 60 ms
 40 ms  │                       ● "sent 1", sleep 20 ms │
 60 ms  │                       ● semaphore             │
 80 ms  │                       ● ← consume, "sent 2",  ● "got 1", sleep 60 ms
        │                       │ sleep 20 ms           │
100 ms  │                       ● semaphore             │
140 ms  │                       ● ← consume, "sent 3",  ● "got 2", sleep 60 ms
        │                       │ sleep 20 ms           │
160 ms  │                       ● semaphore             │
200 ms  ● ← produce             ✓ ← consume, "sent 4",  ● "got 3", sleep 60 ms
        │                         done                  │
260 ms  │                                               ● "got 4", sleep 60 ms
320 ms  ✓ ← consume, done                               ✓ done
● polled  │ waiting  ✓ done  ↳ own task

"#]],
    );
    shows(
        columns::draw,
        "channel",
        (50, false),
        str![[r#"
channel: 320 ms on the virtual clock
        channel       produce       consume
  0 ms  o             o spawned,    o spawned
        :             : sleep 20 ms :
 20 ms  :             o "sent 0",   o < produce,
        :             : sleep 20 ms : "got 0",
        :             :             : sleep 60 ms
 40 ms  :             o "sent 1",   :
        :             : sleep 20 ms :
 60 ms  :             o semaphore   :
 80 ms  :             o < consume,  o "got 1",
        :             : "sent 2",   : sleep 60 ms
        :             : sleep 20 ms :
100 ms  :             o semaphore   :
140 ms  :             o < consume,  o "got 2",
        :             : "sent 3",   : sleep 60 ms
        :             : sleep 20 ms :
160 ms  :             o semaphore   :
200 ms  o < produce   | < consume,  o "got 3",
        :               "sent 4",   : sleep 60 ms
        :               done        :
260 ms  :                           o "got 4",
        :                           : sleep 60 ms
320 ms  | < consume,                | done
          done
o polled  : waiting  | done  > own task

"#]],
    );
}

#[test]
fn the_story_of_a_mutex() {
    shows(
        story::draw,
        "mutex_held",
        (80, true),
        str![[r#"
mutex_held: 300 ms on the virtual clock
  0 ms  mutex_held  starts
        deposit a   spawned by mutex_held
        deposit b   spawned by mutex_held
        deposit c   spawned by mutex_held
        mutex_held  waits
        deposit a   starts, waits on sleep 100 ms (concurrent.rs:128)
        deposit b   starts, waits on mutex (concurrent.rs:117)
        deposit c   starts, waits on mutex (concurrent.rs:117)
100 ms  deposit a   woken by the timer, says "a: 1"
        deposit b   woken by deposit a
        deposit a   done
        mutex_held  woken by deposit a
        deposit b   waits on sleep 100 ms (concurrent.rs:128)
        mutex_held  waits
200 ms  deposit b   woken by the timer, says "b: 2"
        deposit c   woken by deposit b
        deposit b   done
        mutex_held  woken by deposit b
        deposit c   waits on sleep 100 ms (concurrent.rs:128)
        mutex_held  waits
300 ms  deposit c   woken by the timer, says "c: 3", done
        mutex_held  woken by deposit c, done

"#]],
    );
    shows(
        story::draw,
        "mutex_held",
        (40, true),
        str![[r#"
mutex_held: 300 ms on the virtual clock
0 ms
- mutex_held: starts
- deposit a: spawned by mutex_held
- deposit b: spawned by mutex_held
- deposit c: spawned by mutex_held
- mutex_held: waits
- deposit a: starts, waits on sleep
  100 ms (concurrent.rs:128)
- deposit b: starts, waits on mutex
  (concurrent.rs:117)
- deposit c: starts, waits on mutex
  (concurrent.rs:117)
100 ms
- deposit a: woken by the timer, says
  "a: 1"
- deposit b: woken by deposit a
- deposit a: done
- mutex_held: woken by deposit a
- deposit b: waits on sleep 100 ms
  (concurrent.rs:128)
- mutex_held: waits
200 ms
- deposit b: woken by the timer, says
  "b: 2"
- deposit c: woken by deposit b
- deposit b: done
- mutex_held: woken by deposit b
- deposit c: waits on sleep 100 ms
  (concurrent.rs:128)
- mutex_held: waits
300 ms
- deposit c: woken by the timer, says
  "c: 3", done
- mutex_held: woken by deposit c, done

"#]],
    );
}

#[test]
fn the_story_of_tasks_in_tasks() {
    shows(
        story::draw,
        "nested_tasks",
        (80, false),
        str![[r#"
nested_tasks: 200 ms on the virtual clock
  0 ms  nested_tasks  starts
        task 1        spawned by nested_tasks
        nested_tasks  waits
        task 1        starts, says "outer"
        task 2        spawned by task 1
        task 1        waits on sleep 50 ms (concurrent.rs:154)
        task 2        starts, waits on sleep 100 ms (concurrent.rs:151)
 50 ms  task 1        woken by the timer, waits
100 ms  task 2        woken by the timer
        fetch inner   spawned by task 2
        task 2        waits
        fetch inner   starts, waits on sleep 100 ms (concurrent.rs:30)
200 ms  fetch inner   woken by the timer, done
        task 2        woken by fetch inner, done
        task 1        woken by task 2, done
        nested_tasks  woken by task 1, says "100", done

"#]],
    );
}
