import asyncio


class Port:
    def __init__(self):
        self.berths = asyncio.Semaphore(2)
        self.ships = 0


SHIPS = [
    ("Ada", 4), ("Ben", 1),
    ("Cleo", 2), ("Dora", 3),
]


async def careless(ship, seconds, port):
    async with port.berths:
        pass
    await unload(ship, seconds, port)


async def careful(ship, seconds, port):
    async with port.berths:
        await unload(ship, seconds, port)


async def unload(ship, seconds, port):
    port.ships += 1
    await asyncio.sleep(seconds)
    ships = port.ships
    print(f"{ship} leaves, one of {ships}")
    port.ships -= 1


async def main():
    port = Port()
    await asyncio.gather(*(
        careless(name, seconds, port)
        for name, seconds in SHIPS
    ))
    print("now each keeps its permit")
    await asyncio.gather(*(
        careful(name, seconds, port)
        for name, seconds in SHIPS
    ))


asyncio.run(main())
