import asyncio


async def main():
    try:
        async with asyncio.timeout(2):
            await draw("red")
    except TimeoutError:
        print("red: the caller gave up")

    blue = asyncio.create_task(draw("blue"))
    try:
        # Without `shield`, the timeout
        # would cancel the task.
        async with asyncio.timeout(2):
            await asyncio.shield(blue)
    except TimeoutError:
        print("blue: the caller gave up")
    await blue
    print("blue: fetched")


async def draw(poster):
    await asyncio.sleep(5)
    print(f"{poster}: drawn")


asyncio.run(main())
