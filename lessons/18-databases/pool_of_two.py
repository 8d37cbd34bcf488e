import asyncio
import sqlite3
import tempfile
import time


async def main():
    with tempfile.TemporaryDirectory() as folder:
        # A pool is a queue with connections in it.
        pool = asyncio.Queue()
        for _ in range(2):
            pool.put_nowait(
                sqlite3.connect(
                    f"{folder}/library.db", check_same_thread=False
                )
            )
        await print_cards(pool)
        while not pool.empty():
            pool.get_nowait().close()


async def print_cards(pool):
    start = time.monotonic()
    people = ["Ada", "Alan", "Grace", "Tony"]
    cards = await asyncio.gather(
        *(card(name, start, pool) for name in people)
    )
    for capitals, seconds in cards:
        print(f"{capitals} after {round(seconds / 0.2) * 200} ms")


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
