import asyncio


async def boat(name, legs, convoy):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for seconds in legs:
        await asyncio.sleep(seconds)
        print(f"{name} stops")
        # A number for each, from 0 to 2.
        if await convoy.wait() == 2:
            now = round(loop.time() - start)
            print(f"all go on at {now} s")


async def main():
    convoy = asyncio.Barrier(3)
    await asyncio.gather(
        boat("Ada", [1, 3], convoy),
        boat("Ben", [2, 1], convoy),
        boat("Cleo", [3, 2], convoy),
    )


asyncio.run(main())
