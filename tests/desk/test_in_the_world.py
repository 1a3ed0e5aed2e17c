"""The desk among other people's programs: Postfix in front of it and behind it, Dovecot's mailboxes, real mail clients."""

from __future__ import annotations

import email
import email.policy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
import trustme

from mailgate.cli.mail_client import Mail, new_mail, reply_to, send
from tests.desk.running import RunningDesk
from tests.servers import dovecot, postfix
from tests.servers.tokens import token_server

NEEDS_POSTFIX = pytest.mark.skipif(not postfix.PRESENT, reason="needs Debian's postfix, and root")
NEEDS_DOVECOT = pytest.mark.skipif(not dovecot.PRESENT, reason="needs Debian's dovecot-imapd")
MARIA = "Maria Lopez <maria@example.org>"


def message_of(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def text_of(message: EmailMessage) -> str:
    return Mail(path=Path(), message=message).text


def entry_of(desk: RunningDesk, number: int) -> dict[str, object]:
    """The first mail of a ticket, as the desk keeps it."""
    return next(e for e in desk.ticket(number)["entries"] if e["kind"] == "mail")


# Postfix in front -----------------------------------------------------------------------------------------------------


# What a filter of the relay does: sheds the verdicts that claim to be its own, and puts in front what it found.
VERDICTS = """\
/^Authentication-Results: relay\\.test/ IGNORE
/^Subject: Locked out/ PREPEND Authentication-Results: relay.test; dmarc=pass header.from=example.org
"""


@pytest.fixture
def behind_postfix(tmp_path: Path) -> Iterator[tuple[RunningDesk, postfix.Postfix]]:
    """A desk that gets its mail by LMTP from a Postfix."""
    with tempfile.TemporaryDirectory(prefix="mailgate-lmtp-") as folder:
        Path(folder).chmod(0o755)
        socket = Path(folder) / "lmtp.sock"
        desk = RunningDesk(tmp_path, lmtp=f"unix:{socket}")
        desk.change("authserv_ids: [mx.example.com]", "authserv_ids: [relay.test]")
        desk.start()
        try:
            socket.chmod(0o666)
            with postfix.postfix(lmtp=f"unix:{socket}", header_checks=VERDICTS) as front:
                yield desk, front
        finally:
            desk.kill()


@NEEDS_POSTFIX
def test_mail_through_a_postfix_in_front_is_a_ticket_and_only_its_own_verdict_counts(
    behind_postfix: tuple[RunningDesk, postfix.Postfix],
) -> None:
    desk, front = behind_postfix
    checked = new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n").as_bytes()
    send(checked, ("127.0.0.1", front.port), sender="maria@example.org", to="support@example.com")
    desk.letter_to("maria@example.org")
    for writer, who in (("relay.test", "paul@example.org"), ("mx.elsewhere.example", "lea@example.org")):
        forged = f"Authentication-Results: {writer}; dmarc=pass header.from=example.org\r\n".encode()
        mail = forged + new_mail(who, "support@example.com", "Export", "How does it work?\n").as_bytes()
        send(mail, ("127.0.0.1", front.port), sender=who, to="support@example.com")
        desk.letter_to(who)

    assert [row["door"] for row in desk.ledger()] == ["lmtp"] * 3
    assert [entry_of(desk, number)["verified"] for number in (1, 2, 3)] == [True, False, False]
    assert "Locked out" in desk.letter_to("maria@example.org").subject
    assert "Export" not in desk.letter_to("paul@example.org").subject


# Postfix behind -------------------------------------------------------------------------------------------------------


@pytest.fixture
def sending(tmp_path: Path) -> Iterator[tuple[RunningDesk, postfix.Postfix]]:
    """A desk that sends through a Postfix; Alice and Dana have passwords."""
    with postfix.postfix() as smarthost:
        desk = RunningDesk(tmp_path, delivery=f"{{via: smtp, host: 127.0.0.1, port: {smarthost.port}, tls: none}}")
        desk.start()
        for who in ("alice@example.com", "dana@example.com"):
            subprocess.run(
                [sys.executable, "-m", "mailgate", "agent", "password", who, "--stdin", "--settings", str(desk.settings)],
                input="correct horse battery staple\n",
                text=True,
                check=True,
                capture_output=True,
                timeout=60,
            )
        try:
            yield desk, smarthost
        finally:
            desk.kill()


def answered(desk: RunningDesk, smarthost: postfix.Postfix, text: str) -> str:
    """The agent of ticket 1 answers their hand-over."""
    agent = desk.agent_of(1)
    handover = message_of(smarthost.wait_for_mail(agent)[0])
    send(reply_to(handover, agent, text), ("127.0.0.1", desk.submission), login=(agent, "correct horse battery staple"))
    return agent


@NEEDS_POSTFIX
def test_an_answer_goes_out_through_a_smarthost_and_its_bounce_comes_home(sending: tuple[RunningDesk, postfix.Postfix]) -> None:
    desk, smarthost = sending
    desk.customer_writes(new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n"))
    smarthost.wait_for_mail("maria@example.org")
    agent = answered(desk, smarthost, "Your access works again.")

    answer = message_of(smarthost.wait_for_mail("maria@example.org", number=2)[1])
    assert "Your access works again." in text_of(answer)
    assert agent not in answer.as_string()
    envelope = parseaddr(str(answer["Return-Path"]))[1]
    assert envelope.startswith("bounce+")
    assert envelope.endswith("@support.example.com")

    bounce = _bounce_of(answer, "maria@example.org")
    send(bounce, ("127.0.0.1", desk.smtp), sender="<>", to=envelope)
    told = desk.until(
        lambda: [m for m in map(message_of, smarthost.mails_of(agent)) if "5.1.1" in text_of(m)], "the agent to hear of it"
    )
    assert "maria@example.org" in text_of(told[-1])
    assert desk.outcomes()[-1] == "bounced"
    assert _undeliverable(desk, "maria@example.org")


def _bounce_of(letter: EmailMessage, recipient: str) -> bytes:
    """The report of RFC 3464 that a server writes."""
    return (
        "From: MAILER-DAEMON@mx.example.org\r\nTo: postmaster@support.example.com\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
        "Message-ID: <bounce.1@mx.example.org>\r\nAuto-Submitted: auto-replied\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter['Message-ID']}\r\nFrom: {letter['From']}\r\n"
        f"To: {recipient}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


def _undeliverable(desk: RunningDesk, who: str) -> bool:
    """A further mail of a customer whose address is marked gets no acknowledgement."""
    desk.customer_writes(new_mail(who, "support@example.com", "Something else entirely", "Another question.\n"))
    desk.until(lambda: desk.outcomes()[-1] == "opened", "the next ticket")
    return not [x for x in desk.ledger()[-1]["letters"] if x["to"] == who]


@NEEDS_POSTFIX
def test_a_recipient_that_the_smarthost_refuses_is_told_to_the_agent(sending: tuple[RunningDesk, postfix.Postfix]) -> None:
    desk, smarthost = sending
    desk.customer_writes(new_mail("refused@example.org", "support@example.com", "Locked out", "I can't log in.\n"))
    agent = answered(desk, smarthost, "Your access works again.")

    told = desk.until(
        lambda: [m for m in map(message_of, smarthost.mails_of(agent)) if "No such user" in text_of(m)], "the agent to hear of it"
    )
    assert "refused@example.org" in text_of(told[-1])


# Dovecot --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ca")
    ca = trustme.CA()
    ca.cert_pem.write_to_path(folder / "ca.pem")
    issued = ca.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    issued.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    return folder


def fetching(folder: Path, port: int, tls: str, login: str) -> RunningDesk:
    box = f"host: 127.0.0.1, port: {port}, mailbox: support@example.com, user: support, tls: {tls}"
    more = f"  imap:\n    - {{{box}, {login}, after: move Done}}\n"
    return RunningDesk(folder, more=more)


@NEEDS_DOVECOT
@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_a_mailbox_is_fetched_over_tls_and_nothing_is_read_twice(tmp_path: Path, certificates: Path, tls: str) -> None:
    first = new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n")
    second = new_mail("paul@example.org", "support@example.com", "Export", "How does it work?\n")
    third = new_mail("lea@example.org", "support@example.com", "Invoice", "Where is it?\n")
    with dovecot.dovecot({"support": "secret"}, certificate=certificates / "cert.pem", key=certificates / "key.pem") as server:
        server.deliver("support", first.as_bytes())
        port = server.tls_port if tls == "implicit" else server.port
        desk = fetching(tmp_path, port, tls, f"password: secret, ca: {certificates / 'ca.pem'}")
        desk.start()
        try:
            desk.letter_to("maria@example.org")
            desk.until(lambda: desk.health()["doors"]["imap:support@example.com"] == "open", "the mailbox to be open")
            server.deliver("support", second.as_bytes())  # while it waits in IDLE
            desk.letter_to("paul@example.org")
            desk.until(lambda: len(server.messages("support", "Done")) == 2, "both mails to be in Done")
            assert server.messages("support") == []

            desk.kill()
            server.deliver("support", third.as_bytes())
            desk.start()
            desk.letter_to("lea@example.org")
            assert desk.outcomes() == ["opened"] * 3
            assert {row["door"] for row in desk.ledger()} == {"imap"}

            desk.customer_writes(first)  # the same mail by the other door
            desk.until(lambda: len(desk.outcomes()) == 4, "the repeated mail")
            assert desk.ledger()[-1]["outcome"] == "duplicate"
            assert desk.ledger()[-1]["ticket"] == 1
        finally:
            desk.kill()


@NEEDS_DOVECOT
def test_a_refused_token_is_told_to_the_admin_and_the_mailbox_works_again_once_it_is_given(tmp_path: Path) -> None:
    with token_server() as tokens, dovecot.dovecot({"support": "unused"}, token_url=tokens.introspection_url) as server:
        tokens.user = "support"
        tokens.answer = (400, {"error": "invalid_grant", "error_description": "The refresh token has expired."})
        server.deliver("support", new_mail(MARIA, "support@example.com", "Locked out", "I can't log in.\n").as_bytes())
        login = f"oauth: {{provider: custom, client_id: app, refresh_token: granted, token_url: '{tokens.token_url}'}}"
        desk = fetching(tmp_path, server.port, "none", login)
        desk.start()
        try:
            told = desk.letter_to("dana@example.com", "support@example.com")
            assert "invalid_grant" in told.text or "expired" in told.text
            tokens.answer = None
            desk.stop()
            desk.start()
            desk.letter_to("maria@example.org")
        finally:
            desk.kill()


# Real mail clients ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("neomutt") is None, reason="needs neomutt")
def test_an_agent_answers_with_neomutt(desk: RunningDesk, tmp_path: Path) -> None:
    desk.new_customer(MARIA, "Locked out", "I can't log in.\n")
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "I can't log in.")
    user, _, domain = agent.partition("@")
    rc = tmp_path / "muttrc"
    rc.write_text(
        f"set from='{agent}'\nset realname='Agent'\nset use_from=yes\nset envelope_from=yes\nset hostname='{domain}'\n"
        f"set smtp_url='smtp://{user}%40{domain}@127.0.0.1:{desk.submission}'\nset smtp_pass='{desk.password(agent)}'\n"
        "set smtp_authenticators='plain'\nset ssl_starttls=no\nset ssl_force_tls=no\nset copy=no\nset record=''\n"
    )
    words = "#resolve\n\nYour access works again.\n\nOn Sunday, Maria wrote:\n> I can't log in.\n"
    done = subprocess.run(
        [
            "neomutt",
            "-F",
            str(rc),
            "-n",
            "-s",
            f"Re: {handover.subject}",
            "-e",
            f"my_hdr In-Reply-To: <{handover.message_id}>",
            "--",
            str(handover.message["Reply-To"]),
        ],
        input=words,
        capture_output=True,
        text=True,
        timeout=60,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    answer = desk.letter_to("maria@example.org", "Your access works again.")
    assert "#resolve" not in answer.text
    assert agent not in answer.path.read_text()
    assert desk.ticket(1)["state"] == "resolved"


@pytest.mark.skipif(shutil.which("swaks") is None, reason="needs swaks")
def test_a_customer_and_an_agent_write_with_swaks(desk: RunningDesk, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()

    def swaks(*arguments: str) -> None:
        done = subprocess.run(
            ["swaks", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env={"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
        )
        assert done.returncode == 0, done.stdout + done.stderr

    swaks(
        "--server",
        f"127.0.0.1:{desk.smtp}",
        "--from",
        "maria@example.org",
        "--to",
        "support@example.com",
        "--h-Subject",
        "Locked out",
        "--body",
        "I can't log in.",
    )
    desk.letter_to("maria@example.org")
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "I can't log in.")
    swaks(
        "--server",
        f"127.0.0.1:{desk.submission}",
        "--auth",
        "PLAIN",
        "--auth-user",
        agent,
        "--auth-password",
        desk.password(agent),
        "--from",
        agent,
        "--to",
        parseaddr(str(handover.message["Reply-To"]))[1],
        "--h-Subject",
        f"Re: {handover.subject}",
        "--body",
        "Your access works again.",
    )
    desk.letter_to("maria@example.org", "Your access works again.")
    assert desk.outcomes() == ["opened", "answered"]


def test_a_customers_html_mail_is_read_as_words_and_its_scripts_go_nowhere(desk: RunningDesk) -> None:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = MARIA, "support@example.com", "Locked out", "<h1@example.org>"
    mail.set_content(
        "<html><head><style>p {color: red}</style><script>alert(1)</script></head><body><p>I can&rsquo;t log&nbsp;in.</p>"
        "<img src='http://tracker.example/x.gif'><a href='javascript:alert(2)'>here</a></body></html>",
        subtype="html",
    )
    desk.customer_writes(mail)
    agent = desk.agent_of(1)
    handover = desk.letter_to(agent, "log")
    shown = "".join(p.get_content() for p in handover.message.walk() if p.get_content_maintype() == "text")
    assert "I can’t log in." in shown.replace("\xa0", " ").replace("&nbsp;", " ")
    for bad in ("alert(", "tracker.example/x.gif'", "<script", "javascript:", "color: red}"):
        assert bad not in shown
