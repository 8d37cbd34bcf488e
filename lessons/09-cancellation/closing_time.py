import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    visitors = [
        asyncio.create_task(visit(name, pictures))
        for name, pictures in [("Ada", 1), ("Ben", 7), ("Cleo", 9)]
    ]

    await asyncio.sleep(4)
    print("the bell rings")
    for visitor in visitors:
        visitor.cancel()
    for visitor in visitors:
        await visitor
    passed = loop.time() - start
    print(f"the door is locked after {passed:.0f} s")


async def visit(name, pictures):
    try:
        await look_at(pictures)
        print(f"{name} has seen it all")
    except asyncio.CancelledError:
        # Caught, and so over: from here
        # on, nothing is cancelled.
        print(f"{name} hears the bell")
    await asyncio.sleep(2)
    print(f"{name} is out")


async def look_at(pictures):
    await asyncio.sleep(pictures)


asyncio.run(main())
