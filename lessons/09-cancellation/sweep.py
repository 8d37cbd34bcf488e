import asyncio


async def main():
    pipes = [asyncio.StreamReader() for _ in range(4)]
    *readers, _ = await asyncio.gather(
        *(drop_at(*each) for each in enumerate(pipes, 1)),
        send(pipes),
    )
    for wait, numbers in enumerate(readers, 1):
        print(f"dropped at wait {wait}: {numbers}")


async def drop_at(wait, pipe):
    try:
        async with asyncio.timeout(wait * 0.1 - 0.05):
            await read_u32(pipe)
    except TimeoutError:
        pass

    numbers = []
    while (number := await read_u32(pipe)) is not None:
        numbers.append(number)
    return numbers


# Not `readexactly`, which takes nothing
# before all four bytes have come.
async def read_u32(pipe):
    begun = b""
    while len(begun) < 4:
        byte = await pipe.read(1)
        if not byte:
            return None
        begun += byte
    return int.from_bytes(begun)


async def send(pipes):
    for number in [1, 2, 3]:
        for byte in number.to_bytes(4):
            await asyncio.sleep(0.1)
            for pipe in pipes:
                pipe.feed_data(bytes([byte]))
    for pipe in pipes:
        pipe.feed_eof()


asyncio.run(main())
