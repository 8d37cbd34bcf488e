import asyncio
import sqlite3
import tempfile
from functools import partial


async def main():
    with tempfile.TemporaryDirectory() as folder:
        # sqlite3 blocks its thread, so it gets another.
        library = partial(
            asyncio.to_thread, execute, f"{folder}/library.db"
        )
        await open_library(library)


async def open_library(library):
    await library(
        "CREATE TABLE readers (name TEXT PRIMARY KEY, town TEXT)"
    )
    people = [
        ("Grace", "New York"),
        ("Ada", "London"),
        ("Alan", "Wilmslow"),
    ]
    await asyncio.gather(
        *(join(name, town, library) for name, town in people)
    )
    for name, town in await readers(library):
        print(f"{name} of {town}")


async def join(name, town, library):
    insert = "INSERT INTO readers (name, town) VALUES (?, ?)"
    await library(insert, (name, town))
    await asyncio.sleep(0.1)


async def readers(library):
    return await library(
        "SELECT name, town FROM readers ORDER BY name"
    )


def execute(file, sql, values=()):
    connection = sqlite3.connect(file)
    try:
        with connection:
            return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


asyncio.run(main())
