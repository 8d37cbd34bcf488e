import asyncio
import sqlite3
import tempfile


async def main():
    with tempfile.TemporaryDirectory() as folder:
        # Each statement on its own, unless one is BEGIN.
        bank = sqlite3.connect(
            f"{folder}/bank.db",
            check_same_thread=False,
            isolation_level=None,
        )
        await move_money(bank)
        bank.close()


async def move_money(bank):
    table = "CREATE TABLE accounts (name TEXT, balance INTEGER)"
    await run(bank, table)
    accounts = "INSERT INTO accounts VALUES ('Ada', 100), ('Ben', 0)"
    await run(bank, accounts)
    print(f"before: {await balances(bank)}")

    try:
        async with asyncio.timeout(0.5):
            await in_two_statements(bank)
    except TimeoutError:
        pass
    print(f"two statements, dropped: {await balances(bank)}")
    try:
        async with asyncio.timeout(0.5):
            await in_a_transaction(bank)
    except TimeoutError:
        pass
    print(f"a transaction, dropped: {await balances(bank)}")
    await in_a_transaction(bank)
    print(f"a transaction: {await balances(bank)}")


async def in_two_statements(bank):
    await add(bank, -30, "Ada")
    await asyncio.sleep(1)
    await add(bank, 30, "Ben")


async def in_a_transaction(bank):
    await run(bank, "BEGIN")
    try:
        await add(bank, -30, "Ada")
        await asyncio.sleep(1)
        await add(bank, 30, "Ben")
        await run(bank, "COMMIT")
    except BaseException:
        # A cancellation is raised at the `await`.
        await run(bank, "ROLLBACK")
        raise


def add(bank, amount, name):
    sql = "UPDATE accounts SET balance = balance + ? WHERE name = ?"
    return run(bank, sql, (amount, name))


async def balances(bank):
    sql = "SELECT name, balance FROM accounts ORDER BY name"
    rows = await run(bank, sql)
    return "[" + ", ".join(f'("{name}", {n})' for name, n in rows) + "]"


def run(bank, sql, values=()):
    def execute():
        return bank.execute(sql, values).fetchall()

    return asyncio.to_thread(execute)


asyncio.run(main())
