import asyncio


async def serve(reader, writer):
    words = await reader.read()
    writer.write(words)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(words, port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    print(f"Send: '{words}'")
    writer.write(words.encode())
    writer.write_eof()

    echo = await reader.read()
    print(f"Received: '{echo.decode()}'")

    print("Close the connection")
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await client("Hello World!", port)


asyncio.run(main())
