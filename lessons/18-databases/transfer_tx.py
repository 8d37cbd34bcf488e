import asyncio
import sqlite3
import tempfile


async def main():
    folder = tempfile.TemporaryDirectory()
    with folder as path:
        bank = sqlite3.connect(
            f"{path}/bank.db",
            check_same_thread=False,
            # It begins nothing by itself.
            isolation_level=None,
        )
        await move_money(bank)
        bank.close()


async def move_money(bank):
    await run(
        bank,
        "CREATE TABLE accounts AS "
        "SELECT 'Ada' AS name, 100 AS balance "
        "UNION SELECT 'Ben', 0",
    )
    await show("before", bank)
    try:
        async with asyncio.timeout(0.5):
            await in_two_statements(bank)
    except TimeoutError:
        pass
    await show("two statements, dropped", bank)
    try:
        async with asyncio.timeout(0.5):
            await in_a_transaction(bank)
    except TimeoutError:
        pass
    await show("a transaction, dropped", bank)
    await in_a_transaction(bank)
    await show("a transaction", bank)


async def in_two_statements(bank):
    await add(-30, "Ada", bank)
    # The bank takes a second to confirm it.
    await asyncio.sleep(1)
    await add(30, "Ben", bank)


async def in_a_transaction(bank):
    await run(bank, "BEGIN")
    try:
        await add(-30, "Ada", bank)
        await asyncio.sleep(1)
        await add(30, "Ben", bank)
        await run(bank, "COMMIT")
    except BaseException:
        # A cancellation is raised above.
        await run(bank, "ROLLBACK")
        raise


def add(amount, name, bank):
    sql = (
        "UPDATE accounts "
        "SET balance = balance + ? "
        "WHERE name = ?"
    )
    return run(bank, sql, (amount, name))


async def show(when, bank):
    sql = (
        "SELECT name, balance FROM accounts "
        "ORDER BY name"
    )
    rows = await run(bank, sql)
    pairs = (f'("{a}", {b})' for a, b in rows)
    print(f"{when}: [{', '.join(pairs)}]")


def run(bank, sql, values=()):
    def execute():
        rows = bank.execute(sql, values)
        return rows.fetchall()

    return asyncio.to_thread(execute)


asyncio.run(main())
