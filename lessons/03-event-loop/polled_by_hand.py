import asyncio


async def make_tea():
    print("the kettle is on")
    # Not ready when it is first reached.
    await asyncio.sleep(0)
    print("the water boils")
    await asyncio.sleep(0)
    return "tea"


tea = make_tea()

for n in range(1, 4):
    try:
        tea.send(None)
        answer = "Pending"
    except StopIteration as end:
        answer = f'Ready("{end.value}")'
    print(f"poll {n}: {answer}")
