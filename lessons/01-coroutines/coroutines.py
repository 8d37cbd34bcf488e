import asyncio


async def greet():
    print("Hello, asyncio!")


async def main():
    await greet()


asyncio.run(main())
