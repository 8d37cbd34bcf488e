import asyncio


async def error_prone_worker():
    try:
        await asyncio.sleep(1)
        raise ValueError("An error occurred!")
    except ValueError as e:
        print(f"Caught an exception: {e}")


async def main():
    await error_prone_worker()


asyncio.run(main())
