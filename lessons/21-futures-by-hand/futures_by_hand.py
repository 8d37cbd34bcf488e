import asyncio


class Nap:
    def __init__(self, seconds):
        loop = asyncio.get_running_loop()
        self.loop = loop
        self.start = loop.time()
        self.seconds = seconds

    def __await__(self):
        print(f"{self.now()} s: not yet")
        alarm = self.loop.create_future()
        self.loop.call_later(
            self.seconds, alarm.set_result, None
        )
        # The future travels up to the task,
        # which adds its own callback to it.
        yield from alarm
        print(f"{self.now()} s: ready")

    def now(self):
        now = self.loop.time() - self.start
        return round(now)


async def rest(name, seconds):
    await Nap(seconds)


async def main():
    await rest("Ada", 2)
    print("Ada is awake")


asyncio.run(main())
