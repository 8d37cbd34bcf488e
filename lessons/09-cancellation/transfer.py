import asyncio


async def main():
    accounts = {"ada": 100, "ben": 0}
    for patience in [3, 1]:
        try:
            async with asyncio.timeout(patience):
                await transfer(30, accounts)
            print("the money has arrived")
        except TimeoutError:
            print(f"gave up after {patience} s")
        ada, ben = accounts["ada"], accounts["ben"]
        print(f"Ada {ada}, Ben {ben}, together {ada + ben}")


async def transfer(amount, accounts):
    accounts["ada"] -= amount
    await ask_the_bank(amount)
    accounts["ben"] += amount


async def ask_the_bank(amount):
    await asyncio.sleep(2)


asyncio.run(main())
