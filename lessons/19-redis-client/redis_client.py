import asyncio

import pocket_redis
from redis.asyncio import Redis


async def main():
    # A small Redis in this process.
    server = pocket_redis.Server()
    redis = Redis(
        decode_responses=True,
        **server.address,
    )

    count = await count_visit(redis)
    print("visit", count)
    await keep_basket(redis, "basket:ada")
    await drop_basket(redis, "basket:ada")
    await redis.aclose()


async def count_visit(redis):
    return await redis.incr("visits")


async def keep_basket(redis, basket):
    await redis.set(
        basket, "tea, honey", ex=30 * 60
    )
    kept = await redis.get(basket)
    print("basket:", kept or "none")
    left = await redis.ttl(basket)
    print("it is kept for", left, "s")


async def drop_basket(redis, basket):
    await redis.delete(basket)
    kept = await redis.get(basket)
    print("basket:", kept or "none")


asyncio.run(main())
