"""The stage of the demo: scenes played on a running desk, and what came of them, shown."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.panel import Panel
from rich.text import Text

from mailgate.cli.common import out
from mailgate.cli.demo_day import Answers, Bounces, Passes, Scene, Writes
from mailgate.cli.mail_client import Mail, mails_in, new_mail, reply_to, send
from mailgate.model.errors import Refused

if TYPE_CHECKING:
    from mailgate.adapters.clock import TurnedClock
    from mailgate.bootstrap import House
    from mailgate.daemon import Daemon

PATIENCE = 60.0  # seconds until the desk must be at rest after an act
LOOK = 0.05
PACE = 2.5  # seconds after each act, where a person looks on
TIMER_LEASE = timedelta(minutes=2)
TO_ANSWER = ("handover", "customer_replied", "pending_mail")


@dataclass(slots=True, kw_only=True)
class Stage:
    """Plays scenes on a running desk and shows what comes of them."""

    house: House
    daemon: Daemon
    clock: TurnedClock
    mails: Path
    passwords: dict[str, str] = field(default_factory=dict)
    _entries: dict[int, int] = field(default_factory=dict)
    _letter: int = 0

    async def prepare(self) -> None:
        """Passwords for the agents, known to this demo only."""
        from mailgate.adapters.passwords import hash_password, new_password

        for address in self.house.in_force.rulebook.agents:
            self.passwords[address] = new_password()
            self.house.store.people.set_password(address, hash_password(self.passwords[address]), now=self.clock())

    async def play(self, number: int, scene: Scene) -> None:
        out.print()
        out.print(Panel(Text(scene.title, style="bold"), title=f"{number}", title_align="left", width=100))
        for act in scene.acts:
            match act:
                case Writes():
                    await self._writes(act)
                case Answers():
                    await self._answers(act)
                case Bounces():
                    await self._bounces(act)
                case Passes():
                    self.clock.turn(act.span)
                    for bell in self.house.bells.hung.values():
                        bell()
                    out.print(Text(f"  … {act.span} later", style="dim"))
            await self._rest()
            self._show_news()
            if out.is_terminal:
                await asyncio.sleep(PACE)

    async def _writes(self, act: Writes) -> None:
        who = parseaddr(act.who)[1]
        if act.answers:
            newest = self._newest(who)
            mail = reply_to(newest.message, act.who, act.text, date=self.clock())
            if act.subject:
                mail.replace_header("Subject", act.subject)
        else:
            mail = new_mail(act.who, act.to, act.subject, act.text, date=self.clock())
        for name, value in act.headers:
            mail[name] = value
        out.print(Text(f"  ✉ {who}: {' '.join(act.text.split())[:90]}", style="cyan"))
        await self._send(mail, "smtp")

    async def _answers(self, act: Answers) -> None:
        customer = parseaddr(act.customer)[1]
        ticket = self.house.store.views.tickets(customer=customer, limit=1)[0]
        agent, mail = self._to_answer(int(ticket["ticket"]))
        out.print(Text(f"  ✉ {agent} answers: {' '.join(act.text.split())[:84]}", style="cyan"))
        await self._send(
            reply_to(mail.message, agent, act.text, date=self.clock()), "submission", login=(agent, self.passwords[agent])
        )

    async def _bounces(self, act: Bounces) -> None:
        who = parseaddr(act.who)[1]
        letter = self._newest(who).message
        out.print(Text(f"  ✉ a mail server: {act.why}", style="cyan"))
        await self._send(
            bounce_of(letter, who, act.why, date=self.clock()),
            "smtp",
            sender="",
            to=parseaddr(str(letter["Return-Path"]))[1],
        )

    async def _send(
        self,
        mail: EmailMessage | bytes,
        door: str,
        *,
        login: tuple[str, str] | None = None,
        sender: str | None = None,
        to: str | None = None,
    ) -> None:
        host, port = self.daemon.doors[door].listening  # type: ignore[attr-defined]
        await asyncio.to_thread(send, mail, (host, port), login=login, sender=sender, to=to)

    def _newest(self, address: str) -> Mail:
        from mailgate.adapters.maildir_out import folder_name

        mails = mails_in(self.mails / folder_name(address))
        if not mails:
            raise Refused(f"no letter to {address} came; the settings differ from the ones that ship, so the demo can't go on")
        return mails[-1]

    def _to_answer(self, ticket: int) -> tuple[str, Mail]:
        """Who has a letter about this ticket that a reply will answer, and that letter."""
        from mailgate.adapters.maildir_out import folder_name

        rows = [row for row in self.house.store.views.letters(ticket=ticket) if row["template"] in TO_ANSWER]
        for row in reversed(rows):
            for mail in reversed(mails_in(self.mails / folder_name(row["to"]))):
                if mail.message_id == row["message_id"]:
                    return str(row["to"]), mail
        raise Refused(f"nobody got ticket #{ticket}; the settings differ from the ones that ship, so the demo can't go on")

    async def _rest(self) -> None:
        """Until nothing is due any more: every mail taken in, every letter written and sent."""
        async with asyncio.timeout(PATIENCE):
            quiet = 0
            while quiet < 2:
                await asyncio.sleep(LOOK)
                depths = await asyncio.to_thread(self.house.store.views.depths)
                quiet = quiet + 1 if at_rest(depths, self.clock()) else 0

    def _show_news(self) -> None:
        """What the tickets' stories and the outbox have got since the last look."""
        for row in reversed(self.house.store.views.tickets()):
            ticket = self.house.store.views.ticket(int(row["ticket"]))
            if ticket is not None:
                self._show_ticket(ticket)
        for letter in self.house.store.views.letters(after=self._letter):
            self._letter = max(self._letter, int(letter["id"]))
            about = f" #{letter['ticket']}" if letter["ticket"] else ""
            out.print(
                Text(
                    f"      → {letter['to']}: {letter['template']}{about} “{letter['subject']}” ({letter['state']})",
                    style="green",
                )
            )

    def _show_ticket(self, ticket: dict[str, Any]) -> None:
        number = int(ticket["ticket"])
        fresh = [entry for entry in ticket["entries"] if entry["id"] > self._entries.get(number, 0)]
        if not fresh:
            return
        if number not in self._entries:
            because = "; ".join((ticket["route"] or {}).get("because") or ())
            out.print(
                Text(
                    f"    #{number} {ticket['intent'] or 'no intent'} · {ticket['priority']} · {ticket['language']} · "
                    f"{ticket['agent'] or 'queue of ' + str(ticket['team'])}" + (f" ({because})" if because else ""),
                    style="bold",
                )
            )
        for entry in fresh:
            words = " ".join(str(entry["text"] or entry.get("reason") or "").split())[:80]
            mark = {"public": "", "pending": " (pending)"}.get(entry["visibility"], " (internal)")
            out.print(
                Text(
                    f"    #{number} {entry['kind']} by {entry['by']}{mark}: {words}",
                    style="default" if entry["visibility"] == "public" else "dim",
                )
            )
        self._entries[number] = max(entry["id"] for entry in fresh)

    def close(self) -> None:
        """Where every ticket and every mail ended."""
        out.print()
        for row in reversed(self.house.store.views.tickets()):
            out.print(
                Text(f"  #{row['ticket']:<3} {row['state']:<9} {row['priority']:<7} {row['customer']:<24} {row['subject']}")
            )
        outcomes: dict[str, int] = {}
        for line in self.house.store.views.ledger():
            outcomes[str(line["outcome"])] = outcomes.get(str(line["outcome"]), 0) + 1
        out.print(Text("  ledger: " + ", ".join(f"{n} {word}" for word, n in sorted(outcomes.items()))))


