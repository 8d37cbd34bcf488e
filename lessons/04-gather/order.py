import asyncio


async def forecast(city, seconds):
    await asyncio.sleep(seconds)
    return f"rain in {city}"


def questions():
    return [forecast("Oslo", 3), forecast("Lima", 1), forecast("Cairo", 2)]


async def as_asked():
    loop = asyncio.get_running_loop()
    start = loop.time()
    for answer in await asyncio.gather(*questions()):
        print(f"as asked: {answer} after {loop.time() - start:.0f} s")


async def as_ready():
    loop = asyncio.get_running_loop()
    start = loop.time()
    for answer in asyncio.as_completed(questions()):
        print(f"as ready: {await answer} after {loop.time() - start:.0f} s")


async def main():
    await as_asked()
    await as_ready()


asyncio.run(main())
