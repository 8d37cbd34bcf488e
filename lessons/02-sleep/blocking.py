import asyncio
import time


async def heartbeat():
    for beat in range(1, 5):
        print(f"beat {beat}")
        await asyncio.sleep(0.1)


async def report():
    print("report begun")
    time.sleep(0.35)
    print("report ready")


async def main():
    await asyncio.gather(heartbeat(), report())


asyncio.run(main())
