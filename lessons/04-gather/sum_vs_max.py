import asyncio


async def fetch(what, seconds):
    await asyncio.sleep(seconds)


async def one_after_another():
    await fetch("news", 5)
    await fetch("mail", 3)
    await fetch("weather", 1)


async def together():
    await asyncio.gather(fetch("news", 5), fetch("mail", 3), fetch("weather", 1))


async def main():
    loop = asyncio.get_running_loop()

    start = loop.time()
    await one_after_another()
    print(f"one after another: {loop.time() - start:.0f} s")

    start = loop.time()
    await together()
    print(f"together: {loop.time() - start:.0f} s")


asyncio.run(main())
