"""The plain client of `try`, `demo` and these tests tells a taken mail from a refused one."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mailgate.cli.mail_client import new_mail, send
from mailgate.model.errors import Refused

MAIL = new_mail("maria@example.org", "support@example.com", "Locked out", "I can't log in.\n")


@contextmanager
def server_that_says(after_data: bytes, at_the_end: bytes) -> Iterator[tuple[str, int]]:
    """A server that answers a message's end so, and goes with these words instead of waiting for QUIT."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                if line.upper().startswith(b"DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    while self.rfile.readline() != b".\r\n":
                        pass
                    self.wfile.write(after_data + at_the_end)
                    return
                self.wfile.write(b"250 fine\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield ("127.0.0.1", server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("farewell", [b"421 4.3.2 Service shutting down\r\n", b""])
def test_a_mail_with_its_250_is_taken_whatever_the_server_says_as_it_goes(farewell: bytes) -> None:
    with server_that_says(b"250 2.0.0 Ok\r\n", farewell) as listen:
        send(MAIL, listen)


def test_a_mail_refused_at_its_end_is_refused_in_the_servers_words() -> None:
    with (
        server_that_says(b"451 4.3.2 Too busy\r\n", b"") as listen,
        pytest.raises(Refused, match=r"answered 451 4\.3\.2 Too busy"),
    ):
        send(MAIL, listen)
