import asyncio

import pocket_redis
from redis.asyncio import Redis


async def main():
    server = pocket_redis.Server()
    redis = Redis(
        decode_responses=True,
        **server.address,
    )

    n = await redis.publish(
        "weather", "frost"
    )
    print(f"frost: {n} listening")

    listener = await subscribe(redis)
    await tell(redis, ["rain", "storm"])
    await listen(listener)
    await listener.aclose()


async def subscribe(redis):
    listener = redis.pubsub(
        ignore_subscribe_messages=True
    )
    await listener.subscribe("weather")
    # Reads that it is done.
    await listener.get_message(timeout=5)
    return listener


async def tell(redis, news):
    for item in news:
        n = await redis.publish(
            "weather", item
        )
        print(f"{item}: {n} listening")


async def listen(listener):
    for _ in range(2):
        news = await listener.get_message(
            timeout=5
        )
        print("heard", news["data"])


asyncio.run(main())
