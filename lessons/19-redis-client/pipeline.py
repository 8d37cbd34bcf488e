import asyncio

import pocket_redis
from redis.asyncio import Redis

PAGES = range(1, 21)


async def main():
    server = pocket_redis.Server()
    redis = Redis(**server.address)
    await redis.get("page:1")  # connects
    server.distance = 0.010

    before = server.round_trips
    n = len(await in_turn(redis))
    trips = server.round_trips - before
    print(
        f"in turn: {n} answers,",
        f"round trips: {trips}",
    )

    before = server.round_trips
    n = len(await at_once(redis))
    trips = server.round_trips - before
    print(
        f"in a pipeline: {n} answers,",
        f"round trips: {trips}",
    )
    await redis.aclose()


async def in_turn(redis):
    visits = []
    for n in PAGES:
        page = f"page:{n}"
        visits.append(await redis.incr(page))
    return visits


async def at_once(redis):
    # Without this, a transaction too.
    pipeline = redis.pipeline(
        transaction=False
    )
    for n in PAGES:
        pipeline.incr(f"page:{n}")
    return await pipeline.execute()


asyncio.run(main())
