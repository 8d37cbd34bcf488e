import asyncio


class NoRoom(Exception):
    pass


async def main():
    flight = asyncio.create_task(book("flight", 2))
    hotel = asyncio.create_task(book("hotel", 3))
    car = asyncio.create_task(book("car", 4))
    ferry = asyncio.create_task(book("ferry", 3600))

    await asyncio.sleep(1)
    # CancelledError is raised in the task, at its `await`.
    ferry.cancel()

    print(f"flight: {await describe(flight)}")
    print(f"hotel: {await describe(hotel)}")
    print(f"car: {await describe(car)}")
    print(f"ferry: {await describe(ferry)}")


async def describe(task):
    try:
        return f"booked, number {await task}"
    except NoRoom as error:
        return f"failed: {error}"
    except asyncio.CancelledError:
        return "cancelled"
    except Exception:
        return "crashed"


async def book(what, seconds):
    await asyncio.sleep(seconds)
    match what:
        case "hotel":
            raise NoRoom("no room")
        case "car":
            raise RuntimeError("a bug in the booking of cars")
    return 17


asyncio.run(main())
