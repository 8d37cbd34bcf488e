import asyncio
import sqlite3
import tempfile

YEAR = """WITH RECURSIVE year (day, visitors) AS
    (SELECT 1, 200 UNION ALL
     SELECT day + 1, 150 + day * 37 % 100 FROM year WHERE day < 365)
    SELECT day, visitors FROM year ORDER BY day"""


async def main():
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(
            f"{folder}/library.db", check_same_thread=False
        )
        pool = asyncio.Queue()
        pool.put_nowait(connection)
        await read_until(1000, pool)
        connection.close()


async def read_until(enough, pool):
    connection = await pool.get()
    rows = await asyncio.to_thread(connection.execute, YEAR)
    read = total = 0
    # One row at a time, each fetched on a thread.
    while row := await asyncio.to_thread(rows.fetchone):
        day, visitors = row
        read += 1
        total += visitors
        if total >= enough:
            print(f"visitor number {enough} came on day {day}")
            break
    print(f"{read} of 365 rows were read")
    is_free = "false" if pool.empty() else "true"
    print(f"is a connection free? {is_free}")
    rows.close()
    pool.put_nowait(connection)


asyncio.run(main())
