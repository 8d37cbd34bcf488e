import asyncio


async def readings():
    print("the station wakes up")
    for number in range(5):
        await asyncio.sleep(0.1)
        yield number
    print("the station goes to sleep")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    stream = readings()
    print("the stream is made")

    async for number in stream:
        print(f"reading {number} after {loop.time() - start:.1f} s")


asyncio.run(main())
