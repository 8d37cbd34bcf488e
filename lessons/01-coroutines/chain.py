import asyncio


async def add(a, b):
    await asyncio.sleep(1)
    return a + b


async def report(a, b):
    total = await add(a, b)
    return f"{a} + {b} = {total}"


async def main():
    line = await report(1, 2)
    print(line)


asyncio.run(main())
