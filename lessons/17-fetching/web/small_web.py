"""The small web, for the twins: the same pages of town.txt, served in process by aiohttp."""

import asyncio
import os
import re
import threading
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp import abc, web

PIECE = b"." * 65536
BETWEEN_PIECES = 0.05


def session(**options):
    """`aiohttp.ClientSession`, one that finds the town at the names that end in `.example`."""
    connector = aiohttp.TCPConnector(resolver=Way(*WHERE.split(":")), limit=0)
    headers = {"User-Agent": "see-async-run"}
    return aiohttp.ClientSession(connector=connector, headers=headers, **options)


def reason(error):
    """Why there is no page, in few words."""
    match error:
        case aiohttp.ClientResponseError():
            return f"status {error.status}"
        case aiohttp.InvalidURL():
            return "not an address"
        case TimeoutError():
            return "it took too long"
        case aiohttp.ClientConnectorError():
            return "no connection"
        case aiohttp.ClientError():
            return "the connection broke off"
        case _:
            raise error


def busy_for(response):
    """For how many seconds a busy server asks to be left alone."""
    wait = response.headers.get("Retry-After", "")
    return int(wait) if response.status == 503 and wait.isdecimal() else None


async def robots(fetch, page, session):
    """The rules of a page's host."""
    rules = RobotFileParser()
    try:
        rules.parse((await fetch(urljoin(page, "/robots.txt"), session)).splitlines())
    except aiohttp.ClientError as error:
        rules.allow_all = getattr(error, "status", 0) < 500
        rules.disallow_all = not rules.allow_all
    return rules


def links(page, text):
    """The addresses that the links of a page lead to, in their order, without what comes after `#`."""
    found = (urldefrag(urljoin(page, link)).url for link in re.findall('href="([^"]*)"', text))
    return [link for link in found if link.startswith("http")]


def title(text):
    found = re.search("<title>(.*?)</title>", text, re.DOTALL)
    return found[1].strip() if found else ""


class Way(abc.AbstractResolver):
    def __init__(self, host, port):
        self.host, self.port = host, int(port)
        self.others = aiohttp.ThreadedResolver()

    async def resolve(self, host, port=0, family=0):
        if host in TOWN.hosts or (host.endswith(".example") and "SMALL_WEB" in os.environ):
            way = {"host": self.host, "port": self.port, "family": family, "proto": 0, "flags": 0}
            return [{"hostname": host, **way}]
        if host.endswith(".example"):
            raise OSError(None, "there is no such host")
        return await self.others.resolve(host, port, family)

    async def close(self):
        await self.others.close()


class Town:
    def __init__(self):
        text = Path(__file__).with_name("town.txt").read_text(encoding="utf-8")
        pages = (page.partition("\n") for page in text.split("\n\n"))
        self.pages = {head.split()[0]: (head.split()[1:], body.rstrip() + "\n") for head, _, body in pages}
        self.hosts = {urlsplit(address).hostname for address in self.pages}
        self.asked = set()

    def serve(self):
        """Serves it on a thread of its own, until the program ends, and returns where."""
        address = []
        is_up = threading.Event()

        async def run():
            runner = web.ServerRunner(web.Server(self.answer))
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            address.append(site._server.sockets[0].getsockname()[1])
            is_up.set()
            await asyncio.Event().wait()

        def thread():
            # A loop of asyncio's own: what happens in a server is no part of a lesson's timeline.
            asyncio.SelectorEventLoop().run_until_complete(run())

        threading.Thread(target=thread, daemon=True).start()
        is_up.wait()
        return f"127.0.0.1:{address[0]}"

    async def answer(self, request):
        address = f"http://{request.host}{request.path_qs}"
        if address not in self.pages:
            return web.Response(status=404, text="no such page\n")
        how, body = self.pages[address]
        if "after" in how:
            await asyncio.sleep(int(how[-2]) / 1000)
        if how[0] == "503" and address not in self.asked:
            self.asked.add(address)
            return web.Response(status=503, text="busy\n", headers={"Retry-After": "1"})
        if how[1] in ("endless,", "torn,"):
            return await self.stream(request, body.encode(), is_torn=how[1] == "torn,")
        return web.Response(text=body)

    async def stream(self, request, body, is_torn):
        response = web.StreamResponse()
        await response.prepare(request)
        if is_torn:
            await response.write(body[: len(body) // 2])
            await asyncio.sleep(BETWEEN_PIECES)
            request.transport.close()
            return response
        try:
            await response.write(body)
            while True:
                await asyncio.sleep(BETWEEN_PIECES)
                await response.write(PIECE)
        except ConnectionResetError:
            return response  # Whoever asked has had enough.


# It is served before there is a loop: nothing of the program waits for it. (Or by another program, which says where.)
TOWN = Town()
WHERE = os.environ.get("SMALL_WEB") or TOWN.serve()
