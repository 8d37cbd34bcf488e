import asyncio


async def buy(name, apples, desk):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    await desk.put((apples, answer))
    enough, left = await answer
    what = f"{apples} apples, {left} are left"
    if not enough:
        what = f"none, only {left} are left"
    print(f"{name} has {what}")


async def clerk(apples, orders):
    while order := await orders.get():
        wanted, answer = order
        await asyncio.sleep(1)
        enough = wanted <= apples
        if enough:
            apples -= wanted
        # Whoever asked may have gone.
        if not answer.done():
            answer.set_result((enough, apples))
    print(
        "the clerk goes home, "
        f"{apples} apples are left"
    )


async def main():
    desk = asyncio.Queue(2)
    task = asyncio.create_task(clerk(5, desk))

    await asyncio.gather(
        buy("Ada", 3, desk),
        buy("Ben", 3, desk),
    )

    await desk.put(None)
    await task


asyncio.run(main())
