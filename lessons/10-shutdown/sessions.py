import asyncio

under_way = 0


async def main():
    async with asyncio.TaskGroup() as server:
        ada = server.create_task(session("Ada", photo=1, film=2))
        ben = server.create_task(session("Ben", song=1))

        await asyncio.sleep(1)
        print("Ada logs out")
        # Cancels the group in her task, and so its two tasks.
        ada.cancel()

        await asyncio.sleep(4)
        print(f"the server closes, {under_way} under way")
        ben.cancel()
    print("the server is closed")


async def session(user, **files):
    async with asyncio.TaskGroup() as uploads:
        for file, cleanup in files.items():
            uploads.create_task(upload(f"{user}'s {file}", cleanup))


async def upload(file, cleanup):
    global under_way
    under_way += 1
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        await asyncio.sleep(cleanup)
        print(f"{file}: stopped, half of it removed")
        raise
    finally:
        under_way -= 1


asyncio.run(main())
