import asyncio


async def without_a_limit():
    orders = asyncio.Queue()
    task = asyncio.create_task(
        guests(orders)
    )
    await cook(orders)
    await task


async def at_most_two():
    orders = asyncio.Queue(2)
    task = asyncio.create_task(
        guests(orders)
    )
    await cook(orders)
    await task


async def guests(orders):
    loop = asyncio.get_running_loop()
    for _ in range(7):
        await orders.put(loop.time())
        await asyncio.sleep(2)


async def cook(orders):
    loop = asyncio.get_running_loop()
    longest, waited = 0, 0
    for _ in range(7):
        queue = orders.qsize()
        longest = max(longest, queue)
        ordered = await orders.get()
        waited = loop.time() - ordered
        await asyncio.sleep(5)
    print(
        f"the longest queue: {longest}, "
        "the last order waited "
        f"{waited:.0f} s"
    )


async def main():
    await without_a_limit()
    await at_most_two()


asyncio.run(main())
