"""A token server on loopback: the OAuth grants at /token, and introspection (RFC 7662) at /introspect?token= for Dovecot."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class TokenServer:
    """`asked` are the forms that were posted. `answer` (status, body) is given instead of a token while it is set. Each
    token given is valid until it is taken out of `valid` (token → user)."""

    port: int = 0
    user: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    answer: tuple[int, object] | None = None
    rotate: bool = False
    valid: dict[str, str] = field(default_factory=dict)

    @property
    def token_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    @property
    def introspection_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/introspect?token="

    def granted(self, form: dict[str, str]) -> tuple[int, object]:
        self.asked.append(form)
        if self.answer is not None:
            return self.answer
        token = f"token-{len(self.asked)}"
        self.valid[token] = self.user
        more = {"refresh_token": f"refresh-{len(self.asked)}"} if self.rotate else {}
        return 200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer", **more}

    def introspected(self, token: str) -> tuple[int, object]:
        user = self.valid.get(token)
        return (200, {"active": "true", "username": user}) if user else (200, {"active": "false"})


@contextmanager
def token_server() -> Iterator[TokenServer]:
    state = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["content-length"])).decode()
            self.answer(*state.granted({key: values[0] for key, values in parse_qs(text).items()}))

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("token", [""])[0]
            self.answer(*state.introspected(token))

        def answer(self, status: int, body: object) -> None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
