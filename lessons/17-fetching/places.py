import asyncio

PAGES = [
    ("slow/1", 1000),
    ("slow/2", 1200),
    ("slow/3", 1000),
    ("slow/4", 1200),
    ("quick/1", 100),
    ("quick/2", 120),
]


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    all, slow, quick = (asyncio.Semaphore(n) for n in (4, 2, 2))

    def host(page):
        return slow if page.startswith("slow") else quick

    async def a_place_first(page, ms):
        async with all, host(page):
            await fetch(page, ms, start)

    async def a_turn_first(page, ms):
        async with host(page), all:
            await fetch(page, ms, start)

    print("a place first")
    await asyncio.gather(
        *[a_place_first(*page) for page in PAGES]
    )

    print("a turn at the host first")
    start = loop.time()
    await asyncio.gather(
        *[a_turn_first(*page) for page in PAGES]
    )


async def fetch(page, ms, start):
    await asyncio.sleep(ms / 1000)
    now = asyncio.get_running_loop().time() - start
    print(f"{round(now * 1000)} ms: {page}")


asyncio.run(main())
