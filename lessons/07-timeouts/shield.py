import asyncio


async def main():
    try:
        async with asyncio.timeout(2):
            await print_poster("red")
    except TimeoutError:
        print("red: the caller gave up")

    blue = asyncio.create_task(print_poster("blue"))
    try:
        # Not `blue` itself: the timeout would cancel the task.
        async with asyncio.timeout(2):
            await asyncio.shield(blue)
    except TimeoutError:
        print("blue: the caller gave up")
    await blue
    print("blue: fetched")


async def print_poster(poster):
    await asyncio.sleep(5)
    print(f"{poster}: printed")


asyncio.run(main())
