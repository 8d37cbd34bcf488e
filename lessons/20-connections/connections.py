import asyncio
import resource
import socket
import subprocess
import sys


async def main():
    clients = int((sys.argv[1:] or [1000])[0])
    if not sys.argv[2:]:
        await asyncio.to_thread(visit, clients)
    else:  # connections.py 1000 serve
        await serve(clients)


def visit(wanted):
    limit = resource.RLIMIT_NOFILE
    _, files = resource.getrlimit(limit)
    resource.setrlimit(limit, (files, files))
    clients = min(wanted, files - 24)
    server = subprocess.Popen(
        [sys.executable, __file__]
        + [str(clients), "serve"],
        stdout=subprocess.PIPE,
        text=True,
    )
    port = int(server.stdout.readline())
    answers = crowd(port, clients)
    print(server.stdout.read(), end="")
    had = f"{answers} clients of {wanted} had"
    print(had, "an answer")
    server.wait()


def crowd(port, clients):
    address = ("127.0.0.1", port)
    streams = [
        socket.create_connection(address)
        for _ in range(clients)
    ]
    return sum(
        stream.makefile().read() == "10:15"
        for stream in streams
    )


async def serve(clients):
    here = asyncio.Barrier(clients + 1)
    gone = asyncio.Barrier(clients + 1)

    # start_server makes it a task each.
    async def answer(_reader, writer):
        await here.wait()
        writer.write(b"10:15")
        writer.close()
        await writer.wait_closed()
        await gone.wait()

    server = await asyncio.start_server(
        answer, "127.0.0.1", 0, backlog=4096
    )
    _, port = server.sockets[0].getsockname()
    print(port, flush=True)
    await here.wait()
    open_ = f"{clients} connections were open"
    print(open_, "at once, each in a task")
    await gone.wait()


asyncio.run(main())
