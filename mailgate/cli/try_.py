"""`mailgate try`: a real mail client for the embedded default, as a customer or as an agent; shows what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.common import DEFAULT_SETTINGS, DebugOption, JsonOption, SettingsOption, guarded, say, say_json
from mailgate.cli.mail_client import Mail, mails_in, new_mail, reply_to, send, wait_for_new

if TYPE_CHECKING:
    from mailgate.settings import Settings

app = typer.Typer(
    help="Try the desk as a customer or as an agent, by real mail.", no_args_is_help=True, pretty_exceptions_enable=False
)

CUSTOMER = "Maria Lopez <maria@example.org>"
FIRST, MORE = 15.0, 1.0  # seconds to wait for a letter, and after it for another
SUBJECT_LENGTH = 60


@app.command()
def customer(
    text: Annotated[str, typer.Argument(help="What the customer writes.")],
    sender: Annotated[str, typer.Option("--from", help="Who writes.")] = CUSTOMER,
    to: Annotated[str | None, typer.Option("--to", help="Which of our mailboxes; left out: the first.")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="Left out: the first words.")] = None,
    reply: Annotated[bool, typer.Option("--reply", help="Answer the newest letter to this customer.")] = False,
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Write to the desk as a customer and see what comes back."""
    guarded(lambda: _customer(text, sender, to, subject, reply, settings, json), debug=debug)


def _customer(text: str, sender: str, to: str | None, subject: str | None, reply: bool, file: Path, json: bool) -> None:
    from email.utils import parseaddr

    from mailgate.model.errors import Refused

    settings = _settings_of(file)
    if settings.server.smtp is None:
        raise Refused("the SMTP door is shut; add server.smtp to the settings")
    listen = (settings.server.smtp.listen.host or "127.0.0.1", settings.server.smtp.listen.port)
    box = maildir_of(settings, parseaddr(sender)[1])
    known = {mail.path for mail in mails_in(box)}
    if reply:
        mails = mails_in(box)
        if not mails:
            raise Refused(f"there is no letter to {parseaddr(sender)[1]} yet; leave --reply out")
        mail = reply_to(mails[-1].message, sender, text)
    else:
        mailbox = to or next(iter(settings.desk.mailboxes))
        mail = new_mail(sender, mailbox, subject or _first_words(text), text + "\n")
    send(mail, listen)
    if not json:
        _say_step(f"{parseaddr(sender)[1]} wrote to {mail['To']}", swaks_line(mail, listen), neomutt_line(mail, listen))
    _show_what_comes(box, known, json)


