import asyncio


class Hall:
    def __init__(self):
        self.sold = 0


async def read_pay_write(clerk, seconds, hall):
    seen = hall.sold
    print(f"{clerk} reads {seen}")
    await asyncio.sleep(seconds)
    hall.sold = seen + 1
    print(f"{clerk} writes {seen + 1}")


async def pay_then_count(clerk, seconds, hall):
    await asyncio.sleep(seconds)
    # No lock: another task can run only at an `await`, and there is none.
    hall.sold += 1
    print(f"{clerk} counts {hall.sold}")


async def main():
    hall = Hall()
    desks = [
        asyncio.create_task(read_pay_write(clerk, seconds, hall))
        for clerk, seconds in [("Ada", 1), ("Ben", 2), ("Cleo", 3)]
    ]
    for desk in desks:
        await desk
    print(f"read, pay, write: {hall.sold} sold")

    hall = Hall()
    desks = [
        asyncio.create_task(pay_then_count(clerk, seconds, hall))
        for clerk, seconds in [("Ada", 1), ("Ben", 2), ("Cleo", 3)]
    ]
    for desk in desks:
        await desk
    print(f"pay, then count: {hall.sold} sold")


asyncio.run(main())
