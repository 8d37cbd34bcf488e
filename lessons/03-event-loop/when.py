import asyncio


async def bake(dish, seconds):
    try:
        print(f"{dish}: oven on")
        await asyncio.sleep(seconds)
        print(f"{dish}: done")
    finally:
        print(f"{dish}: oven off")


async def watch_the_clock(seconds):
    await asyncio.sleep(seconds)


with asyncio.Runner() as runner:
    loop = runner.get_loop()
    bread = loop.create_task(bake("bread", 3))
    stew = loop.create_task(bake("stew", 60))
    print("both are ordered")

    runner.run(watch_the_clock(2))
    print("a break after 2 s")

    runner.run(watch_the_clock(2))
    print("closing time after 4 s")
    # The end of `with` cancels the stew.
print("closed")
