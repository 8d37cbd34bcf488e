import time
from threading import Event, Thread


class Order:
    def __init__(self):
        self.bell = Event()
        self.drink = None

    def __await__(self):
        if not self.bell.is_set():
            yield self.bell
        return self.drink


def kitchen(order):
    time.sleep(0.1)
    print("the kettle whistles")
    order.drink = "tea"
    order.bell.set()


async def serve(order):
    drink = await order
    return f"a cup of {drink}"


def block_on(coroutine):
    while True:
        try:
            # What `__await__` yields
            # comes up here.
            bell = coroutine.send(None)
        except StopIteration as end:
            return end.value
        print("not yet")
        bell.wait()


order = Order()
Thread(target=kitchen, args=[order]).start()
cup = block_on(serve(order))
print(cup)
