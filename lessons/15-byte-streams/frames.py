import asyncio
import json


class Pipe(asyncio.StreamReader):
    """Shows each piece that comes."""

    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def feed_data(self, piece):
        print(f"{self.seconds()} s: {list(piece)}")
        super().feed_data(piece)

    def feed_eof(self):
        print(f"{self.seconds()} s: []")
        super().feed_eof()


PIECES = [
    b"\0\0",
    b"\0\x04wi",
    b"nd\0\0\0\x05storm\0\0",
]


async def write(pipe):
    for piece in PIECES:
        pipe.feed_data(piece)
        await asyncio.sleep(1)
    pipe.feed_eof()


async def read(pipe, seconds):
    try:
        while True:
            length = await pipe.readexactly(4)
            length = int.from_bytes(length, "big")
            frame = await pipe.readexactly(length)
            text = json.dumps(frame.decode())
            print(f"{seconds()} s: frame {text}")
    except asyncio.IncompleteReadError as end:
        where = "the end"
        if end.partial:
            where += ", in the middle of a frame"
        print(f"{seconds()} s: {where}")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()

    def seconds():
        return round(loop.time() - start)

    pipe = Pipe(seconds)
    await asyncio.gather(write(pipe), read(pipe, seconds))


asyncio.run(main())
