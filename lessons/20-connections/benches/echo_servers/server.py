"""An echo server of asyncio's, or tasks that only sleep: `server.py asyncio`, `server.py uvloop`, `server.py sleepers 100000`."""

import asyncio
import sys


async def echo(reader, writer):
    try:
        while True:
            writer.write(await reader.readexactly(32))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def serve():
    server = await asyncio.start_server(echo, "127.0.0.1", 0, backlog=4096)
    host, port = server.sockets[0].getsockname()
    print(f"{host}:{port}", flush=True)
    await server.serve_forever()


async def sleep(number):
    print("127.0.0.1:0", flush=True)
    sys.stdin.readline()
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(number)]
    await asyncio.sleep(2)
    print("asleep", flush=True)
    await asyncio.gather(*tasks)


match sys.argv[1:]:
    case ["sleepers", number]:
        asyncio.run(sleep(int(number)))
    case ["uvloop"]:
        import uvloop

        uvloop.run(serve())
    case _:
        asyncio.run(serve())
