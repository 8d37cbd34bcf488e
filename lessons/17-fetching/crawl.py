import asyncio
import sys
from urllib.parse import urlsplit

from polite import Host, visit
from web import small_web


async def main():
    start = sys.argv[1] if len(sys.argv) > 1 else "http://harbour.example/"
    pages = {start: None}
    async with small_web.session() as session:
        try:
            async with asyncio.timeout(10):
                await crawl(pages, 3, session)
        except TimeoutError:
            pass
    for page, what in sorted(pages.items()):
        print(f"{page}  {'not visited' if what is None else what}")


async def crawl(pages, depth, session):
    all, hosts = asyncio.Semaphore(8), {}
    for _ in range(depth + 1):
        level = [page for page, what in pages.items() if what is None]
        for page in level:
            hosts.setdefault(urlsplit(page).netloc, Host())

        async def one(page):
            host = hosts[urlsplit(page).netloc]
            return page, *await visit(page, host, all, session)

        for answer in asyncio.as_completed([one(page) for page in level]):
            page, text, why = await answer
            for link in small_web.links(page, text):
                pages.setdefault(link, None)
            pages[page] = why or small_web.title(text)


if __name__ == "__main__":
    asyncio.run(main())
