import asyncio
import sqlite3
import time


async def main():
    # A queue of connections is a pool.
    pool = asyncio.Queue()
    for _ in range(2):
        connection = sqlite3.connect(
            ":memory:", check_same_thread=False
        )
        pool.put_nowait(connection)
    await print_cards(pool)
    while not pool.empty():
        pool.get_nowait().close()


async def print_cards(pool):
    start = time.monotonic()
    cards = await asyncio.gather(
        card("Ada", start, pool),
        card("Alan", start, pool),
        card("Grace", start, pool),
        card("Tony", start, pool),
    )
    for text, seconds in cards:
        rounded = round(seconds / 0.2) * 200
        print(f"{text} after {rounded} ms")


async def card(name, start, pool):
    connection = await pool.get()
    try:
        text = await asyncio.to_thread(
            upper, connection, name
        )
        await asyncio.sleep(0.2)
        return text, time.monotonic() - start
    finally:
        pool.put_nowait(connection)


def upper(connection, name):
    sql = "SELECT UPPER(?)"
    rows = connection.execute(sql, (name,))
    return rows.fetchone()[0]


asyncio.run(main())
