import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(1):
            place = await eternity()
            print(f"place {place} in the queue")
    except TimeoutError:
        print("timeout!")
    print(f"hung up after {loop.time() - start:.0f} s")


async def eternity():
    print("please hold the line")
    await asyncio.sleep(3600)
    print("yay!")
    return 1


asyncio.run(main())
