import asyncio


async def without_a_limit():
    orders = asyncio.Queue()
    await asyncio.gather(guests(orders), cook(orders))


async def at_most_two():
    orders = asyncio.Queue(maxsize=2)
    await asyncio.gather(guests(orders), cook(orders))


async def guests(orders):
    loop = asyncio.get_running_loop()
    for _ in range(8):
        await orders.put(loop.time())
        await asyncio.sleep(2)
    await orders.put(None)


async def cook(orders):
    loop = asyncio.get_running_loop()
    longest, waited = 0, 0
    while True:
        queue = orders.qsize()
        ordered = await orders.get()
        if ordered is None:
            break
        longest = max(longest, queue)
        waited = loop.time() - ordered
        await asyncio.sleep(5)
    print(
        f"the longest queue: {longest}, "
        f"the last order waited {waited:.0f} s"
    )


async def main():
    await without_a_limit()
    await at_most_two()


asyncio.run(main())
