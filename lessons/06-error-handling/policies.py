import asyncio
from asyncio import FIRST_EXCEPTION, create_task


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
        seconds = round(loop.time() - start)
        print(f"back after {seconds} s: {error}")
    await asyncio.sleep(2)


async def wait_for_all():
    results = await asyncio.gather(
        book("flight", 1),
        book("hotel", 2),
        book("car", 3),
        return_exceptions=True,
    )
    for result in results:
        if isinstance(result, Exception):
            raise result


async def stop_the_others():
    # No `gather` stops the others:
    # here it is done by hand.
    tasks = [
        create_task(book("flight", 1)),
        create_task(book("hotel", 2)),
        create_task(book("car", 3)),
    ]
    done, pending = await asyncio.wait(
        tasks,
        return_when=FIRST_EXCEPTION,
    )
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
