"""A load: so many connections that ask for one page as fast as they are answered."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field

CONNECTIONS = 8


@dataclass
class Measured:
    """What one page did under load; times in milliseconds."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: int = 0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0

    def merge(self, other: "Measured") -> None:
        self.times += other.times
        self.seconds += other.seconds
        self.failures += other.failures


def ask(port: int, path: str, cookie: str, *, seconds: float) -> Measured:
    """Ask a server on loopback for one page over a few connections."""
    measured = Measured()
    lock = threading.Lock()
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_ask, args=(port, path, cookie, until, measured, lock)) for _ in range(CONNECTIONS)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.perf_counter() - began
    return measured


def _ask(port: int, path: str, cookie: str, until: float, into: Measured, lock: threading.Lock) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times, failures = [], 0
    while (began := time.perf_counter()) < until:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        failures += answer.status != http.HTTPStatus.OK
        times.append((time.perf_counter() - began) * 1000)
    connection.close()
    with lock:
        into.times += times
        into.failures += failures


def median(values: list[float]) -> float:
    return statistics.median(values)
