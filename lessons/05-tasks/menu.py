import asyncio


class Menu:
    def __init__(self, dishes):
        self.dishes = dishes

    def __del__(self):
        print("the menu is cleared away")


async def order(name, choice, seconds, menu):
    await asyncio.sleep(seconds)
    print(f"{name} orders {menu.dishes[choice]}")


async def main():
    menu = Menu(["soup", "rice", "cake"])
    guests = [
        asyncio.create_task(order(name, choice, seconds, menu))
        for name, choice, seconds in [("Ada", 0, 3), ("Ben", 1, 1), ("Cleo", 2, 2)]
    ]
    # CPython counts the owners of every object, as `Arc` does of one.
    del menu
    print("the waiter has handed out the menu")

    for guest in guests:
        await guest
    print("everybody has ordered")


asyncio.run(main())
