"""A plain mail client for trying the desk: real SMTP out, Maildirs in. Used by `try`, `demo` and the tests' scenarios."""

from __future__ import annotations

import contextlib
import email
import email.policy
import smtplib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path

from mailgate.model.errors import Refused

TIMEOUT = 30.0  # seconds for any answer of the server


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail found in a Maildir."""

    path: Path
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"] or "").strip().strip("<>")

    @property
    def text(self) -> str:
        part = self.message.get_body(preferencelist=("plain", "html"))
        return str(part.get_content()) if part is not None else ""


def new_mail(
    sender: str, to: str, subject: str, text: str, *, date: datetime | None = None, html: str | None = None
) -> EmailMessage:
    """A mail as a client writes it."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(date or datetime.now(UTC))
    mail["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    return mail


def reply_to(received: EmailMessage, sender: str, text: str, *, date: datetime | None = None) -> EmailMessage:
    """A reply as a client writes it: to Reply-To, with In-Reply-To, References and the quoted text below."""
    subject = str(received["Subject"] or "")
    mail = new_mail(
        sender,
        str(received["Reply-To"] or received["From"]),
        subject if subject.lower().startswith("re:") else f"Re: {subject}",
        f"{text}\n\n{_quoted(received)}",
        date=date,
    )
    answered = str(received["Message-ID"] or "")
    if answered:
        mail["In-Reply-To"] = answered
        mail["References"] = f"{received['References'] or ''} {answered}".strip()
    return mail


def _quoted(received: EmailMessage) -> str:
    part = received.get_body(preferencelist=("plain",))
    words = str(part.get_content()) if part is not None else ""
    return f"On {received['Date']}, {received['From']} wrote:\n" + "\n".join(f"> {line}" for line in words.splitlines())


def send(
    mail: EmailMessage | bytes,
    listen: tuple[str, int],
    *,
    login: tuple[str, str] | None = None,
    sender: str | None = None,
    to: str | None = None,
) -> None:
    """Hand the mail to the server by SMTP; `sender` and `to` are the envelope's where they differ from the headers' ("" is the
    null sender); bytes need both. Raises Refused with the server's own words, or when nobody listens."""
    host, port = listen
    try:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT, local_hostname="localhost")
        try:
            if login is not None:
                server.login(*login)
            if isinstance(mail, bytes):
                server.sendmail(sender or "<>", to or "", mail)
            else:
                server.send_message(mail, from_addr="<>" if sender == "" else sender, to_addrs=to)
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()  # the mail is taken: what a server that is just ending says to QUIT changes nothing
        finally:
            server.close()
    except smtplib.SMTPRecipientsRefused as error:
        said = "; ".join(f"{to}: {code} {text.decode(errors='replace')}" for to, (code, text) in error.recipients.items())
        raise Refused(f"the desk refused the recipient: {said}; check desk.mailboxes in the settings") from None
    except smtplib.SMTPAuthenticationError as error:
        raise Refused(f"the password was not taken ({error.smtp_code}); make a new one with `mailgate agent password`") from None
    except smtplib.SMTPResponseException as error:
        words = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        raise Refused(f"the desk answered {error.smtp_code} {words}") from None
    except OSError as error:
        raise Refused(f"nobody listens on {host}:{port} ({error}); start the desk with `mailgate run`") from None


def mails_in(maildir: Path) -> list[Mail]:
    """Every mail of a Maildir, oldest first; empty when there is none."""
    files = [f for part in ("new", "cur") for f in (maildir / part).glob("*") if f.is_file()]
    return [_read(f) for f in sorted(files, key=lambda f: (f.stat().st_mtime_ns, f.name))]


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(path=path, message=message)


def wait_for_new(maildir: Path, known: set[Path], *, first: float, more: float) -> Iterator[Mail]:
    """Yield each mail that comes in: wait `first` seconds for one, and after each `more` seconds for another."""
    seen = {path.name for path in known}
    until = time.monotonic() + first
    while time.monotonic() < until:
        for mail in mails_in(maildir):
            if mail.path.name not in seen:
                seen.add(mail.path.name)
                until = time.monotonic() + more
                yield mail
        time.sleep(0.05)
