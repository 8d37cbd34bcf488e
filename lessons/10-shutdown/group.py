import asyncio

FILES = [("photo", 1), ("film", 2), ("song", 3), ("book", 4)]
opened = set()


class NoRoom(Exception):
    pass


async def main():
    await show("asked to stop", asked_to_stop())
    await show("stopped", stopped())


async def show(how, album):
    try:
        await album
    except NoRoom as error:
        print(f"{how}: {error}, {len(opened)} still open")


async def asked_to_stop():
    uploads = [asyncio.create_task(upload(*file)) for file in FILES]
    try:
        await asyncio.gather(*uploads)
    finally:
        # `cancel` asks: the tasks have not run since.
        for task in uploads:
            task.cancel()


async def stopped():
    try:
        # The block ends when every task of the group has ended.
        async with asyncio.TaskGroup() as uploads:
            for file in FILES:
                uploads.create_task(upload(*file))
    except ExceptionGroup as group:
        raise group.exceptions[0]


async def upload(file, seconds):
    opened.add(file)
    try:
        await asyncio.sleep(seconds)
        if file == "film":
            raise NoRoom("no room")
    finally:
        opened.discard(file)


asyncio.run(main())
