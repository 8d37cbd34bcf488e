import asyncio


async def answer():
    print("3 body runs")
    await asyncio.sleep(2)
    return 42


async def main():
    coming = answer()
    print("1 made the future")

    await asyncio.sleep(1)

    print("2 awaiting")
    number = await coming
    print(f"4 got {number}")


asyncio.run(main())
