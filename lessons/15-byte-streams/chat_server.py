import asyncio


async def main():
    ada, ben = Guest(), Guest()
    ada.said.feed_data(b"Ada\n")
    ada.said.feed_data(b"Is anybody ")
    ada.said.feed_data(b"there?\n")
    ben.said.feed_data(b"Ben\r\nI am.")
    ben.said.feed_eof()
    # The door is open for one second.
    await serve(ada, ben, seconds=1)

    read = await ada.told.read()
    print(read.decode(), end="")


class Guest:
    def __init__(self):
        self.said = asyncio.StreamReader()
        self.told = asyncio.StreamReader()
        self.queue = asyncio.Queue(64)


async def serve(*guests, seconds):
    room = list(guests)
    telling, hearing = [], []
    for guest in guests:
        tell_him = tell(guest)
        hear_him = hear(guest, room)
        telling.append(task(tell_him))
        hearing.append(task(hear_him))
    await asyncio.sleep(seconds)
    for one in hearing:
        one.cancel()
    for guest in room:
        await guest.queue.put(None)
    await asyncio.gather(*telling)


def task(coroutine):
    return asyncio.create_task(coroutine)


async def hear(guest, room):
    name = await guest.said.readline()
    async for line in guest.said:
        line = b"%s: %s\n" % (
            name.strip(), line.strip()
        )
        for other in room[:]:
            try:
                queue = other.queue
                queue.put_nowait(line)
            except asyncio.QueueFull:
                room.remove(other)
        await asyncio.sleep(0)
    room.remove(guest)
    await guest.queue.put(None)


async def tell(guest):
    while line := await guest.queue.get():
        guest.told.feed_data(line)
    guest.told.feed_eof()


asyncio.run(main())
