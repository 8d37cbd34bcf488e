import asyncio


class Plan:
    def __init__(self, part):
        self.part = part
        self.lock = asyncio.Lock()
        self.free = 10


async def ask_the_guest():
    await asyncio.sleep(1)


async def old_plan_first(clerk, old, new):
    async with old.lock:
        print(f"{clerk} holds the {old.part}")
        await ask_the_guest()
        async with new.lock:
            old.free += 1
            new.free -= 1
            print(f"{clerk} has moved a guest to the {new.part}")


async def in_order(clerk, stalls, circle, up):
    async with stalls.lock:
        print(f"{clerk} holds the {stalls.part}")
        await ask_the_guest()
        async with circle.lock:
            stalls.free += up
            circle.free -= up
            print(f"{clerk} has moved a guest")


async def main():
    stalls, circle = Plan("stalls"), Plan("circle")
    try:
        # It cancels both, and `async with`
        # gives their locks back.
        async with asyncio.timeout(5):
            await asyncio.gather(
                old_plan_first("Ada", stalls, circle),
                old_plan_first("Ben", circle, stalls),
            )
    except TimeoutError:
        print("no guest has moved in 5 s")

    await asyncio.gather(
        in_order("Ada", stalls, circle, 1),
        in_order("Ben", stalls, circle, -1),
    )


asyncio.run(main())
