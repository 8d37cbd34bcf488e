import asyncio


def main():
    shop = Client()
    print(f"tea costs {shop.price('tea')} euros")
    prices = shop.prices(["bread", "jam", "honey"])
    print(f"breakfast costs {sum(prices)} euros")
    shop.close()


class Client:
    def __init__(self):
        self.runner = asyncio.Runner()

    def price(self, item):
        return self.runner.run(price(item))

    def prices(self, items):
        return self.runner.run(price_all(items))

    def close(self):
        self.runner.close()


async def price_all(items):
    start = asyncio.get_running_loop().time()
    prices = await asyncio.gather(*map(price, items))
    passed = asyncio.get_running_loop().time() - start
    print(f"{len(prices)} answers after {passed:.0f}s")
    return prices


async def price(item):
    await asyncio.sleep(1)
    return len(item)


main()
