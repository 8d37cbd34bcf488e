import asyncio


async def main():
    meters = [
        asyncio.create_task(read(behaviour))
        for behaviour in ("Burst", "Delay", "Skip")
    ]
    for meter in meters:
        print(await meter)


async def read(behaviour):
    # asyncio has no interval: this is one.
    loop = asyncio.get_running_loop()
    period = 0.1
    start = due = loop.time()

    read_at = []
    for reading in range(6):
        await asyncio.sleep(due - loop.time())
        now = loop.time()
        late = now - due
        if late < 0.005 or behaviour == "Burst":
            due += period
        elif behaviour == "Delay":
            due = now + period
        else:
            due = now + period - late % period
        read_at.append(round((now - start) * 1000))
        if reading == 1:
            await asyncio.sleep(0.35)
    return f"{behaviour}: read at {read_at} ms"


asyncio.run(main())
