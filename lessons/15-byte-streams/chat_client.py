import asyncio


async def main():
    typed = asyncio.Queue()
    near, far = asyncio.StreamReader(), asyncio.StreamReader()
    await asyncio.gather(
        talk(near, far, typed), hands(typed), echo(far, near)
    )


async def talk(reader, writer, typed):
    async def send():
        while (line := await typed.get()) is not None:
            writer.feed_data(f"{line}\n".encode())
        writer.feed_eof()

    async def show():
        async for line in reader:
            print(line.decode().rstrip())

    await asyncio.gather(send(), show())


async def hands(typed):
    for line in ["Ada", "Is anybody there?"]:
        typed.put_nowait(line)
        await asyncio.sleep(1)
    typed.put_nowait(None)


async def echo(reader, writer):
    while piece := await reader.read(64):
        writer.feed_data(piece)
    writer.feed_eof()


asyncio.run(main())
