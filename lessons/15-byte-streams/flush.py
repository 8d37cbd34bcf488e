import asyncio
import io
import json


class Pipe(io.RawIOBase):
    """What asyncio does not have: a writer that `io.BufferedWriter` can stand before."""

    def __init__(self, reader):
        self.reader = reader

    def writable(self):
        return True

    def write(self, data):
        self.reader.feed_data(bytes(data))
        return len(data)

    def close(self):
        super().close()
        self.reader.feed_eof()


async def write(pipe, seconds):
    with io.BufferedWriter(pipe) as pipe:
        for line in ["rain\n", "storm\n"]:
            pipe.write(line.encode())
            print(f"{seconds()} s: wrote {json.dumps(line)}")
            await asyncio.sleep(1)
        print(f"{seconds()} s: flush")
        pipe.flush()

        await asyncio.sleep(1)


async def read(reader, seconds):
    while True:
        piece = await reader.read(64)
        print(f"{seconds()} s: read {len(piece)} bytes")
        if not piece:
            return


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    reader = asyncio.StreamReader()

    def seconds():
        return round(loop.time() - start)

    await asyncio.gather(write(Pipe(reader), seconds), read(reader, seconds))


asyncio.run(main())
