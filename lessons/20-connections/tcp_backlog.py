import asyncio
import select
import socket
from time import monotonic

CLIENTS = 150
BUSY = 0.5


async def main():
    # asyncio.start_server would ask for 100.
    bind, listen = await asyncio.gather(
        rush("bind", 128), rush("listen", 1024)
    )
    print(f"TcpListener::bind: {bind}")
    print(f"TcpSocket::listen(1024): {listen}")


async def rush(_name, backlog):
    listener = socket.create_server(
        ("127.0.0.1", 0), backlog=backlog
    )
    start = monotonic()
    clients = await asyncio.to_thread(
        connect, listener.getsockname()
    )
    await asyncio.sleep(BUSY)
    # Who can write is connected.
    _, at_once, _ = select.select([], clients, [], 0)
    longest = 0
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    for _ in range(CLIENTS):
        await loop.sock_accept(listener)
    if len(at_once) < CLIENTS:
        longest = int(monotonic() - start)
    return (
        f"{len(at_once)} of {CLIENTS} connected at "
        f"once, the last after {longest} s"
    )


def connect(address):
    clients = []
    for _ in range(CLIENTS):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(address)
        clients.append(client)
    return clients


asyncio.run(main())
