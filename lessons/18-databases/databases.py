import asyncio
import sqlite3
import tempfile


async def main():
    with tempfile.TemporaryDirectory() as folder:
        await open_library(f"{folder}/library.db")


async def open_library(file):
    table = "CREATE TABLE readers (name TEXT PRIMARY KEY, town TEXT)"
    await asyncio.to_thread(execute, file, table)

    people = [("Grace", "New York"), ("Ada", "London"), ("Alan", "Wilmslow")]
    await asyncio.gather(
        *(join(name, town, file) for name, town in people)
    )
    for name, town in await readers(file):
        print(f"{name} of {town}")


async def join(name, town, file):
    insert = "INSERT INTO readers (name, town) VALUES (?, ?)"
    await asyncio.to_thread(execute, file, insert, (name, town))
    await asyncio.sleep(0.1)


async def readers(file):
    select = "SELECT name, town FROM readers ORDER BY name"
    return await asyncio.to_thread(execute, file, select)


# sqlite3 blocks its thread, so it gets one of its own.
def execute(file, sql, values=()):
    connection = sqlite3.connect(file)
    try:
        with connection:
            return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


asyncio.run(main())
