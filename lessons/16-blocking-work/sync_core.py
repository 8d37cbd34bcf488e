import asyncio
import sys
import time


async def main():
    await measure("a call", plainly)
    await measure("an async call", price_later)
    await measure("a task", in_a_task)
    await measure("a blocking task", in_a_thread)


def price(order):
    pieces = order % 3 + 1
    return pieces * 7


async def price_later(order):
    return price(order)


async def plainly(order):
    return price(order)


async def in_a_task(order):
    return await asyncio.create_task(price_later(order))


async def in_a_thread(order):
    return await asyncio.to_thread(price, order)


async def measure(way, price):
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    start, orders, euros = time.perf_counter(), count or 3, 0
    for order in range(orders):
        euros += await price(order)
    if not count:
        print(f"{way}: {orders} orders, {euros} euros")
        return
    each = (time.perf_counter() - start) * 1e9 / orders
    print(f"{way}: {each:.1f} ns for each of {orders} orders")


asyncio.run(main())
