import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        async with asyncio.timeout(1):
            place = await eternity()
            print(f"your place: {place}")
    except TimeoutError:
        print("timeout!")
    seconds = round(loop.time() - start)
    print(f"hung up after {seconds} s")


async def eternity():
    print("please hold the line")
    await asyncio.sleep(3600)
    print("yay!")
    return 1


asyncio.run(main())
