import asyncio
import time


async def main():
    await frozen()
    await smooth()


async def frozen():
    await asyncio.gather(
        heart("frozen"), in_place()
    )


async def smooth():
    await asyncio.gather(
        heart("smooth"), on_the_pool()
    )


async def heart(name):
    for beat in range(1, 6):
        print(f"{name}: beat {beat}")
        await asyncio.sleep(0.1)


async def in_place():
    total = checksum("film")
    print(f"checksum {total}")


async def on_the_pool():
    total = await asyncio.to_thread(
        checksum, "film"
    )
    print(f"checksum {total}")


def checksum(file):
    time.sleep(0.5)
    return sum(file.encode())


asyncio.run(main())
