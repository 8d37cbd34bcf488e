import asyncio


async def greet(name):
    print("Hello")
    await asyncio.sleep(1)
    print(name)


async def main():
    await greet("World")


asyncio.run(main())
