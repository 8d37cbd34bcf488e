import asyncio


class Menu:
    def __init__(self, *dishes):
        self.dishes = dishes

    def __await__(self):
        loop = asyncio.get_running_loop()
        start = loop.time()
        # One await, one future: only tasks
        # can wait for three at a time.
        tasks = {
            loop.create_task(dish)
            for dish in self.dishes
        }
        while True:
            now = round(loop.time() - start)
            print(f"{now} s: {len(tasks)} to go")
            if not tasks:
                return
            first = asyncio.wait(
                tasks,
                return_when="FIRST_COMPLETED",
            )
            _, tasks = yield from first.__await__()


async def cook(dish, seconds):
    await asyncio.sleep(seconds)


async def main():
    await Menu(
        cook("soup", 3),
        cook("rice", 2),
        cook("salad", 1),
    )
    print("dinner is served")


asyncio.run(main())
