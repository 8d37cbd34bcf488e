import asyncio


async def main():
    waited, refused = await asyncio.gather(
        rush("wait"), rush("shed")
    )
    print(waited)
    print(refused)


async def rush(policy):
    start = asyncio.get_running_loop().time()
    place = asyncio.Semaphore(1)
    ends = await asyncio.gather(*(
        client(number, policy, place)
        for number in range(5)
    ))
    await place.acquire()
    now = asyncio.get_running_loop().time()
    return (
        f"{policy}:"
        f" {ends.count('answered')} answered,"
        f" {ends.count('refused')} refused,"
        f" {ends.count('gone')} gone;"
        f" idle after {now - start:.1f} s"
    )


async def client(number, policy, place):
    await asyncio.sleep(number)
    answer = wait if policy == "wait" else shed
    task = asyncio.create_task(
        answer(number, place)
    )
    # wait_for would cancel the task.
    await asyncio.wait([task], timeout=3)
    return task.result() if task.done() else "gone"


async def wait(number, place):
    async with place:
        await asyncio.sleep(1.8)
        return "answered"


async def shed(number, place):
    if place.locked():
        return "refused"
    async with place:
        await asyncio.sleep(1.8)
        return "answered"


asyncio.run(main())
