import asyncio
import sys

import aiohttp
from web import small_web


async def main():
    addresses = sys.argv[1:] or [
        "http://harbour.example/",
        "http://ferry.example/",
        "http://library.example/",
        "http://ferry.example/winter",
        "http://island.example/",
    ]

    timeout = aiohttp.ClientTimeout(total=10)
    async with small_web.session(timeout=timeout) as session:
        pages = await asyncio.gather(
            *[fetch(address, session) for address in addresses],
            return_exceptions=True,
        )

    for address, page in zip(addresses, pages):
        if isinstance(page, Exception):
            print(f"{address}: {small_web.reason(page)}")
        else:
            print(f"{address}\n{page[:200]}")


async def fetch(address, session):
    async with session.get(address) as response:
        response.raise_for_status()
        return await response.text()


asyncio.run(main())