@app.command()
def agent(
    who: Annotated[str, typer.Argument(help="The agent's name or address.")],
    text: Annotated[
        str, typer.Option("--text", help="What the agent writes; `\\n` is a line end, lines with # at the top are commands.")
    ] = ("Hello,\n\nI have looked into it and it works again. Please try once more.\n\nBest regards"),
    settings: SettingsOption = DEFAULT_SETTINGS,
    json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Answer the newest hand-over as this agent, through the submission port."""
    guarded(lambda: _agent(who, text.replace("\\n", "\n"), settings, json), debug=debug)


def _agent(who: str, text: str, file: Path, json: bool) -> None:
    from mailgate.cli.agent import agent_named
    from mailgate.model.errors import Refused
    from mailgate.model.people import Agent

    settings = _settings_of(file)
    if settings.server.submission is None:
        raise Refused("the submission door is shut; add server.submission to the settings")
    listen = (settings.server.submission.listen.host or "127.0.0.1", settings.server.submission.listen.port)
    named = (
        (address, block.name or address.partition("@")[0].title(), block.also) for address, block in settings.desk.agents.items()
    )
    person = agent_named(who, {address: Agent(address=address, name=name, also=also) for address, name, also in named})
    handover = newest_to_answer(settings, person.address)
    password = password_of(settings, person.address)
    box, customer_box = maildir_of(settings, person.address), None
    mail = reply_to(handover.message, f"{person.name} <{person.address}>", text)
    ticket = _ticket_of(settings, handover)
    known = {m.path for m in mails_in(box)}
    if ticket is not None:
        customer_box = maildir_of(settings, ticket)
        known |= {m.path for m in mails_in(customer_box)}
    send(mail, listen, login=(person.address, password))
    if not json:
        _say_step(
            f'{person.name} answered "{handover.subject}"',
            swaks_line(mail, listen, login=person.address),
            neomutt_line(mail, listen, login=person.address),
        )
    if customer_box is not None:
        _show_what_comes(customer_box, known, json)
    _show_what_comes(box, known, json, first=MORE)


def _settings_of(file: Path) -> Settings:
    """The settings, of a faulty file what is not faulty. SettingsFault where that is nothing."""
    from mailgate.cli.house import looked_at
    from mailgate.model.errors import SettingsFault

    found = looked_at(file)
    if found.settings is None:
        raise SettingsFault(found.faults)
    return found.settings


def maildir_of(settings: Settings, address: str) -> Path:
    """Where letters to this address lie. Refused when letters leave this machine."""
    from mailgate.adapters.maildir_out import folder_name
    from mailgate.model.errors import Refused
    from mailgate.settings import SmtpDelivery

    delivery = settings.server.delivery
    if isinstance(delivery, SmtpDelivery):
        raise Refused("letters go out by SMTP here; `try` is for delivery: {via: maildir}")
    return delivery.path / folder_name(address)


def newest_to_answer(settings: Settings, address: str) -> Mail:
    """The newest letter in the agent's Maildir that asks for an answer. Refused when there is none."""
    from mailgate.adapters.store import looked_into
    from mailgate.model.errors import Refused

    with looked_into(settings.server.database) as views:
        wanted = {
            row["message_id"]
            for row in views.letters(to=address)
            if row["template"] in ("handover", "customer_replied", "pending_mail")
        }
    found = [mail for mail in mails_in(maildir_of(settings, address)) if mail.message_id in wanted]
    if not found:
        raise Refused(
            f"nothing was handed to {address} yet; `mailgate letters` shows who got what, `mailgate try customer` makes something"
        )
    return found[-1]


def password_of(settings: Settings, address: str) -> str:
    """The password of the first start. Refused when the file doesn't have it."""
    from mailgate.cli.run import passwords_file
    from mailgate.model.errors import Refused

    file = passwords_file(settings)
    lines = file.read_text().splitlines() if file.exists() else []
    for line in lines:
        name, _, password = line.partition(" ")
        if name.lower() == address.lower():
            return password.strip()
    raise Refused(f"the password of {address} is not in {file}; answer from your own mail client instead")


def _ticket_of(settings: Settings, handover: Mail) -> str | None:
    """The customer's address of the ticket that was handed over."""
    from mailgate.adapters.store import looked_into

    with looked_into(settings.server.database) as views:
        row = next((r for r in views.letters() if r["message_id"] == handover.message_id), None)
        ticket = views.ticket(row["ticket"]) if row and row["ticket"] else None
        return str(ticket["customer"]) if ticket else None


def _show_what_comes(box: Path, known: set[Path], json: bool, *, first: float = FIRST) -> None:
    came = 0
    for mail in wait_for_new(box, known, first=first, more=MORE):
        came += 1
        if json:
            say_json({"to": str(mail.message["To"]), "subject": mail.subject, "text": mail.text, "file": str(mail.path)})
        else:
            say(f"\n┌ to {mail.message['To']}")
            say(f"│ from {mail.message['From']}")
            say(f"│ {mail.subject}")
            say("├─")
            for line in mail.text.rstrip().splitlines():
                say(f"│ {line}")
            say(f"└ {mail.path}")
    if not came and not json and first > MORE:
        say(f"nothing came to {box.name}; the desk's own line says why, and `mailgate ledger` too")


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else line[:SUBJECT_LENGTH].rsplit(" ", 1)[0] + " …"


def _say_step(done: str, swaks: str, neomutt: str) -> None:
    say(f"mailgate: {done}. The same by other clients:")
    say(f"    {swaks}")
    say(f"    {neomutt}")


def swaks_line(mail: object, listen: tuple[str, int], *, login: str | None = None) -> str:
    """The same mail by swaks."""
    from email.message import EmailMessage
    from email.utils import parseaddr
    from shlex import quote

    assert isinstance(mail, EmailMessage)
    words = [
        "swaks",
        "--server",
        f"{listen[0]}:{listen[1]}",
        "--from",
        parseaddr(str(mail["From"]))[1],
        "--to",
        parseaddr(str(mail["To"]))[1],
        "--header",
        quote(f"Subject: {mail['Subject']}"),
    ]
    if mail["In-Reply-To"]:
        words += ["--header", quote(f"In-Reply-To: {mail['In-Reply-To']}")]
    if login:
        words += ["--auth", "PLAIN", "--auth-user", login]
    return " ".join([*words, "--body", quote(str(mail.get_content()).partition("\nOn ")[0].strip())])


def neomutt_line(mail: object, listen: tuple[str, int], *, login: str | None = None) -> str:
    """The same mail by neomutt."""
    from email.message import EmailMessage
    from email.utils import parseaddr
    from shlex import quote

    assert isinstance(mail, EmailMessage)
    words = str(mail.get_content()).partition("\nOn ")[0].strip()
    user = f"{login.replace('@', '%40')}@" if login else ""
    set_up = [
        f"set from={parseaddr(str(mail['From']))[1]}",
        f"set smtp_url=smtp://{user}{listen[0]}:{listen[1]}/",
        "set ssl_starttls=no",
        "set ssl_force_tls=no",
        "set record=''",
    ]
    if mail["In-Reply-To"]:
        set_up.append(f"my_hdr In-Reply-To: {mail['In-Reply-To']}")
    commands = " ".join(f"-e {quote(line)}" for line in set_up)
    return (
        f"printf '%s\\n' {quote(words)} | neomutt {commands} -s {quote(str(mail['Subject']))} -- {parseaddr(str(mail['To']))[1]}"
    )
