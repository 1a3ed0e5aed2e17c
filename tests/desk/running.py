"""A real daemon for tests: its own folder, its own ports, spoken to by SMTP, Maildirs and the command line only."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from mailgate.cli.mail_client import Mail, mails_in, new_mail, send
from tests.servers.ports import free_port

DEADLINE = 60.0

SETTINGS = """\
server:
  domain: support.example.com
  database: {database}
  smtp: {{listen: "127.0.0.1:{smtp}"}}
  submission: {{listen: "127.0.0.1:{submission}"}}
  lmtp: {{listen: "{lmtp}"}}
  trust: {{relays: {relays}, authserv_ids: [mx.example.com]}}
  delivery: {delivery}
  http: 127.0.0.1:{http}
  reading: {reading}
{more}desk:
  name: Example Support
  mailboxes:
    support@example.com: {{team: helpdesk}}
    billing@example.com: {{team: billing}}
  teams:
    helpdesk: {{lead: dana@example.com}}
    billing: {{lead: dana@example.com}}
  agents:
    alice@example.com: {{name: Alice, teams: [helpdesk], skills: {{login: 0.9, technical: 0.8}}, capacity: 50}}
    dana@example.com: {{name: Dana, teams: [helpdesk, billing], senior: true, skills: {{billing: 0.8}}, capacity: 50}}
    legal@example.com: {{name: Legal, teams: []}}
  customers:
    acme.example: {{name: Acme, tier: vip}}
  intents:
    account.access: {{team: helpdesk, skills: [login], phrases: [can't log in, locked out, can't access my account]}}
    billing.question: {{team: billing, skills: [billing], phrases: [invoice, charged twice, billed twice]}}
    legal.threat: {{phrases: [my lawyer, take legal action], sensitive: true}}
  rules:
    - {{name: Legal goes to a human, when: {{intent: legal.threat}}, then: {{hold_for: legal@example.com, automation: off}}}}
  routing: {{triage: dana@example.com}}
  sla:
    standard: {{first_response: 4h, resolution: 3d}}
  escalation: [{{at: 75%, notify: agent}}, {{at: 100%, notify: lead}}]
  feedback: {{after_close: 1d}}
"""


class RunningDesk:
    """The daemon in a folder. `start` returns when its doors are open; `stop` ends it; `kill` is the power cut."""

    def __init__(
        self,
        folder: Path,
        *,
        database: str | None = None,
        reading: str = "off",
        delivery: str | None = None,
        relays: str = "[]",
        lmtp: str | None = None,
        more: str = "",
    ) -> None:
        self.folder = folder
        self.smtp, self.submission, self.lmtp, self.http = (free_port() for _ in range(4))
        self.settings = folder / "settings.yaml"
        self.settings.write_text(
            SETTINGS.format(
                database=database or "sqlite:///var/mailgate.db",
                smtp=self.smtp,
                submission=self.submission,
                lmtp=lmtp or f"127.0.0.1:{self.lmtp}",
                http=self.http,
                more=more,
                reading=reading,
                relays=relays,
                delivery=delivery or "{via: maildir, path: var/sent}",
            )
        )
        self.process: subprocess.Popen[bytes] | None = None

    def change(self, old: str, new: str) -> None:
        """Rewrite the settings as an editor does: at once."""
        text = self.settings.read_text()
        assert old in text
        fresh = self.settings.with_suffix(".new")
        fresh.write_text(text.replace(old, new))
        fresh.rename(self.settings)

    def start(self, *wrapper: str) -> None:
        with (self.folder / "daemon.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*wrapper, sys.executable, "-m", "mailgate", "run", "--settings", str(self.settings)],
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        self.until(self._listening, "the doors to open")

    def _listening(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError(f"the daemon ended with {self.process.returncode}:\n{self.log()[-3000:]}")
        for port in (self.smtp, self.submission):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) != 0:
                    return False
        return True

    def log(self) -> str:
        return (self.folder / "daemon.log").read_text(errors="replace")

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> int:
        """SIGTERM; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=DEADLINE)
        self.process = None
        return status

    def until(self, holds: Callable[[], Any], what: str, *, seconds: float = DEADLINE) -> Any:
        """Wait for a condition, looking often; fail with what was awaited."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = holds()
            if found:
                return found
            time.sleep(0.03)
        raise AssertionError(f"waited {seconds:.0f} s for {what}\n{self.log()[-3000:]}")

    def mailgate(self, *arguments: str, status: int | None = 0) -> str:
        """Run a command; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "mailgate", *arguments, "--settings", str(self.settings)],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert status is None or done.returncode == status, done.stderr
        return done.stdout

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.mailgate(*arguments, "--json").splitlines()]

    def ledger(self) -> list[dict[str, Any]]:
        return self.rows("ledger")

    def outcomes(self) -> list[str]:
        return [row["outcome"] for row in self.ledger()]

    def ticket(self, number: int) -> dict[str, Any]:
        return self.rows("ticket", "show", str(number))[0]

    def agent_of(self, number: int) -> str:
        """Who has the ticket, waiting for it."""

        def found() -> str:
            shown = self.mailgate("ticket", "show", str(number), "--json", status=None)
            return str(json.loads(shown)["agent"] or "") if shown.strip() else ""

        return str(self.until(found, f"an agent of ticket {number}"))

    def letters_to(self, address: str) -> list[Mail]:
        return mails_in(self.folder / "var" / "sent" / address)

    def letter_to(self, address: str, containing: str = "") -> Mail:
        """The newest letter to this address whose subject or text has these words, waiting for it."""

        def found() -> Mail | None:
            return next((m for m in reversed(self.letters_to(address)) if containing in m.subject or containing in m.text), None)

        mail: Mail = self.until(found, f"a letter to {address} with {containing!r}")
        return mail

    def customer_writes(self, mail: EmailMessage) -> None:
        send(mail, ("127.0.0.1", self.smtp))

    def agent_writes(self, mail: EmailMessage, who: str) -> None:
        send(mail, ("127.0.0.1", self.submission), login=(who, self.password(who)))

    def new_customer(self, sender: str, subject: str, text: str) -> Mail:
        """A first mail; its acknowledgement."""
        before = len(self.letters_to(parseaddr(sender)[1]))
        self.customer_writes(new_mail(sender, "support@example.com", subject, text))
        self.until(lambda: len(self.letters_to(parseaddr(sender)[1])) > before, f"an acknowledgement to {sender}")
        return self.letters_to(parseaddr(sender)[1])[-1]

    def health(self) -> dict[str, Any]:
        """What /health says, whatever its status."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/health", timeout=10) as page:
                return dict(json.load(page))
        except urllib.error.HTTPError as error:
            return dict(json.load(error))

    def password(self, who: str) -> str:
        """The password of the first start."""
        for line in (self.folder / "var" / "agent-passwords").read_text().splitlines():
            address, _, password = line.partition(" ")
            if address == who:
                return password.strip()
        raise AssertionError(f"no password of {who}")
