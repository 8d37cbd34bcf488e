import asyncio


class NoRoom(Exception):
    pass


async def main():
    await show("wait for all", wait_for_all())
    await show("stop the others", stop_the_others())


async def show(policy, trip):
    print(f"{policy}:")
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        await trip
    except NoRoom as error:
        print(f"back after {loop.time() - start:.0f} s: {error}")
    await asyncio.sleep(2)


async def wait_for_all():
    results = await asyncio.gather(book("flight", 1), book("hotel", 2), book("car", 3), return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def stop_the_others():
    # There is no `gather` that stops the others: this is the list of tasks, and the stopping, by hand.
    tasks = [asyncio.create_task(book(*order)) for order in (("flight", 1), ("hotel", 2), ("car", 3))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in pending:
        task.cancel()
    for task in done:
        task.result()


async def book(what, seconds):
    await asyncio.sleep(seconds)
    if what == "hotel":
        raise NoRoom("no room")
    print(f"{what} booked")


asyncio.run(main())
