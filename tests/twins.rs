//! What is recorded of small programs of asyncio's, on the virtual clock, by each Python on the path.
//!
//! Where pyenv hides its versions: `PYENV_VERSION=3.11.7:3.12.1:3.13.0 cargo test --test twins`.

use observer::draw::story;
use observer::time;
use observer::trace::Clock;
use observer::view::View;
use runner::run;
use runner::twin::Python;
use snapbox::str;
use std::fs;

/// Runs a program twice with each Python, and compares what happened with what is expected.
fn check(program: &str, expected: impl Into<snapbox::Data>) {
    let (expected, pythons) = (expected.into(), Python::all());
    if pythons.is_empty() {
        return eprintln!("left out: no Python is new enough for the twins");
    }
    for python in pythons {
        let told = recorded(&python, program);
        assert_eq!(told, recorded(&python, program), "two runs differ");
        println!("Python {}.{}", python.version.0, python.version.1);
        snapbox::assert_data_eq!(told, expected.clone());
    }
}

/// The story of a run, a line for each step, and what came to stderr.
fn recorded(python: &Python, program: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("twin.py");
    fs::write(&path, format!("import asyncio\n\n\n{program}")).unwrap();
    let ended = python
        .program(dir.path(), &path, Clock::Virtual, true)
        .unwrap()
        .run(&mut |_| {})
        .unwrap();
    let view = run::view(&ended.trace, ended.output.head(), &path).expect(&ended.errors);
    let last = view.exit.as_ref().map(|exit| exit.ok);
    let errors = ended.errors.lines().last().unwrap_or("");
    format!("{}exit {last:?} {errors}\n", story_of(&view))
}

fn story_of(view: &View) -> String {
    let told = story::tell(view);
    let line = |told: &story::Told| {
        let (t, who) = (time::show(told.t), view.who(told.lane));
        format!("{t} {who}: {}\n", told.what.join(", "))
    };
    told.iter().map(line).collect()
}

#[test]
fn gather_makes_tasks_and_the_last_one_wakes_its_caller() {
    let program = "
async def fetch(what, seconds):
    await asyncio.sleep(seconds)
    print(what)

async def main():
    await asyncio.gather(fetch('news', 2), fetch('mail', 0.5))

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms fetch news: spawned by main
0 ms fetch mail: spawned by main
0 ms main: waits on gather (twin.py:10)
0 ms fetch news: starts, waits on sleep 2 s (twin.py:6)
0 ms fetch mail: starts, waits on sleep 500 ms (twin.py:6)
500 ms fetch mail: woken by the timer, says "mail", done
2 s fetch news: woken by the timer, says "news", done
2 s main: woken by fetch news, done
exit Some(true) 

"#]],
    );
}

#[test]
fn a_task_begins_when_its_maker_waits_and_a_call_at_once() {
    let program = "
async def brew(what):
    print('brew', what)

async def main():
    task = asyncio.create_task(brew('tea'))
    await brew('coffee')
    print('both are made')
    await task

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms brew tea: spawned by main
0 ms brew coffee: starts, says "brew coffee", done
0 ms main: says "both are made", waits on task (twin.py:12)
0 ms brew tea: starts, says "brew tea", done
0 ms main: woken by brew tea, done
exit Some(true) 

"#]],
    );
}

#[test]
fn a_task_made_before_the_loop_runs_does_not_end_the_program() {
    let program = "
async def nap(seconds):
    await asyncio.sleep(seconds)
    print('woke up')

loop = asyncio.new_event_loop()
early = loop.create_task(nap(1))
loop.run_until_complete(nap(2))
loop.run_until_complete(early)
";
    check(
        program,
        str![[r#"
0 ms nap 1: spawned, starts, waits on sleep 1 s (twin.py:6)
0 ms nap 2: starts, waits on sleep 2 s (twin.py:6)
1 s nap 1: woken by the timer, says "woke up", done
2 s nap 2: woken by the timer, says "woke up", done
exit Some(true) 

"#]],
    );
}

#[test]
fn a_cancelled_task_may_tidy_up_and_one_that_has_not_begun_never_does() {
    let program = "
async def nap(name):
    try:
        await asyncio.sleep(60)
    finally:
        await asyncio.sleep(1)
        print(name, 'made the bed')

async def main():
    begun = asyncio.create_task(nap('begun'))
    await asyncio.sleep(1)
    begun.cancel()
    never = asyncio.create_task(nap('never'))
    never.cancel()
    print(await asyncio.gather(begun, never, return_exceptions=True))

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms nap begun: spawned by main
0 ms main: waits on sleep 1 s (twin.py:14)
0 ms nap begun: starts, waits on sleep 60 s (twin.py:7)
1 s main: woken by the timer
1 s nap begun: woken by main
1 s task: spawned by main
1 s main: waits on gather (twin.py:18)
1 s nap begun: waits on sleep 1 s (twin.py:9)
1 s task: cancelled before its first poll
2 s nap begun: woken by the timer, says "begun made the bed", cancelled
2 s main: woken by nap begun, says "[CancelledError(''), CancelledError('')]", done
exit Some(true) 

"#]],
    );
}

#[test]
fn a_timeout_cancels_what_it_is_around() {
    let program = "
async def slow():
    await asyncio.sleep(60)

async def main():
    try:
        async with asyncio.timeout(1.5):
            await slow()
    except TimeoutError:
        print('too slow')

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms slow: starts, waits on sleep 60 s (twin.py:6)
1.5 s main: woken by the timer
1.5 s slow: cancelled
1.5 s main: says "too slow", done
exit Some(true) 

"#]],
    );
}

