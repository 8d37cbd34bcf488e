import asyncio


def main():
    shop = Client()
    tea = shop.price("tea")
    print(f"tea costs {tea} euros")
    prices = shop.prices(
        ["bread", "jam", "honey"]
    )
    print(f"breakfast costs {sum(prices)} euros")
    shop.close()


class Client:
    def __init__(self):
        self.runner = asyncio.Runner()

    def price(self, item):
        return self.runner.run(price(item))

    def prices(self, items):
        return self.runner.run(
            price_all(items)
        )

    def close(self):
        self.runner.close()


async def price_all(items):
    loop = asyncio.get_running_loop()
    start = loop.time()
    prices = await asyncio.gather(
        *map(price, items)
    )
    took = f"{loop.time() - start:.0f} s"
    print(len(prices), "answers after", took)
    return prices


async def price(item):
    await asyncio.sleep(1)
    return len(item)


main()
