import asyncio


async def paint(name, seconds):
    print(f"{name} begins")
    await asyncio.sleep(seconds)
    print(f"{name} is done")
    return f"the door of {name}"


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    contracts = [
        asyncio.create_task(paint(name, seconds))
        for name, seconds in [("Ada", 3), ("Ben", 1), ("Cleo", 2)]
    ]
    print("three painters are hired")

    for contract in contracts:
        door = await contract
        print(f"paid for {door} after {loop.time() - start:.0f} s")


asyncio.run(main())
