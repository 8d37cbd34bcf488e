import time
from collections import deque
from heapq import heappop, heappush


def main():
    ready = deque()
    timers = []
    for dish, ms in [("soup", 200), ("rice", 100)]:
        ready.append((dish, cook(dish, ms)))

    while ready or timers:
        if not ready:
            end, dish, task = heappop(timers)
            time.sleep(max(0, end - time.monotonic()))
            ready.append((dish, task))
        dish, task = ready.popleft()
        print(f"poll {dish}")
        try:
            # What the coroutine yields comes up here.
            end = task.send(None)
            heappush(timers, (end, dish, task))
        except StopIteration:
            pass
    print("no task is left")


async def cook(dish, ms):
    print(f"{dish}: started")
    await Sleep(ms / 1000)
    print(f"{dish}: completed")


class Sleep:
    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def __await__(self):
        yield self.end


main()
