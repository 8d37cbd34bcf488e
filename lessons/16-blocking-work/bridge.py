import asyncio


def main():
    shop = Client()
    tea = shop.price("tea")
    print(f"tea costs {tea} euros")
    prices = shop.prices(
        ["bread", "jam", "honey"]
    )
    total = sum(prices)
    print(f"breakfast costs {total} euros")
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
    clock = asyncio.get_running_loop().time
    start = clock()
    prices = await asyncio.gather(
        *map(price, items)
    )
    count, passed = len(prices), clock() - start
    print(
        f"{count} answers after {passed:.0f}s"
    )
    return prices


async def price(item):
    await asyncio.sleep(1)
    return len(item)


main()
