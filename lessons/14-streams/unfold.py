import asyncio


class Pauses:
    def __init__(self, seconds):
        self.seconds = seconds

    def __aiter__(self):
        return self

    async def __anext__(self):
        seconds = self.seconds
        await pause(seconds)
        self.seconds = min(seconds * 2, 5)
        return seconds


async def pause(seconds):
    await asyncio.sleep(seconds)


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()

    def at():
        return round(loop.time() - start)

    pauses = Pauses(1)
    for _ in range(4):
        seconds = await anext(pauses)
        print(
            f"{at()} s: the harbour is "
            "silent after a pause of "
            f"{seconds} s"
        )
    print(f"{at()} s: enough")


asyncio.run(main())
