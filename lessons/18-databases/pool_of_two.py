import asyncio
import sqlite3
import tempfile
import time


async def main():
    with tempfile.TemporaryDirectory() as folder:
        await print_cards(f"{folder}/library.db")


async def print_cards(file):
    # A pool is a queue with connections.
    pool = asyncio.Queue()
    for _ in range(2):
        pool.put_nowait(sqlite3.connect(file, check_same_thread=False))
    start = time.monotonic()
    people = ["Ada", "Alan", "Edsger", "Grace", "Tony"]
    cards = await asyncio.gather(
        *(card(name, start, pool) for name in people)
    )
    for capitals, seconds in cards:
        print(f"{capitals} after {round(seconds / 0.2) * 200} ms")
    while not pool.empty():
        pool.get_nowait().close()


async def card(name, start, pool):
    connection = await pool.get()
    try:
        capitals = await asyncio.to_thread(upper, connection, name)
        await asyncio.sleep(0.2)
        return capitals, time.monotonic() - start
    finally:
        pool.put_nowait(connection)


def upper(connection, name):
    rows = connection.execute("SELECT UPPER(?)", (name,))
    return rows.fetchone()[0]


asyncio.run(main())
