import asyncio

import pocket_redis
from redis.asyncio import Redis


async def main():
    server = pocket_redis.Server()
    redis = Redis(
        decode_responses=True, **server.address
    )

    heard_by = await redis.publish(
        "weather", "frost"
    )
    print(f"frost: {heard_by} listening")

    listener = await subscribe(redis, "weather")
    news = ["rain", "storm"]
    await tell(redis, "weather", news)
    await listen(listener)
    await listener.aclose()


async def subscribe(redis, channel):
    listener = redis.pubsub(
        ignore_subscribe_messages=True
    )
    await listener.subscribe(channel)
    # Only who reads knows that it is done.
    await listener.get_message(timeout=5)
    return listener


async def tell(redis, channel, news):
    for item in news:
        heard_by = await redis.publish(
            channel, item
        )
        print(f"{item}: {heard_by} listening")


async def listen(listener):
    for _ in range(2):
        message = await listener.get_message(
            timeout=5
        )
        print("heard", message["data"])


asyncio.run(main())
