import asyncio


async def mechanic(name, bikes):
    while True:
        bike, seconds = await bikes.get()
        await asyncio.sleep(seconds)
        print(f"{name} mended bike {bike}")
        bikes.task_done()


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    bikes = asyncio.Queue(2)
    mechanics = [
        asyncio.create_task(mechanic(n, bikes))
        for n in ("Ada", "Ben", "Cleo")
    ]

    all_seconds = [5, 2, 3, 2, 4, 2]
    for bike in enumerate(all_seconds, 1):
        await bikes.put(bike)
    t = loop.time() - start
    print(f"all bikes are in after {t:.0f} s")

    # One `task_done` for each `put`.
    await bikes.join()
    # They would wait for the next bike.
    for task in mechanics:
        task.cancel()
    t = loop.time() - start
    print(f"all bikes are mended after {t:.0f} s")


asyncio.run(main())
