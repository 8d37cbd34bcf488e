import asyncio


async def task():
    print("Task started")
    await asyncio.sleep(1)
    print("Task completed")


async def both():
    await asyncio.gather(task(), task())


loop = asyncio.new_event_loop()
loop.run_until_complete(both())
loop.close()
