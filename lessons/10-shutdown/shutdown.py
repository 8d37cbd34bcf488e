import asyncio

GRACE = 0.5


async def main():
    signal = asyncio.Event()
    await asyncio.gather(serve(signal), press_ctrl_c(signal))
    print("bye")


async def serve(signal):
    uploads = set()
    stop = asyncio.create_task(signal.wait())
    for file, ms in [("photo", 300), ("song", 400), ("film", 3_600_000)]:
        client = asyncio.create_task(next_client())
        await asyncio.wait([client, stop], return_when=asyncio.FIRST_COMPLETED)
        if stop.done():
            client.cancel()
            break
        task = asyncio.create_task(upload(file, ms))
        uploads.add(task)
        task.add_done_callback(uploads.discard)
    await stop
    print(f"stop accepting: {len(uploads)} draining")

    # Unlike `wait_for`, `wait` stops nothing when its time is over.
    _, late = await asyncio.wait(uploads, timeout=GRACE)
    if late:
        print(f"{len(late)} aborted after 500 ms")
        for task in late:
            task.cancel()
        await asyncio.wait(late)


async def next_client():
    await asyncio.sleep(0.2)


async def upload(file, ms):
    await asyncio.sleep(ms / 1000)
    print(f"{file} uploaded")


async def press_ctrl_c(signal):
    await asyncio.sleep(0.7)
    print("signal")
    signal.set()


asyncio.run(main())
