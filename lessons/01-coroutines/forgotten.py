import asyncio


async def post(letter):
    await asyncio.sleep(1)
    print(f"posted: {letter}")


async def main():
    await post("thanks")

    # Python notices when the coroutine is thrown away, and warns on stderr.
    _apology = post("apology")

    print("all posted")


asyncio.run(main())
