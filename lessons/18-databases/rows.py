import asyncio
import sqlite3

YEAR = """
WITH RECURSIVE year (day, visitors) AS
    (SELECT 1, 200 UNION ALL
     SELECT day + 1, 150 + day * 37 % 100
     FROM year WHERE day < 365)
SELECT day, visitors FROM year ORDER BY day
"""


async def main():
    connection = sqlite3.connect(
        ":memory:", check_same_thread=False
    )
    pool = asyncio.Queue()
    pool.put_nowait(connection)
    await read_until(1000, pool)
    connection.close()


async def read_until(enough, pool):
    connection = await pool.get()
    rows = await asyncio.to_thread(
        connection.execute, YEAR
    )
    day = read = total = 0
    while total < enough:
        # A thread for each row.
        row = await asyncio.to_thread(next, rows)
        day, visitors = row
        read += 1
        total += visitors
    print(f"visitor number {enough} "
          f"came on day {day}")
    print(f"{read} of 365 rows were read")
    is_free = str(not pool.empty()).lower()
    print(f"is a connection free? {is_free}")
    rows.close()
    pool.put_nowait(connection)


asyncio.run(main())
