import asyncio


async def cook(dish, seconds):
    print(f"the {dish} is on the stove")
    await asyncio.sleep(seconds)
    return f"hot {dish}"


async def lay(what, seconds):
    await asyncio.sleep(seconds)
    print(f"the {what} is laid")


async def without_a_task():
    soup = cook("soup", 3)
    await lay("table", 2)
    print(f"served: {await soup}")


async def with_a_task():
    soup = asyncio.create_task(cook("soup", 3))
    await lay("table", 2)
    print(f"served: {await soup}")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    await without_a_task()
    print(f"without a task: {loop.time() - start:.0f} s")

    start = loop.time()
    await with_a_task()
    print(f"with a task: {loop.time() - start:.0f} s")


asyncio.run(main())
