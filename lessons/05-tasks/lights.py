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

    # The loop has only weak references to tasks. This one lives because a timer refers to it.
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
