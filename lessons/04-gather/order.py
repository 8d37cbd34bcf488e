import asyncio


async def forecast(city, seconds):
    await asyncio.sleep(seconds)
    return f"rain in {city}"


async def as_asked():
    loop = asyncio.get_running_loop()
    start = loop.time()
    questions = [forecast("Oslo", 3), forecast("Lima", 1), forecast("Cairo", 2)]
    for answer in await asyncio.gather(*questions):
        print(f"  {answer} after {loop.time() - start:.0f} s")


async def as_ready():
    loop = asyncio.get_running_loop()
    start = loop.time()
    questions = [forecast("Oslo", 3), forecast("Lima", 1), forecast("Cairo", 2)]
    for answer in asyncio.as_completed(questions):
        print(f"  {await answer} after {loop.time() - start:.0f} s")


async def main():
    print("as asked:")
    await as_asked()
    print("as ready:")
    await as_ready()


asyncio.run(main())
