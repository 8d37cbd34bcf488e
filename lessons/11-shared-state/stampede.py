import asyncio

CLERKS = ["Ada", "Ben", "Cleo"]


class Known:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.price = None


async def ask_the_office(play):
    print(f"the office looks up {play}")
    await asyncio.sleep(1)
    return 20


async def look_then_ask(clerk, known):
    if known.price is None:
        known.price = await ask_the_office("Hamlet")
    print(f"{clerk} knows the price")


async def ask_once(clerk, known):
    # Instead of a OnceCell: a lock,
    # held across the question.
    async with known.lock:
        if known.price is None:
            known.price = await ask_the_office("Hamlet")
    print(f"{clerk} knows the price")


async def main():
    known = Known()
    await asyncio.gather(
        *(look_then_ask(clerk, known) for clerk in CLERKS)
    )

    known = Known()
    await asyncio.gather(
        *(ask_once(clerk, known) for clerk in CLERKS)
    )


asyncio.run(main())
