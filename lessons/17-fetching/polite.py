import asyncio

import aiohttp
from web import small_web

MOST = 16 * 1024


class Host:
    def __init__(self):
        self.two = asyncio.Semaphore(2)
        self.lock = asyncio.Lock()
        self.robots = None

    async def rules(self, page, session):
        async with self.lock:
            if self.robots is None:
                self.robots = await small_web.robots(fetch, page, session)
        return self.robots


async def main():
    async with small_web.session() as session:
        pages = [
            "http://ferry.example/timetable",
            "http://harbour.example/almanac",
            "http://ferry.example/log",
            "http://harbour.example/staff/rota",
        ]
        visits = [
            visit(page, Host(), asyncio.Semaphore(8), session)
            for page in pages
        ]
        for page, found in zip(pages, await asyncio.gather(*visits)):
            text, why = found
            print(f"{page}: {why or f'{len(text)} bytes'}")


async def visit(page, host, all, session):
    async with host.two, all:
        rules = await host.rules(page, session)
        if not rules.can_fetch("see-async-run", page):
            return "", "not for robots"
        try:
            return await fetch(page, session), None
        except Exception as error:
            return "", small_web.reason(error)


async def fetch(address, session):
    for attempt in range(2):
        async with session.get(address) as response:
            wait = small_web.busy_for(response)
            if wait is None or attempt == 1:
                response.raise_for_status()
                return await beginning(response)
        await asyncio.sleep(wait)


async def beginning(response):
    page = bytearray()
    async for piece in response.content.iter_any():
        page += piece
        if len(page) >= MOST:
            break
    return page[:MOST].decode(errors="replace")


if __name__ == "__main__":
    asyncio.run(main())
