import asyncio
import time


async def main():
    await greedy()
    await polite()


async def greedy():
    await asyncio.gather(
        heartbeat("greedy"), index(False)
    )


async def polite():
    await asyncio.gather(
        heartbeat("polite"), index(True)
    )


async def heartbeat(name):
    print(f"{name}: beat 1")
    await asyncio.sleep(0.02)
    print(f"{name}: beat 2")


async def index(gives_way):
    for page in range(1, 6):
        await read(page)
        compute(15)
        if gives_way:
            await asyncio.sleep(0)
    print("5 pages are indexed")


async def read(page):
    compute(15)


def compute(ms):
    time.sleep(ms / 1000)


asyncio.run(main())
