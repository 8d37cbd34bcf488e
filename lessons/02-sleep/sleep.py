import asyncio


async def delayed_greet():
    await asyncio.sleep(2)
    print("Hello, asyncio!")


async def main():
    await delayed_greet()


asyncio.run(main())