def at_rest(depths: Mapping[str, tuple[int, datetime | None]], now: datetime) -> bool:
    """Nothing is left to take in, to write or to send, and no timer is due or just being fired (leased)."""
    timer = depths.get("timers", (0, None))[1]
    return all(depths[queue][0] == 0 for queue in ("inbox", "notices", "outbox")) and (timer is None or timer > now + TIMER_LEASE)


def bounce_of(letter: EmailMessage, to: str, why: str, *, date: datetime) -> bytes:
    """A delivery status notification (RFC 3464) for a letter of ours, as a mail server writes it."""
    lines = (
        "From: Mail Delivery System <mailer-daemon@mx.example.net>",
        f"To: {parseaddr(str(letter['Return-Path']))[1]}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(date)}",
        f"Message-ID: {make_msgid(domain='mx.example.net')}",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=report"',
        "",
        "--=report",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"Your message could not be delivered to {to}:",
        "",
        why,
        "",
        "--=report",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.net",
        "",
        f"Final-Recipient: rfc822; {to}",
        "Action: failed",
        f"Status: {why.split()[1]}",
        f"Diagnostic-Code: smtp; {why}",
        "",
        "--=report",
        "Content-Type: text/rfc822-headers",
        "",
        *(f"{name}: {letter[name]}" for name in ("From", "To", "Subject", "Message-ID")),
        "",
        "--=report--",
        "",
    )
    return "\r\n".join(lines).encode()
