import asyncio
import resource
import socket
import sys
from asyncio.subprocess import PIPE


async def main():
    clients = int((sys.argv[1:] or [1000])[0])
    if not sys.argv[2:]:
        await visit(clients)
    else:  # connections.py 1000 serve
        await serve(clients)


async def visit(wanted):
    limit = resource.RLIMIT_NOFILE
    _, files = resource.getrlimit(limit)
    resource.setrlimit(limit, (files, files))
    clients = min(wanted, files - 24)
    run = asyncio.create_subprocess_exec
    server = await run(
        *(sys.executable, __file__),
        *(str(clients), "serve"),
        stdout=PIPE,
    )
    says = server.stdout
    port = int(await says.readline())
    answers = await asyncio.to_thread(
        crowd, port, clients
    )
    print((await says.read()).decode(), end="")
    print(f"{answers} clients of {wanted}", end="")
    print(" had an answer")
    await server.wait()


def crowd(port, clients):
    address = ("127.0.0.1", port)
    streams = [
        socket.create_connection(address)
        for _ in range(clients)
    ]
    answers = [s.makefile().read() for s in streams]
    return answers.count("10:15")


async def serve(clients):
    here = asyncio.Barrier(clients + 1)
    gone = asyncio.Barrier(clients + 1)

    # start_server makes it a task.
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
    print(f"{clients} connections were", end=" ")
    print("open at once, each in a task")
    await gone.wait()


asyncio.run(main())
