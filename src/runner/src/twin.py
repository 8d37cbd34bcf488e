"""Runs a program of asyncio's and records its run, as `observed-tokio` records one of Tokio's.

    WORKBOOK_TRACE=run.jsonl WORKBOOK_CLOCK=virtual python3 -u twin.py program.py

In goes the path of the program; the environment says where the trace goes, which clock is meant (`virtual` or `real`)
and the number of the run. Out comes a trace in the format of src/observer/src/trace.rs, and what the program prints.
On the virtual clock nothing waits, and two runs leave the same bytes.

Tasks are known because the loop makes them here, calls because each `async def` of the program is compiled with a
decorator, wake-ups because whoever ends a wait calls `call_soon`. Python 3.11 or later, and nothing but its library.
"""

import ast
import asyncio
import builtins
import collections.abc
import functools
import gc
import inspect
import json
import os
import re
import selectors
import sys
import time

PROGRAM = sys.argv[1]
FILE = os.path.basename(PROGRAM)
IS_VIRTUAL = os.environ["WORKBOOK_CLOCK"] == "virtual"
MOST_RECORDS = 100_000
LEAST_BUSY = 50
LONGEST_ARGUMENT = 80


class Recorder:
    """Writes the records, and knows what is being polled: lane and start of each poll, the innermost last."""

    def __init__(self, path):
        self.file = open(path, "w", buffering=1, encoding="utf-8", errors="replace", newline="\n")
        self.lanes = self.written = 0
        self.start, self.polls, self.heard = time.perf_counter(), [], os.fstat(1).st_size
        # Whom the loop calls something back for; 0 is the timer, or the world outside.
        self.cause = 0
        clock, python = "virtual" if IS_VIRTUAL else "real", "{}.{}".format(*sys.version_info)
        self.line(k="run", v=1, clock=clock, unit="us", python=python, full=True, said=self.heard)

    def line(self, **fields):
        fields = {name: value for name, value in fields.items() if value or name == "t"}
        self.file.write(json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n")

    def write(self, record, /, **fields):
        t = round((Loop.now if IS_VIRTUAL else time.perf_counter() - self.start) * 1e6)
        self.written += 1
        if self.written == MOST_RECORDS:
            self.line(k="cut", t=t)
        elif self.written < MOST_RECORDS or record == "exit":
            self.line(k=record, t=t, **fields)

    def begin(self, record, /, **fields):
        """Writes that a lane begins, and returns its number."""
        if not self.lanes:
            self.start = time.perf_counter()
        self.lanes += 1
        self.write(record, id=self.lanes, **fields)
        return self.lanes

    def poll(self, lane, is_quiet=False):
        self.hear()
        self.polls.append((lane, time.perf_counter()))
        if not is_quiet:
            self.write("poll", id=lane)

    def out(self, is_quiet=False, **fields):
        self.hear()
        lane, began = self.polls.pop()
        ms = 0 if IS_VIRTUAL else int((time.perf_counter() - began) * 100) * 10
        if not is_quiet:
            self.write("out", id=lane, busy=ms if ms >= LEAST_BUSY else 0, **fields)

    def hear(self):
        """What the output has grown by was said by whoever is being polled."""
        length = os.fstat(1).st_size
        if self.polls and length > self.heard:
            self.heard = length
            self.write("said", id=self.running(), to=length)

    def exit(self, how):
        self.write("exit", how=how, nonce=os.environ.get("WORKBOOK_NONCE", ""))

    def running(self):
        return self.polls[-1][0] if self.polls else self.cause


class Steps(collections.abc.Coroutine):
    """A coroutine each of whose steps is a poll of a lane: that of a task, of the root task, or of a call."""

    def __init__(self, coroutine, lane, is_root=False):
        self.coroutine, self.lane, self.is_root = coroutine, lane, is_root
        # What closes an async generator that was left early has no name.
        self.__qualname__ = getattr(coroutine, "__qualname__", "")
        self.has_begun = self.is_quiet = False

    def step(self, advance, value):
        self.has_begun = True
        RUN.poll(self.lane, self.is_quiet)
        try:
            future = advance(value)
        except StopIteration:
            self.end()
            raise
        except (asyncio.CancelledError, GeneratorExit):
            self.end(dropped=True)
            raise
        except BaseException:
            self.end(panic=True)
            raise
        RUN.out(self.is_quiet, on=waits_on(self.coroutine, future))
        return future

    def end(self, panic=False, dropped=False):
        RUN.out(self.is_quiet, panic=panic)
        RUN.write("end", id=self.lane, dropped=dropped)
        if self.is_root:
            RUN.exit("panic" if panic or dropped else "ok")

    def send(self, value):
        # A task that is nothing but a call is polled as the call, once that has begun.
        self.is_quiet = is_call(self.coroutine)
        return self.step(self.coroutine.send, value)

    def throw(self, kind, value=None, _traceback=None):
        return self.step(self.coroutine.throw, kind if value is None else value)

    def __await__(self):
        return self

    def __next__(self):
        return self.send(None)


class Task(asyncio.Task):
    """A task that knows its lane, and is hashed by it: so a set of tasks has the same order in every run."""

    def __init__(self, steps, **options):
        self.steps = steps
        super().__init__(steps, **options)

    def __hash__(self):
        return self.steps.lane


class JumpingSelector(selectors.DefaultSelector):
    """Is asked to wait for as long as the next timer is away. It does not wait; it moves the loop's clock."""

    def select(self, timeout=None):
        ready = super().select(0 if timeout is not None else None)
        if not ready and timeout is not None:
            Loop.now += timeout
        return ready


class Loop(asyncio.SelectorEventLoop):
    now = 0.0
    # The next task is made of the coroutine that the program runs the loop for.
    root_is_next = False

    def __init__(self):
        super().__init__(JumpingSelector() if IS_VIRTUAL else None)

    def time(self):
        return Loop.now if IS_VIRTUAL else super().time()

    def create_task(self, coroutine, **options):
        name = getattr(coroutine, "__qualname__", "")
        if name.startswith("BaseEventLoop.") or self.get_task_factory():
            # What the loop has to tidy up when it closes is no part of the program.
            return super().create_task(coroutine, **options)
        # A task that the program makes before the loop runs is one like any other.
        is_root = self.root_is_next or sys._getframe(1).f_code is asyncio.Runner.run.__code__
        self.root_is_next = False
        at = spawned_at() if not is_root else f"{FILE}:{coroutine.__name__}+0" if is_call(coroutine) else ""
        lane = RUN.begin("task", by=RUN.running(), kind="block_on" if is_root else "task", at=at)
        return Task(Steps(coroutine, lane, is_root), loop=self, **options)

    def run_until_complete(self, future):
        if not asyncio.isfuture(future):
            self.root_is_next = True
            return super().run_until_complete(future)
        is_asked_by_program = sys._getframe(1).f_code.co_filename == PROGRAM
        how = "panic"
        try:
            result = super().run_until_complete(future)
            how = "ok"
            return result
        finally:
            if is_asked_by_program:
                RUN.exit(how)

    def call_soon(self, callback, *args, context=None):
        """A step of a task is called for that task, anything else for whoever asks for the call."""
        task, cause = getattr(callback, "__self__", None), RUN.running()
        steps = task.steps if isinstance(task, Task) else None
        if steps and steps.has_begun:
            RUN.write("wake", id=steps.lane, by=cause)

        def turn(*args):
            RUN.cause = steps.lane if steps else cause
            try:
                callback(*args)
            finally:
                RUN.cause = 0

        return super().call_soon(turn, *args, context=context)


def observe(function):
    """The decorator of each `async def` of the program."""
    if not inspect.iscoroutinefunction(function):
        return function  # An async generator: what it awaits is a wait of whoever asks it for an item.

    @functools.wraps(function)
    async def call(*args, **kwargs):
        coroutine = function(*args, **kwargs)
        name, argument = function.__name__, first_argument(function, args, kwargs)
        at = place(function.__code__.co_firstlineno)
        lane = RUN.begin("span", **{"in": RUN.running(), "n": name, "a": argument, "at": at})
        return await Steps(coroutine, lane)

    return call


def is_call(coroutine):
    return inspect.iscoroutine(coroutine) and coroutine.cr_code.co_filename == OWN_FILE


def first_argument(function, args, kwargs):
    given = inspect.signature(function).bind(*args, **kwargs).arguments
    value = next((value for name, value in given.items() if name != "self"), "")
    if isinstance(value, str):
        return value[:LONGEST_ARGUMENT]
    text = repr(value)
    # What Python writes as `<…>` is a state, or an address, which is another one in the next run.
    return "" if "<" in text else text[:LONGEST_ARGUMENT]


def waits_on(coroutine, future):
    """What a coroutine waits on and where, or nothing if it waits on another call of the program, which says it."""
    frames = list(frames_of(coroutine))
    if any(frame.f_code.co_filename == OWN_FILE for frame in frames):
        return ""
    own = [i for i, frame in enumerate(frames) if frame.f_code.co_filename == PROGRAM]
    library = frames[own[-1] + 1 :] if own else frames
    what = name_of_wait(library[0]) if library else words(type(future).__name__)
    return f"{what} @{place(frames[own[-1]].f_lineno)}" if own and what else what


def frames_of(awaitable):
    """The frames of a coroutine and of what it awaits, the outermost first."""
    while awaitable is not None:
        for kind, inner in ("cr", "await"), ("ag", "await"), ("gi", "yieldfrom"):
            if frame := getattr(awaitable, f"{kind}_frame", None):
                yield frame
                awaitable = getattr(awaitable, f"{kind}_{inner}")
                break
        else:
            # A step of an async generator does not say whose it is, but the garbage collector knows.
            awaitable = next(filter(inspect.isasyncgen, gc.get_referents(awaitable)), None)


def name_of_wait(frame):
    """`sleep 5 s` for a call of `sleep`, `queue` for a method of a queue, `wait` for a call of `wait`."""
    if frame.f_code is asyncio.sleep.__code__:
        ms = -int(-round(frame.f_locals["delay"] * 1000, 3) // 1)
        return f"sleep {ms} ms" if ms < 1000 else "sleep " + f"{ms / 1000:.3f}".rstrip("0").rstrip(".") + " s"
    owner = frame.f_locals.get("self")
    return frame.f_code.co_qualname.split(".")[0] if owner is None else words(type(owner).__name__)


def words(kind):
    """The name of a type, in words."""
    known = {"NoneType": "", "_GatheringFuture": "gather", "_AsCompletedIterator": "as_completed"}
    return known.get(kind, re.sub("(?<=[a-z])(?=[A-Z])", " ", kind).lower())


def spawned_at():
    frame = sys._getframe()
    while frame and frame.f_code.co_filename != PROGRAM:
        frame = frame.f_back
    return place(frame.f_lineno) if frame else ""


@functools.cache
def place(line):
    """A line as `gather.py:worker+2`, by the scan of src/observer/src/place.rs. A decorator is the function below it."""
    while SOURCE[line - 1].lstrip().startswith("@"):
        line += 1
    scan = (re.match(r"\s*(?:async\s+)?def (\w+)", text) for text in SOURCE[:line])
    above = [(found[1], number) for number, found in enumerate(scan, 1) if found]
    if not above:
        return f"{FILE}:{line}"
    name, begin = above[-1]
    count = sum(name == other for other, _ in above)
    return f"{FILE}:{name}{f'#{count}' if count > 1 else ''}+{line - begin}"


def in_order(items=()):
    """A set of coroutines, which asyncio makes of some arguments, has the order of their addresses; this keeps theirs."""
    return dict.fromkeys(items) or set()


with open(PROGRAM, encoding="utf-8") as file:
    TEXT = file.read()
SOURCE, OWN_FILE = TEXT.splitlines(), observe.__code__.co_filename
RUN = Recorder(os.environ["WORKBOOK_TRACE"])

tree = ast.parse(TEXT)
for function in ast.walk(tree):
    if isinstance(function, ast.AsyncFunctionDef):
        line = {"lineno": function.lineno, "end_lineno": function.lineno, "col_offset": 0, "end_col_offset": 0}
        function.decorator_list.append(ast.Name("__observe__", ast.Load(), **line))
builtins.__observe__ = observe
asyncio.tasks.set = in_order
asyncio.new_event_loop = asyncio.events.new_event_loop = Loop
sys.stdout.reconfigure(newline="\n")
sys.argv, sys.path[0] = sys.argv[1:], os.path.dirname(PROGRAM)
sys.modules["__main__"] = program = type(sys)("__main__")
program.__file__ = PROGRAM
exec(compile(tree, PROGRAM, "exec"), program.__dict__)
