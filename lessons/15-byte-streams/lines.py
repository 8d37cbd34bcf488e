import asyncio
import json


async def write(pipe, seconds):
    for piece in ["calm\nra", "in\nst", "orm"]:
        print(f"{seconds()} s: wrote {json.dumps(piece)}")
        pipe.feed_data(piece.encode())
        await asyncio.sleep(1)
    pipe.feed_eof()


async def read(pipe, seconds):
    async for line in pipe:
        print(f"{seconds()} s: read {json.dumps(line.decode().rstrip())}")
    print(f"{seconds()} s: end of file")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    pipe = asyncio.StreamReader()

    def seconds():
        return round(loop.time() - start)

    await asyncio.gather(write(pipe, seconds), read(pipe, seconds))


asyncio.run(main())
