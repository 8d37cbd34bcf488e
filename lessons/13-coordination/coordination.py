import asyncio


async def keeper(is_open):
    for seconds, opens in [
        (1, True),
        (4, False),
        (2, True),
    ]:
        await asyncio.sleep(seconds)
        if opens:
            print("the bridge opens")
            is_open.set()
        else:
            print("the bridge closes")
            is_open.clear()


async def boat(
    name, comes, takes, is_open
):
    await asyncio.sleep(comes)
    await is_open.wait()
    await asyncio.sleep(takes)
    print(f"{name} is through")


async def main():
    is_open = asyncio.Event()
    await asyncio.gather(
        boat("Ada", 0, 1, is_open),
        boat("Ben", 0, 2, is_open),
        boat("Cleo", 3, 1, is_open),
        boat("Dora", 6, 1, is_open),
        keeper(is_open),
    )


asyncio.run(main())
