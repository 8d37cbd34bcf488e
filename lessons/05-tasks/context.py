import asyncio
from contextvars import Context, ContextVar

REQUEST = ContextVar("REQUEST")


async def log(name, how):
    try:
        print(f"{name}, {how}: request {REQUEST.get()}")
    except LookupError:
        print(f"{name}, {how}: no request")


async def answer(name, number, seconds):
    REQUEST.set(number)
    await asyncio.sleep(seconds)
    await log(name, "called")
    # A new task gets a copy of the context, unless it is given another.
    await asyncio.create_task(log(name, "spawned"), context=Context())
    await asyncio.create_task(log(name, "spawned with its number"))


async def main():
    await asyncio.gather(answer("first", 7, 2), answer("second", 8, 1))


asyncio.run(main())
