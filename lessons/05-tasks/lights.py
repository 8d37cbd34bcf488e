import asyncio


async def watch(room, seconds):
    try:
        print(f"{room}: light on")
        await asyncio.sleep(seconds)
        print(f"{room}: nothing to see")
    finally:
        print(f"{room}: light out")


async def main():
    attic = asyncio.create_task(watch("attic", 2))
    cellar = asyncio.create_task(watch("cellar", 3600))
    await asyncio.sleep(1)

    # The loop keeps no strong reference. The timer that will wake it does.
    del attic
    print("attic: handle dropped")

    cellar.cancel()
    print("cellar: asked to stop")
    try:
        await cellar
    except asyncio.CancelledError:
        print(f"cellar: stopped, cancelled = {str(cellar.cancelled()).lower()}")

    await asyncio.sleep(2)


asyncio.run(main())
