import asyncio


async def main():
    await report(
        "three limits", three_limits()
    )
    await report(
        "one deadline", one_deadline()
    )


async def report(name, steps):
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        await steps
        end = "on the platform"
    except TimeoutError:
        end = "turned back"
    seconds = round(loop.time() - start)
    print(f"{name}: {end} after {seconds} s")


async def three_limits():
    async with asyncio.timeout(3):
        await buy_a_ticket()
    async with asyncio.timeout(3):
        await drink_a_coffee()
    async with asyncio.timeout(3):
        await find_the_platform()


async def one_deadline():
    loop = asyncio.get_running_loop()
    train = loop.time() + 5
    async with asyncio.timeout_at(train):
        await buy_a_ticket()
        await drink_a_coffee()
        await find_the_platform()


async def buy_a_ticket():
    await asyncio.sleep(2)


async def drink_a_coffee():
    await asyncio.sleep(2)


async def find_the_platform():
    await asyncio.sleep(2)


asyncio.run(main())
