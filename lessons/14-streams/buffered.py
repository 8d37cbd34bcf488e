import asyncio
from collections import deque

FILES = [("atlas", 0.5), ("ballads", 0.1), ("comic", 0.3), ("diary", 0.2)]


async def download(name, seconds):
    await asyncio.sleep(seconds)
    return name


async def then():
    for file in FILES:
        yield await download(*file)


async def buffered(limit):
    running = deque()
    for file in FILES:
        if len(running) == limit:
            yield await running.popleft()
        running.append(asyncio.create_task(download(*file)))
    while running:
        yield await running.popleft()


async def buffer_unordered(limit):
    semaphore = asyncio.Semaphore(limit)

    async def limited(file):
        async with semaphore:
            return await download(*file)

    tasks = [asyncio.create_task(limited(file)) for file in FILES]
    for task in asyncio.as_completed(tasks):
        yield await task


async def report(how, books):
    loop = asyncio.get_running_loop()
    start = loop.time()
    names = [book async for book in books]
    print(f"{how}: {', '.join(names)} in {loop.time() - start:.1f} s")


async def main():
    await report("then", then())
    await report("buffered", buffered(2))
    await report("buffer_unordered", buffer_unordered(2))


asyncio.run(main())
