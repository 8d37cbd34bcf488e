import asyncio

FILES = {
    "photo": 0.3,
    "song": 0.4,
    "film": 3600,
    "book": 0.1,
}
GRACE = 0.5


async def main():
    signal = asyncio.Event()
    await asyncio.gather(
        serve(signal), press_ctrl_c(signal)
    )
    print("bye")


async def serve(signal):
    uploads = set()
    stop = asyncio.create_task(signal.wait())
    for file, seconds in FILES.items():
        client = asyncio.create_task(next_client())
        await asyncio.wait(
            [client, stop], return_when="FIRST_COMPLETED"
        )
        if stop.done():
            client.cancel()
            break
        task = asyncio.create_task(upload(file, seconds))
        uploads.add(task)
        task.add_done_callback(uploads.discard)
    print(f"stop accepting: {len(uploads)} draining")

    # It waits no longer, and stops nothing.
    _, late = await asyncio.wait(uploads, timeout=GRACE)
    if late:
        print(f"{len(late)} aborted after 500 ms")
        for task in late:
            task.cancel()
        await asyncio.wait(late)


async def next_client():
    await asyncio.sleep(0.2)


async def upload(file, seconds):
    await asyncio.sleep(seconds)
    print(f"{file} uploaded")


async def press_ctrl_c(signal):
    await asyncio.sleep(0.7)
    print("signal")
    signal.set()


asyncio.run(main())
