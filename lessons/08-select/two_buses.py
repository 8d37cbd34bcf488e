import asyncio
from asyncio import FIRST_COMPLETED, create_task


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    aboard = await made_anew()
    waited = round(loop.time() - start)
    print(f"north: leaves after {waited} s with {aboard}")

    start = loop.time()
    aboard = await kept()
    waited = round(loop.time() - start)
    print(f"south: leaves after {waited} s with {aboard}")


async def made_anew():
    aboard = 0
    next = create_task(passenger(aboard))
    while True:
        leaves = create_task(departure("north"))
        done, _ = await asyncio.wait(
            [next, leaves],
            return_when=FIRST_COMPLETED,
        )
        if leaves in done:
            next.cancel()
            return aboard
        leaves.cancel()
        aboard += 1
        next = create_task(passenger(aboard))


async def kept():
    aboard = 0
    next = create_task(passenger(aboard))
    leaves = create_task(departure("south"))
    while True:
        done, _ = await asyncio.wait(
            [next, leaves],
            return_when=FIRST_COMPLETED,
        )
        if leaves in done:
            next.cancel()
            return aboard
        aboard += 1
        next = create_task(passenger(aboard))


async def passenger(aboard):
    # After the fifth, nobody comes any more.
    await asyncio.sleep(0.4 if aboard < 5 else 3600)


async def departure(bus):
    await asyncio.sleep(1)


asyncio.run(main())
