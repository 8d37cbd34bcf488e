import asyncio


class NoRoom(Exception):
    pass


async def main():
    await show("three handles", three_handles())
    await show("one set", one_set())


async def show(owner, trip):
    print(f"{owner}:")
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        await trip
    except NoRoom as error:
        print(f"back after {loop.time() - start:.0f} s: {error}")
    await asyncio.sleep(2)


async def three_handles():
    # `gather` makes the tasks. At the first exception it comes back, and leaves the others running.
    await asyncio.gather(book("flight", 1), book("hotel", 2), book("car", 3))


async def one_set():
    try:
        # The first exception cancels the other tasks; the block waits until they have ended.
        async with asyncio.TaskGroup() as tasks:
            for what, seconds in [("flight", 1), ("hotel", 2), ("car", 3)]:
                tasks.create_task(book(what, seconds))
    except ExceptionGroup as group:
        raise group.exceptions[0]


async def book(what, seconds):
    await asyncio.sleep(seconds)
    if what == "hotel":
        raise NoRoom("no room")
    print(f"{what} booked")


asyncio.run(main())
