import asyncio


async def worker(name, seconds):
    print(f"{name} started")
    await asyncio.sleep(seconds)
    print(f"{name} finished")


async def main():
    await asyncio.gather(
        worker("Task 1", 5),
        worker("Task 2", 3),
        worker("Task 3", 1),
    )


asyncio.run(main())
