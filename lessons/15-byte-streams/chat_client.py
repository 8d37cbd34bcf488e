import asyncio


async def main():
    typed = asyncio.Queue()
    near = asyncio.StreamReader()
    far = asyncio.StreamReader()
    await asyncio.gather(
        talk(near, far, typed),
        hands(typed),
        echo(far, near),
    )


async def talk(reader, writer, typed):
    await asyncio.gather(
        send(writer, typed), show(reader)
    )


async def send(writer, typed):
    while line := await typed.get():
        writer.feed_data(line.encode())
    writer.feed_eof()


async def show(reader):
    async for line in reader:
        print(line.decode().rstrip())


async def hands(typed):
    for line in ["Ada", "Is anybody there?"]:
        typed.put_nowait(f"{line}\n")
        await asyncio.sleep(1)
    typed.put_nowait(None)


async def echo(reader, writer):
    while piece := await reader.read(64):
        writer.feed_data(piece)
    writer.feed_eof()


asyncio.run(main())
