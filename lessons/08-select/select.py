import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    oslo = asyncio.create_task(download("Oslo", 3))
    lima = asyncio.create_task(download("Lima", 1))
    done, pending = await asyncio.wait(
        [oslo, lima],
        return_when=asyncio.FIRST_COMPLETED,
    )
    # `wait` stops nobody.
    for task in pending:
        task.cancel()
    await asyncio.wait(pending)
    map = done.pop().result()
    print(f"{map} after {loop.time() - start:.0f} s")


async def download(mirror, seconds):
    try:
        await asyncio.sleep(seconds)
        print(f"{mirror} has sent it")
        return f"the map from {mirror}"
    finally:
        print(f"the line to {mirror} is closed")


asyncio.run(main())
