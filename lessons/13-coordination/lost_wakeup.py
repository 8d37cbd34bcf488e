import asyncio


class Bridge:
    def __init__(self):
        self.is_open = False
        self.bell = asyncio.Condition()


async def looks_then_listens(boat, bridge):
    while not bridge.is_open:
        await take_in_sails(boat)
        async with bridge.bell:
            await bridge.bell.wait()
    print(f"{boat} goes through")


async def listens_then_looks(boat, bridge):
    # From the look until `wait` the boat
    # holds the lock of the bell.
    async with bridge.bell:
        while not bridge.is_open:
            await take_in_sails(boat)
            await bridge.bell.wait()
    print(f"{boat} goes through")


async def take_in_sails(boat):
    await asyncio.sleep(2)


async def keeper(bridge):
    await asyncio.sleep(1)
    async with bridge.bell:
        bridge.is_open = True
        print("the bell rings")
        bridge.bell.notify_all()


async def main():
    bridge = Bridge()
    try:
        async with asyncio.timeout(5):
            await asyncio.gather(
                looks_then_listens("Ada", bridge),
                keeper(bridge),
            )
    except TimeoutError:
        print("Ada has waited in vain")

    bridge = Bridge()
    await asyncio.gather(
        listens_then_looks("Ben", bridge),
        keeper(bridge),
    )


asyncio.run(main())
