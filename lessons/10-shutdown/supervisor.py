import asyncio

SENSORS = {"wind": 1, "snow": 2}


async def main():
    stop = asyncio.Event()
    await asyncio.gather(count(stop), stop_after(3, stop))
    stop = asyncio.Event()
    await asyncio.gather(supervise(stop), stop_after(3, stop))


async def count(stop):
    sensors = [
        asyncio.create_task(sense(name, 1, stop))
        for name in SENSORS
    ]
    await asyncio.wait(sensors)
    print("two sensors have ended")


async def supervise(stop):
    sensors = {
        asyncio.create_task(sense(name, 1, stop)): name
        for name in SENSORS
    }
    while sensors:
        when = asyncio.FIRST_COMPLETED
        ended, _ = await asyncio.wait(sensors, return_when=when)
        for task in ended:
            name = sensors.pop(task)
            if not task.exception():
                print(f"{name} has ended")
            elif stop.is_set():
                print(f"{name} crashed as it stopped")
            else:
                print(f"{name} crashed, and starts again")
                sensors[asyncio.create_task(sense(name, 2, stop))] = name


async def sense(name, attempt, stop):
    if name == "wind" and attempt == 1:
        await asyncio.sleep(1)
        raise RuntimeError("the wind was too strong")
    await stop.wait()
    await asyncio.sleep(SENSORS[name])
    if name == "snow":
        raise RuntimeError("the disk is full")


async def stop_after(seconds, stop):
    await asyncio.sleep(seconds)
    stop.set()


asyncio.run(main())
