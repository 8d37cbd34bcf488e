import asyncio
import time


async def main():
    await frozen()
    await smooth()


async def frozen():
    await asyncio.gather(
        heartbeat("frozen"), in_place("film")
    )


async def smooth():
    await asyncio.gather(
        heartbeat("smooth"), on_the_pool("film")
    )


async def heartbeat(name):
    for beat in range(1, 6):
        print(f"{name}: beat {beat}")
        await asyncio.sleep(0.1)


async def in_place(file):
    print(f"checksum of the {file}: {checksum(file)}")


async def on_the_pool(file):
    total = await asyncio.to_thread(checksum, file)
    print(f"checksum of the {file}: {total}")


def checksum(file):
    time.sleep(0.5)
    return sum(file.encode())


asyncio.run(main())
