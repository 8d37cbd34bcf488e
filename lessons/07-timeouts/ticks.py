import asyncio


async def main():
    policies = "Burst", "Delay", "Skip"
    meters = [
        asyncio.create_task(read(policy))
        for policy in policies
    ]
    for meter in meters:
        print(await meter)


async def read(policy):
    # asyncio has no interval: this is one
    loop = asyncio.get_running_loop()
    period = 0.1
    start = due = loop.time()

    read_at = []
    for reading in range(6):
        wait = due - loop.time()
        await asyncio.sleep(wait)

        now = loop.time()
        late = now - due
        on_time = late < 0.005
        if on_time or policy == "Burst":
            base = due
        elif policy == "Delay":
            base = now
        else:
            base = now - late % period
        due = base + period

        since = now - start
        read_at.append(round(since * 1000))
        if reading == 1:
            await asyncio.sleep(0.35)
    return f"{policy}: read at {read_at} ms"


asyncio.run(main())
