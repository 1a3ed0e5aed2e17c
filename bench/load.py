"""A load of real SMTP sessions on loopback: N connections, each sending mail after mail, timed from the final dot to the 250."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

SENTENCE = (
    "hello I have been using your product for some months and it worked well until this morning when the page stayed white "
    "after I logged in and now I can not reach my account at all we tried another browser and another computer with the same "
    "result and the error says code PAY-503 please have a look because our team needs the export before the end of the day"
)
WORDS = SENTENCE.split()


@dataclass(slots=True)
class Sent:
    """What a load did: seconds from dot to reply for each mail, and how long it all took."""

    waits: list[float] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ranked = sorted(self.waits)
        return 1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


def mail(n: int, *, words: int = 120, mark: str = "load") -> bytes:
    """The n-th mail: another sender, subject and text each time."""
    turn = n % len(WORDS)
    text = " ".join((WORDS[turn:] + WORDS[:turn]) * 3).split()[:words]
    lines = [" ".join(text[i : i + 12]) for i in range(0, len(text), 12)]
    head = [
        f"From: Customer {n} <c{n}@{mark}.example.org>",
        "To: support@example.com",
        f"Subject: Trouble number {n} with the {WORDS[turn]}",
        f"Message-ID: <{mark}.{n}@example.org>",
        "Date: Sat, 21 Nov 2026 10:00:00 +0000",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
    ]
    return "\r\n".join([*head, *lines, ""]).encode()


async def send_all(host: str, port: int, *, mails: int, connections: int, mark: str = "load") -> Sent:
    """Send them over so many connections at once."""
    done = Sent()
    numbers = iter(range(mails))
    began = time.perf_counter()
    await asyncio.gather(*(_session(host, port, numbers, done, mark) for _ in range(connections)))
    done.seconds = time.perf_counter() - began
    return done


async def _session(host: str, port: int, numbers: object, done: Sent, mark: str) -> None:
    reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)

    async def reply() -> bytes:
        while True:
            line = await reader.readline()
            if len(line) < 4 or line[3:4] != b"-":
                return line

    await reply()
    writer.write(b"EHLO bench.example.org\r\n")
    await reply()
    for n in numbers:  # type: ignore[attr-defined]
        writer.write(f"MAIL FROM:<c{n}@{mark}.example.org>\r\nRCPT TO:<support@example.com>\r\nDATA\r\n".encode())
        for _ in range(3):
            said = await reply()
        if not said.startswith(b"354"):
            done.refused += 1
            writer.write(b"RSET\r\n")
            await reply()
            continue
        writer.write(mail(n, mark=mark) + b".\r\n")
        dot = time.perf_counter()
        said = await reply()
        if said.startswith(b"250"):
            done.waits.append(time.perf_counter() - dot)
        else:
            done.refused += 1
    writer.write(b"QUIT\r\n")
    writer.close()
