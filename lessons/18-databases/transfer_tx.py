import asyncio
import sqlite3
import tempfile


async def main():
    with tempfile.TemporaryDirectory() as folder:
        await move_money(f"{folder}/bank.db")


async def move_money(file):
    bank = connect(file)
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
    bank.close()


async def in_two_statements(bank):
    await add(bank, -30, "Ada")
    await confirm(30)
    await add(bank, 30, "Ben")


async def in_a_transaction(bank):
    await run(bank, "BEGIN")
    try:
        await add(bank, -30, "Ada")
        await confirm(30)
        await add(bank, 30, "Ben")
        await run(bank, "COMMIT")
    except BaseException:
        # A cancellation is raised at the `await`.
        await run(bank, "ROLLBACK")
        raise


def add(bank, amount, name):
    sql = "UPDATE accounts SET balance = balance + ? WHERE name = ?"
    return run(bank, sql, (amount, name))


async def confirm(_amount):
    await asyncio.sleep(1)


async def balances(bank):
    sql = "SELECT name, balance FROM accounts ORDER BY name"
    rows = await run(bank, sql)
    return "[" + ", ".join(f'("{name}", {n})' for name, n in rows) + "]"


# Each statement on its own, unless one is BEGIN.
def connect(file):
    return sqlite3.connect(
        file, check_same_thread=False, isolation_level=None
    )


def run(bank, sql, values=()):
    def execute():
        return bank.execute(sql, values).fetchall()

    return asyncio.to_thread(execute)


asyncio.run(main())
