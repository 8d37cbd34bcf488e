import asyncio

import pocket_redis
from redis.asyncio import Redis


async def main():
    server = pocket_redis.Server()
    redis = Redis(**server.address)
    await redis.get("page:1")  # connects
    pages = [f"page:{n}" for n in range(1, 21)]
    server.distance = 0.010

    before = server.round_trips
    visits = await in_turn(redis, pages)
    trips = server.round_trips - before
    print(
        f"in turn: {len(visits)} answers,"
        f" round trips: {trips}"
    )

    before = server.round_trips
    visits = await in_a_pipeline(redis, pages)
    trips = server.round_trips - before
    print(
        f"in a pipeline: {len(visits)} answers,"
        f" round trips: {trips}"
    )
    await redis.aclose()


async def in_turn(redis, pages):
    visits = []
    for page in pages:
        visits.append(await redis.incr(page))
    return visits


async def in_a_pipeline(redis, pages):
    # Python's would also be a transaction.
    pipeline = redis.pipeline(
        transaction=False
    )
    for page in pages:
        pipeline.incr(page)
    return await pipeline.execute()


asyncio.run(main())
