import asyncio


async def mechanic(name, bikes):
    while True:
        number, seconds = await bikes.get()
        await asyncio.sleep(seconds)
        print(f"{name} mended bike {number}")
        bikes.task_done()


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    bikes = asyncio.Queue(maxsize=2)
    mechanics = [
        asyncio.create_task(mechanic(name, bikes))
        for name in ("Ada", "Ben", "Cleo")
    ]

    for bike in enumerate((5, 2, 3, 2, 4, 2), 1):
        await bikes.put(bike)
    print(f"all bikes are in after {loop.time() - start:.0f} s")

    # As many `task_done` as `put`.
    await bikes.join()
    # The mechanics would wait for ever.
    for task in mechanics:
        task.cancel()
    print(f"all bikes are mended after {loop.time() - start:.0f} s")


asyncio.run(main())
