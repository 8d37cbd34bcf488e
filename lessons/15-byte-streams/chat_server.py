import asyncio


async def main():
    ada, ben = Guest(), Guest()
    ada.said.feed_data(b"Ada\nIs anybody there?\n")
    ben.said.feed_data(b"Ben\r\nI am.")
    ben.said.feed_eof()
    # The door is open for one second.
    await serve(ada, ben, seconds=1)

    print((await ada.told.read()).decode(), end="")


class Guest:
    def __init__(self):
        self.said = asyncio.StreamReader()
        self.told = asyncio.StreamReader()
        self.queue = asyncio.Queue(64)


async def serve(*guests, seconds):
    room = list(guests)
    async with asyncio.TaskGroup() as tasks:
        for guest in guests:
            tasks.create_task(tell(guest))
        hearing = [
            tasks.create_task(hear(guest, room))
            for guest in guests
        ]
        await asyncio.sleep(seconds)
        for task in hearing:
            task.cancel()
        for guest in room:
            await guest.queue.put(None)


async def hear(guest, room):
    name = (await guest.said.readline()).decode().rstrip()
    async for line in guest.said:
        line = f"{name}: {line.decode().rstrip()}\n"
        for other in room[:]:
            try:
                other.queue.put_nowait(line)
            except asyncio.QueueFull:
                room.remove(other)
        await asyncio.sleep(0)
    room.remove(guest)
    await guest.queue.put(None)


async def tell(guest):
    while (line := await guest.queue.get()) is not None:
        guest.told.feed_data(line.encode())
    guest.told.feed_eof()


asyncio.run(main())
