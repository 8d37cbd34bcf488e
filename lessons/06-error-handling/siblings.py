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
        seconds = round(loop.time() - start)
        print(f"back after {seconds} s: {error}")
    await asyncio.sleep(2)


async def three_handles():
    # `gather` makes the tasks. At the first
    # exception it comes back, and leaves
    # the others running.
    await asyncio.gather(
        book("flight", 1),
        book("hotel", 2),
        book("car", 3),
    )


async def one_set():
    try:
        # The first exception cancels the
        # others; the block waits until
        # they have ended.
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(book("flight", 1))
            tasks.create_task(book("hotel", 2))
            tasks.create_task(book("car", 3))
    except ExceptionGroup as group:
        raise group.exceptions[0]


async def book(what, seconds):
    await asyncio.sleep(seconds)
    if what == "hotel":
        raise NoRoom("no room")
    print(f"{what} booked")


asyncio.run(main())
