"""Runs a program of asyncio's on a virtual clock: when nothing is ready, the clock jumps to the next timer.

The selector is asked to wait for as long as the next timer is away. It does not wait; it moves the loop's clock.
"""

import asyncio
import runpy
import selectors
import sys


class JumpingSelector(selectors.DefaultSelector):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        ready = super().select(0 if timeout is not None else None)
        if not ready and timeout is not None:
            self.loop.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        super().__init__(JumpingSelector(self))

    def time(self):
        return self.now


asyncio.new_event_loop = asyncio.events.new_event_loop = VirtualLoop
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
