import asyncio
import contextlib
import os
import tempfile


async def main():
    entries = [b"it rains\n"] * 4
    path = "journal.txt"
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
    ):
        await one_by_one(path, entries)
        await report("one by one", path)
        await buffered(path, entries)
        await report("buffered", path)
        await all_in_one(path, b"".join(entries))
        await report("all in one", path)


# asyncio has no files of its own.
async def one_by_one(path, entries):
    journal = await asyncio.to_thread(
        open, path, "wb", buffering=0
    )
    for entry in entries:
        await asyncio.to_thread(
            journal.write, entry
        )
    await asyncio.to_thread(journal.close)


async def buffered(path, entries):
    journal = await asyncio.to_thread(
        open, path, "wb"
    )
    for entry in entries:
        journal.write(entry)  # Into memory.
    await asyncio.to_thread(journal.close)


async def all_in_one(path, text):
    def write():
        with open(path, "wb") as journal:
            journal.write(text)

    await asyncio.to_thread(write)


async def report(way, path):
    bytes = await asyncio.to_thread(
        os.path.getsize, path
    )
    print(f"{way}: {bytes} bytes")


asyncio.run(main())
