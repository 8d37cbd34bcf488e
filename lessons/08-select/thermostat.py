import asyncio
from asyncio import FIRST_COMPLETED, create_task


async def main():
    commands = asyncio.Queue(8)
    heating = create_task(thermostat(commands))
    wishes = [(1.5, 20), (3.2, 19), (0.6, 18)]
    for seconds, degrees in wishes:
        await asyncio.sleep(seconds)
        await commands.put(degrees)
    # A queue does not know who may put.
    await commands.put(None)
    await heating


async def thermostat(commands):
    wanted = room = 17
    command = create_task(commands.get())
    tick = create_task(asyncio.sleep(0))
    while True:
        done, _ = await asyncio.wait(
            [command, tick],
            return_when=FIRST_COMPLETED,
        )
        if command in done:
            if command.result() is None:
                break
            wanted = command.result()
            command = create_task(commands.get())
        if tick in done:
            if room < wanted:
                room += 1
            print(f"{room} of {wanted} degrees")
            tick = create_task(asyncio.sleep(1))
    tick.cancel()
    print("switched off")


asyncio.run(main())
