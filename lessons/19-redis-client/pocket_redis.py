"""A small Redis for the twins, in threads of this process, so that nothing need be installed.

It knows the commands of the twins and no more. The Rust lessons have a larger one, in pocket-redis/.
"""

import socketserver
import threading
import time

OK = b"+OK\r\n"


class Server:
    """Counts round trips, and may lie some way off."""

    def __init__(self):
        self.entries, self.listeners, self.lock = {}, {}, threading.Lock()
        self.distance = self.round_trips = 0
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Client)
        server.daemon_threads, server.redis = True, self
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address
        # Without a limit on the time of an answer, which in Python 3.11 would make a task of each command.
        self.address = {"host": host, "port": port, "protocol": 2, "socket_timeout": None}

    def run(self, client, name, *args):
        value, expires = self.entries.get(args[0] if args else b"", (None, None))
        if expires is not None and expires <= time.monotonic():
            value = expires = None
        match name, args:
            case b"CLIENT", _:
                return OK
            case b"GET", (key,):
                return text(value)
            case b"SET", (key, value, b"EX", seconds):
                self.entries[key] = value, time.monotonic() + int(seconds)
                return OK
            case b"INCRBY", (key, by):
                count = int(value or 0) + int(by)
                self.entries[key] = b"%d" % count, expires
                return number(count)
            case b"TTL", (key,):
                left = -2 if value is None else -1 if expires is None else expires - time.monotonic()
                return number(round(left))
            case b"DEL", (key,):
                return number(self.entries.pop(key, None) is not None)
            case b"SUBSCRIBE", (channel,):
                listeners = self.listeners.setdefault(channel, [])
                listeners.append(client)
                return array(text(b"subscribe"), text(channel), number(1))
            case b"PUBLISH", (channel, message):
                listeners = self.listeners.get(channel, [])
                for listener in listeners:
                    listener.sendall(array(text(b"message"), text(channel), text(message)))
                return number(len(listeners))
        return b"-ERR unknown command '%s'\r\n" % name


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        redis, unread = self.server.redis, b""
        while piece := self.request.recv(1 << 16):
            commands, unread = parse(unread + piece)
            if any(name != b"CLIENT" for name, *_ in commands):
                redis.round_trips += 1
                time.sleep(redis.distance)
            with redis.lock:
                answers = [redis.run(self.request, *command) for command in commands]
                self.request.sendall(b"".join(answers))

    def finish(self):
        with self.server.redis.lock:
            for listeners in self.server.redis.listeners.values():
                listeners[:] = [other for other in listeners if other is not self.request]


def parse(data):
    """The commands that are there, each a list of texts, and what is left of the next one."""
    commands, rest = [], data
    try:
        while rest:
            head, rest = rest.split(b"\r\n", 1)
            words = []
            for _ in range(int(head[1:])):
                length, rest = rest.split(b"\r\n", 1)
                length = int(length[1:])
                if len(rest) < length + 2:
                    return commands, data
                words.append(rest[:length])
                rest = rest[length + 2 :]
            commands.append(words)
            data = rest
    except ValueError:  # Not all of it has come yet.
        pass
    return commands, data


def text(value):
    return b"$-1\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)


def number(value):
    return b":%d\r\n" % value


def array(*items):
    return b"*%d\r\n%s" % (len(items), b"".join(items))