#[test]
fn an_exception_is_raised_out_of_each_call_up_to_who_catches_it() {
    let program = "
async def read():
    await asyncio.sleep(1)
    raise ValueError('no such file')

async def load():
    await read()

async def main():
    try:
        await load()
    except ValueError:
        print('no matter')
    raise RuntimeError('this one does')

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms load: starts
0 ms read: starts, waits on sleep 1 s (twin.py:6)
1 s main: woken by the timer
1 s read: raised an exception
1 s load: raised an exception
1 s main: says "no matter", raised an exception
exit Some(false) RuntimeError: this one does

"#]],
    );
}

#[test]
fn who_puts_wakes_who_gets() {
    let program = "
async def produce(queue):
    for n in range(2):
        await asyncio.sleep(1)
        await queue.put(n)

async def main():
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(queue))
        for _ in range(2):
            print(await queue.get())

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms produce: spawned by main
0 ms main: waits on queue (twin.py:15)
0 ms produce: starts, waits on sleep 1 s (twin.py:7)
1 s produce: woken by the timer
1 s main: woken by produce
1 s produce: waits on sleep 1 s (twin.py:7)
1 s main: says "0", waits on queue (twin.py:15)
2 s produce: woken by the timer
2 s main: woken by produce
2 s produce: done
2 s main: says "1", waits on task group (twin.py:12), woken by produce, done
exit Some(true) 

"#]],
    );
}

#[test]
fn a_set_of_calls_and_a_set_of_tasks_have_the_same_order_every_time() {
    let program = "
async def ask(n):
    await asyncio.sleep(1)

async def main():
    for answer in asyncio.as_completed([ask(n) for n in range(4)]):
        await answer
    tasks = {asyncio.create_task(ask(n)) for n in 'abcd'}
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)

asyncio.run(main())
";
    check(
        program,
        str![[r#"
0 ms main: starts
0 ms ask 0: spawned by main
0 ms ask 1: spawned by main
0 ms ask 2: spawned by main
0 ms ask 3: spawned by main
0 ms main: waits on as_completed (twin.py:10)
0 ms ask 0: starts, waits on sleep 1 s (twin.py:6)
0 ms ask 1: starts, waits on sleep 1 s (twin.py:6)
0 ms ask 2: starts, waits on sleep 1 s (twin.py:6)
0 ms ask 3: starts, waits on sleep 1 s (twin.py:6)
1 s ask 0: woken by the timer
1 s ask 2: woken by the timer
1 s ask 1: woken by the timer
1 s ask 3: woken by the timer
1 s ask 0: done
1 s ask 2: done
1 s ask 1: done
1 s ask 3: done
1 s main: woken by ask 0
1 s ask a: spawned by main
1 s ask b: spawned by main
1 s ask c: spawned by main
1 s ask d: spawned by main
1 s main: waits on sleep 0 ms (twin.py:12), woken by itself
1 s ask a: starts, waits on sleep 1 s (twin.py:6)
1 s ask b: starts, waits on sleep 1 s (twin.py:6)
1 s ask c: starts, waits on sleep 1 s (twin.py:6)
1 s ask d: starts, waits on sleep 1 s (twin.py:6)
1 s ask a: woken by main
1 s ask b: woken by main
1 s ask c: woken by main
1 s ask d: woken by main
1 s main: waits on wait (twin.py:15)
1 s ask a: cancelled
1 s ask b: cancelled
1 s ask c: cancelled
1 s ask d: cancelled
1 s main: woken by ask d, done
exit Some(true) 

"#]],
    );
}

#[test]
fn a_lock_an_event_a_generator_and_a_method_are_named() {
    let program = "
class Printer:
    async def print(self, page):
        async with lock:
            await asyncio.sleep(1)

async def pages():
    await door.wait()
    yield 1

async def main():
    tasks = [asyncio.create_task(Printer().print(page)) for page in (1, 2)]
    async for page in pages():
        pass
    await tasks[1]

async def open_the_door():
    asyncio.get_running_loop().call_later(3, door.set)
    await main()

lock, door = asyncio.Lock(), asyncio.Event()
asyncio.run(open_the_door())
";
    check(
        program,
        str![[r#"
0 ms open_the_door: starts
0 ms main: starts
0 ms print 1: spawned by main
0 ms print 2: spawned by main
0 ms main: waits on event (twin.py:11)
0 ms print 1: starts, waits on sleep 1 s (twin.py:8)
0 ms print 2: starts, waits on lock (twin.py:7)
1 s print 1: woken by the timer
1 s print 2: woken by print 1
1 s print 1: done
1 s print 2: waits on sleep 1 s (twin.py:8)
2 s print 2: woken by the timer, done
3 s open_the_door: woken by the timer
3 s main: done
3 s open_the_door: done
exit Some(true) 

"#]],
    );
}
