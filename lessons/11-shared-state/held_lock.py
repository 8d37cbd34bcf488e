import asyncio

GUESTS = "Ada", "Ben", "Cleo", "Dora", "Emil"


class Till:
    def __init__(self):
        # Nobody checks that the lock
        # and the sum belong together.
        self.lock = asyncio.Lock()
        self.sum = 0


async def pay(_guest):
    await asyncio.sleep(1)
    return 20


async def lock_then_pay(guest, till):
    async with till.lock:
        till.sum += await pay(guest)


async def pay_then_lock(guest, till):
    price = await pay(guest)
    async with till.lock:
        till.sum += price


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    till = Till()
    await asyncio.gather(
        *(lock_then_pay(guest, till) for guest in GUESTS)
    )
    took = loop.time() - start
    print(f"lock, then pay: {took:.0f} s")

    start = loop.time()
    till = Till()
    await asyncio.gather(
        *(pay_then_lock(guest, till) for guest in GUESTS)
    )
    took = loop.time() - start
    print(f"pay, then lock: {took:.0f} s")


asyncio.run(main())
