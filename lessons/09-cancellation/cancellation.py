import asyncio


async def main():
    for what, seconds in [("rolls", 1), ("bread", 3)]:
        try:
            async with asyncio.timeout(2):
                await bake(what, seconds)
            print(f"the {what} are served")
        except TimeoutError:
            print(f"nobody waits for the {what}")


async def bake(what, seconds):
    print(f"{what}: oven on")
    try:
        # CancelledError is raised here.
        await asyncio.sleep(seconds)
        print(f"{what}: out of the oven")
    finally:
        print(f"{what}: oven off")


asyncio.run(main())
