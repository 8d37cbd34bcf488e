import asyncio


class Harbour:
    def __init__(self, berths):
        self.berths = asyncio.Semaphore(berths)
        self.ships = 0


SHIPS = [
    ("Ada", 4), ("Ben", 1),
    ("Cleo", 2), ("Dora", 3),
]


async def careless(ship, seconds, harbour):
    async with harbour.berths:
        pass
    await unload(ship, seconds, harbour)


async def careful(ship, seconds, harbour):
    async with harbour.berths:
        await unload(ship, seconds, harbour)


async def unload(ship, seconds, harbour):
    harbour.ships += 1
    await asyncio.sleep(seconds)
    print(f"{ship} leaves, one of {harbour.ships}")
    harbour.ships -= 1


async def main():
    harbour = Harbour(berths=2)
    async with asyncio.TaskGroup() as ships:
        for name, seconds in SHIPS:
            ships.create_task(
                careless(name, seconds, harbour)
            )

    print("once more, with a name for the permit")
    async with asyncio.TaskGroup() as ships:
        for name, seconds in SHIPS:
            ships.create_task(
                careful(name, seconds, harbour)
            )


asyncio.run(main())
