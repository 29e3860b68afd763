"""A load client that costs little: raw sockets, kept open, one thread each."""

import socket
import threading
import time

# What nginx would say, so that the portal is measured as production runs it (HTTPS=1).
PROXY = "X-Forwarded-Proto: https\r\n"


class Clients:
    """`number` clients that ask `host:port` at once."""

    def __init__(self, port, number=8):
        self.port = port
        self.number = number

    def rate(self, requests, seconds):
        """Requests answered per second; `requests` gives each client its next request, as bytes.

        A client stops when the time is over or its iterator is. Any answer but 2xx or 3xx raises.
        """
        totals, failures = [], []
        start = threading.Barrier(self.number + 1)
        threads = [
            threading.Thread(target=self._ask, args=(iterator, seconds, start, totals, failures))
            for iterator in requests
        ]
        for thread in threads:
            thread.start()
        start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return sum(totals) / (time.perf_counter() - began)

    def _ask(self, requests, seconds, start, totals, failures):
        answered = 0
        try:
            with socket.create_connection(("127.0.0.1", self.port)) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                start.wait()
                end = time.perf_counter() + seconds
                for request in requests:
                    if time.perf_counter() > end:
                        break
                    connection.sendall(request)
                    read_answer(connection)
                    answered += 1
        except Exception as error:  # noqa: BLE001 — told by rate(), in the thread that asked
            failures.append(error)
            start.abort()
        totals.append(answered)


def read_answer(connection):
    """Read one answer to its end; return its head and body."""
    received = bytearray()
    while (split := received.find(b"\r\n\r\n")) < 0:
        received += receive(connection)
    head = bytes(received[:split])
    status = int(head[9:12])
    if not 200 <= status < 400:
        raise RuntimeError(f"answered {head.splitlines()[0].decode()}")
    length = content_length(head)
    while len(received) - split - 4 < length:
        received += receive(connection)
    return head, bytes(received[split + 4 :])


def receive(connection):
    part = connection.recv(65_536)
    if not part:
        raise ConnectionError("the server closed the connection")
    return part


def content_length(head):
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("an answer without Content-Length cannot be measured")


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{PROXY}\r\n".encode()
