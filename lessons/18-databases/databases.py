import asyncio
import sqlite3
import tempfile
from functools import partial


async def main():
    folder = tempfile.TemporaryDirectory()
    with folder as path:
        file = f"{path}/library.db"
        # It blocks, so it gets a thread.
        library = partial(
            asyncio.to_thread, execute, file
        )
        await open_library(library)


async def open_library(library):
    await library(
        "CREATE TABLE readers "
        "(name TEXT PRIMARY KEY, town TEXT)"
    )
    await asyncio.gather(
        join("Grace", "New York", library),
        join("Ada", "London", library),
        join("Alan", "Wilmslow", library),
    )
    for name, town in await readers(library):
        print(f"{name} of {town}")


async def join(name, town, library):
    await library(
        "INSERT INTO readers (name, town) "
        "VALUES (?, ?)",
        (name, town),
    )
    await asyncio.sleep(0.1)


async def readers(library):
    return await library(
        "SELECT name, town FROM readers "
        "ORDER BY name"
    )


def execute(file, sql, values=()):
    library = sqlite3.connect(file)
    try:
        with library:
            rows = library.execute(sql, values)
            return rows.fetchall()
    finally:
        library.close()


asyncio.run(main())
