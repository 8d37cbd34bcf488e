import asyncio

PAGES = [
    *("slow/1", "slow/2", "slow/3", "slow/4"),
    *("quick/1", "quick/2"),
]


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    all, slow, quick = (asyncio.Semaphore(n) for n in (4, 2, 2))

    def host(page):
        return slow if page.startswith("slow") else quick

    async def a_place_first(page):
        async with all, host(page):
            await fetch(page, start)

    async def a_turn_first(page):
        async with host(page), all:
            await fetch(page, start)

    print("a place first")
    await asyncio.gather(*map(a_place_first, PAGES))

    print("a turn at the host first")
    start = loop.time()
    await asyncio.gather(*map(a_turn_first, PAGES))


async def fetch(page, start):
    slow = page.startswith("slow")
    await asyncio.sleep(1 if slow else 0.1)
    now = asyncio.get_running_loop().time() - start
    print(f"{round(now * 1000)} ms: {page}")


asyncio.run(main())
