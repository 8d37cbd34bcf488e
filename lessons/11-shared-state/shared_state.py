import asyncio


class Hall:
    def __init__(self):
        self.sold = 0


async def read_pay_write(clerk, wait, hall):
    seen = hall.sold
    print(f"{clerk} reads {seen}")
    await asyncio.sleep(wait)
    hall.sold = seen + 1
    print(f"{clerk} writes {seen + 1}")


async def pay_then_count(clerk, wait, hall):
    await asyncio.sleep(wait)
    # No lock: others run only at an await,
    # and here there is none.
    hall.sold += 1
    print(f"{clerk} counts {hall.sold}")


async def main():
    hall = Hall()
    await asyncio.gather(
        read_pay_write("Ada", 1, hall),
        read_pay_write("Ben", 2, hall),
        read_pay_write("Cleo", 3, hall),
    )
    print(f"read, pay, write: {hall.sold} sold")

    hall = Hall()
    await asyncio.gather(
        pay_then_count("Ada", 1, hall),
        pay_then_count("Ben", 2, hall),
        pay_then_count("Cleo", 3, hall),
    )
    print(f"pay, then count: {hall.sold} sold")


asyncio.run(main())
