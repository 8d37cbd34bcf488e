import asyncio
from asyncio import FIRST_COMPLETED, create_task


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    oslo = create_task(download("Oslo", 3))
    lima = create_task(download("Lima", 1))
    done, pending = await asyncio.wait(
        [oslo, lima],
        return_when=FIRST_COMPLETED,
    )
    # `wait` stops nobody.
    for task in pending:
        task.cancel()
    await asyncio.wait(pending)
    map = done.pop().result()
    seconds = round(loop.time() - start)
    print(f"{map} after {seconds} s")


async def download(mirror, seconds):
    try:
        await asyncio.sleep(seconds)
        print(f"{mirror} has sent it")
        return f"the map from {mirror}"
    finally:
        print(f"the line to {mirror} is closed")


asyncio.run(main())
