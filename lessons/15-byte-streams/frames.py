import asyncio
import json

PIECES = [
    b"\0\0",
    b"\0\x04wi",
    b"nd\0\0\0\x05storm\0\0",
]


class Pipe(asyncio.StreamReader):
    def feed_data(self, piece):
        say(list(piece))
        super().feed_data(piece)

    def feed_eof(self):
        say([])
        super().feed_eof()


async def write(pipe):
    for piece in PIECES:
        pipe.feed_data(piece)
        await asyncio.sleep(1)
    pipe.feed_eof()


async def frame(pipe):
    length = await pipe.readexactly(4)
    length = int.from_bytes(length, "big")
    text = await pipe.readexactly(length)
    return text.decode()


async def read(pipe):
    try:
        while True:
            text = await frame(pipe)
            say("frame " + json.dumps(text))
    except asyncio.IncompleteReadError:
        say(
            "the end, in the middle of "
            "a frame"
        )


def say(what):
    loop = asyncio.get_running_loop()
    seconds = round(loop.time() - start)
    print(f"{seconds} s: {what}")


async def main():
    global start
    loop = asyncio.get_running_loop()
    start = loop.time()
    pipe = Pipe()
    await asyncio.gather(
        write(pipe), read(pipe)
    )


asyncio.run(main())
