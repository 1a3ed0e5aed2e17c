"""Sample facts, so that every template can be seen and checked before it writes a real letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mailgate.model.decision import Candidate, Factor, Route
from mailgate.model.delivery import Audience, LetterFacts, Notice
from mailgate.model.documents import Documents, FoundPassage, Passage
from mailgate.model.facts import PastTicket, SolvedBefore
from mailgate.model.people import Agent, Mailbox, Organisation, Team
from mailgate.model.promise import Hours, Promise
from mailgate.model.reading import Entity, IntentScore, Mood, Neighbour, Reading, Urgency
from mailgate.model.report import Count, Group, Marks, PromiseCount, Report, Spread
from mailgate.model.rules import Rulebook
from mailgate.model.ticket import Entry, Participant, Ticket
from mailgate.policy.report import as_json

NOW = datetime(2026, 11, 20, 13, 2, tzinfo=UTC)
MARIA, ALICE, DANA, BOX = "maria.lopez@acme.example", "alice@example.com", "dana@example.com", "support@example.com"

_WROTE = {
    "en": "Hi,\n\nI can't access my account: I reset the password twice and it still says “locked (E-2041)”.\n\n"
    "I have a presentation in an hour and everything I need is in there. This is the third time this month!\n\n"
    "Please help,\nMaria",
    "it": "Buongiorno,\n\nnon riesco ad accedere al mio account: ho reimpostato la password due volte e dice ancora "
    "“locked (E-2041)”.\n\n"
    "Tra un’ora ho una presentazione e tutto quello che mi serve è lì. È la terza volta questo mese!\n\n"
    "Aiutatemi, per favore,\nMaria",
    "de": "Guten Tag,\n\nich komme nicht in mein Konto: Ich habe das Passwort zweimal zurückgesetzt, und es steht immer noch da "
    "„locked (E-2041)“.\n\n"
    "In einer Stunde halte ich einen Vortrag, und alles, was ich brauche, liegt dort. Das ist das dritte Mal in diesem Monat!\n\n"
    "Bitte helfen Sie mir\nMaria",
    "fr": "Bonjour,\n\nje n’arrive pas à accéder à mon compte\u00a0: j’ai réinitialisé le mot de passe deux fois et il "
    "affiche encore «\u00a0locked (E-2041)\u00a0».\n\n"
    "J’ai une présentation dans une heure et tout ce qu’il me faut s’y trouve. C’est la troisième fois ce mois-ci\u00a0!\n\n"
    "Aidez-moi, s’il vous plaît,\nMaria",
    "es": "Buenos días:\n\nNo puedo acceder a mi cuenta: he restablecido la contraseña dos veces y sigue diciendo "
    "«locked (E-2041)».\n\n"
    "Tengo una presentación dentro de una hora y todo lo que necesito está ahí. ¡Es la tercera vez este mes!\n\n"
    "Ayúdenme, por favor.\nMaria",
}
_SUBJECTS = {
    "it": "Non riesco ad accedere al mio account",
    "de": "Ich komme nicht in mein Konto",
    "fr": "Je n’arrive pas à accéder à mon compte",
    "es": "No puedo acceder a mi cuenta",
}
_ANSWERED = {
    "en": "Hi Maria,\n\nI have unlocked your account just now; please sign in again at https://app.example.com/login.\n\n"
    "If it still says “locked”, tell me which browser you use and I will call you before your presentation.\n\nAlice",
    "it": "Buongiorno Maria,\n\nho appena sbloccato il Suo account; può accedere di nuovo da https://app.example.com/login.\n\n"
    "Se dice ancora “locked”, mi dica quale browser usa e La chiamo prima della presentazione.\n\nAlice",
    "de": "Guten Tag Maria Lopez,\n\nich habe Ihr Konto gerade entsperrt; Sie können sich wieder anmelden: "
    "https://app.example.com/login\n\n"
    "Falls dort noch „locked“ steht, sagen Sie mir, welchen Browser Sie benutzen; ich rufe Sie vor Ihrem Vortrag an.\n\nAlice",
    "fr": "Bonjour Maria,\n\nje viens de débloquer votre compte\u00a0; vous pouvez vous reconnecter ici\u00a0: "
    "https://app.example.com/login\n\n"
    "S’il affiche encore «\u00a0locked\u00a0», dites-moi quel navigateur vous utilisez et je vous appelle avant "
    "votre présentation.\n\nAlice",
    "es": "Hola, Maria:\n\nAcabo de desbloquear su cuenta; ya puede entrar de nuevo en https://app.example.com/login.\n\n"
    "Si sigue diciendo «locked», dígame qué navegador usa y la llamo antes de su presentación.\n\nAlice",
}

DATA: dict[str, tuple[Audience, dict[str, Any]]] = {
    "acknowledgement": ("customer", {"answer_by": (NOW + timedelta(minutes=58)).isoformat(), "nobody_in": False, "plain": False}),
    "answer": ("customer", {"resolves": False}),
    "status_changed": ("customer", {"state": "on_hold", "by_name": "Alice"}),
    "waiting_reminder": ("customer", {"step": 1}),
    "resolved": ("customer", {"by_name": "Alice"}),
    "closed": ("customer", {"by_name": None}),
    "feedback_request": ("customer", {"scale": 5}),
    "feedback_thanks": ("customer", {"score": 2, "scale": 5}),
    "handover": (
        "agent",
        {
            "because": ["skill login 0.9", "0 of 8 tickets"],
            "reason": "best",
            "queue": None,
            "again": False,
            "suggested": None,
            "priority_because": ["“presentation in an hour”", "impact medium"],
        },
    ),
    "customer_replied": ("agent", {"unverified": False}),
    "pending_mail": ("agent", {"sender": "paul@partner.example", "sender_name": "Paul Meyer"}),
    "sla_warning": ("agent", {"promise": "first_response", "due": (NOW + timedelta(minutes=15)).isoformat(), "fraction": 0.75}),
    "escalation": (
        "agent",
        {
            "promise": "first_response",
            "due": (NOW - timedelta(minutes=20)).isoformat(),
            "step": 1,
            "overdue": True,
        },
    ),
    "transcript": (
        "agent",
        {
            "lines": [
                {"command": "#tag login", "ok": True, "text": "tagged login"},
                {"command": "#assign bob", "ok": False, "text": "nobody here is called bob; did you mean Bea?"},
                {
                    "command": "#why",
                    "ok": True,
                    "text": "#1042 I can't access my account",
                    "rows": [
                        "About: account.access, 93 % sure",
                        "  it says “can't access my account”",
                        "It is with Alice",
                        "  to Alice (best): account.access 0.93; skill login 0.9",
                    ],
                },
            ],
            "held": False,
            "suggestion": None,
            "hold_words": [],
        },
    ),
    "not_acted_on": (
        "agent",
        {
            "why": "no proof of origin",
            "fix": "Send it through our submission port with your password, or from your company's own mail server.",
        },
    ),
    "delivery_failure": (
        "agent",
        {
            "recipient": MARIA,
            "status": "5.1.1",
            "reply": "550 5.1.1 no such user here",
            "what": "answer",
            "subject": "I can't access my account",
        },
    ),
    "rule_notice": ("agent", {"rule": "VIP outages wake the lead", "because": "tier vip, urgency critical, team helpdesk"}),
    "spike": (
        "agent",
        {
            "told": "14 tickets name PAY-503 in 20 minutes, normal is 1",
            "customers": 13,
            "named": "PAY-503",
            "tickets": list(range(1030, 1043)),
            "subjects": ["PAY-503 when I pay", "Payment fails since this morning", "Error PAY-503"],
            "events": [{"name": "release 4.2", "at": (NOW - timedelta(minutes=35)).isoformat()}],
        },
    ),
    "discovery": (
        "agent",
        {
            "name": "barcode_scanner",
            "many": 11,
            "customers": 9,
            "lately": 6,
            "words": ["barcode", "scanner", "labels"],
            "tickets": [1017, 1030, 1038],
            "yaml": ["barcode_scanner:", '  team: "helpdesk"', "  examples:", '    - "The scanner refuses our labels."'],
        },
    ),
    "admin_notice": (
        "admin",
        {
            "subject": "the rules were not reloaded",
            "lines": ["settings.yaml:42:7: unknown key `phrase`; did you mean `phrases`?"],
        },
    ),
    "report": (
        "admin",
        as_json(
            Report(
                what="week",
                since=NOW - timedelta(days=7),
                until=NOW,
                made=NOW,
                opened=42,
                resolved=36,
                closed=31,
                reopened=2,
                unresolved=14,
                unassigned=3,
                overdue=1,
                states=(Count(name="open", count=9), Count(name="waiting", count=5)),
                ages=(
                    Count(name="under_1d", count=6),
                    Count(name="under_3d", count=4),
                    Count(name="under_7d", count=3),
                    Count(name="under_30d", count=1),
                    Count(name="older", count=0),
                ),
                first_response=Spread(count=40, median=1500, p90=6900),
                resolution=Spread(count=36, median=15120, p90=82800),
                promises=(
                    PromiseCount(name="first_response", kept=38, broken=2),
                    PromiseCount(name="resolution", kept=34, broken=2),
                ),
                transfers=5,
                first_contact=21,
                feedback=Marks(count=8, average=4.5),
                letters_sent=131,
                letters_failed=1,
                messages=(Count(name="opened", count=42), Count(name="appended", count=33), Count(name="answered", count=51)),
                teams=(Group(name="helpdesk", opened=42, resolved=36, unresolved=14, first_response=1500),),
                agents=(
                    Group(name=ALICE, opened=24, resolved=22, unresolved=7, first_response=1260),
                    Group(name=None, opened=3, unresolved=3),
                ),
                intents=(Group(name="account.access", opened=17, resolved=16, unresolved=2, first_response=960),),
                tiers=(
                    Group(name="vip", opened=8, resolved=8, first_response=600),
                    Group(name="standard", opened=34, resolved=28),
                ),
            )
        ),
    ),
}


_PASSAGE = Passage(
    document="passwords.md",
    line=12,
    title="Passwords",
    heading="The account is locked",
    text="After five wrong passwords an account is locked for an hour.\n\n"
    "To unlock it at once, open https://support.example.com/unlock and follow the mail that comes.",
)


def sample_rulebook(name: str = "Example Support") -> Rulebook:
    """A small desk with office hours in Rome."""
    week = tuple(((540, 1080),) if day < 5 else () for day in range(7))
    return Rulebook(
        fingerprint="sample",
        name=name,
        domain="support.example.com",
        mailboxes={BOX: Mailbox(address=BOX, name=name, team="helpdesk", hours="office")},
        hours={"always": Hours(name="always"), "office": Hours(name="office", timezone="Europe/Rome", week=week)},
        teams={"helpdesk": Team(name="helpdesk", lead=DANA, hours="office")},
        agents={
            ALICE: Agent(address=ALICE, name="Alice", teams=("helpdesk",), skills={"login": 0.9}),
            DANA: Agent(address=DANA, name="Dana", teams=("helpdesk",), senior=True),
        },
        customers={
            "acme.example": Organisation(
                key="acme.example", name="Acme", tier="vip", plan="pro", value=120_000, trial_until=date(2026, 12, 31)
            )
        },
        documents=Documents(passages=(_PASSAGE,)),
        admins=("admin@example.com",),
    )


def sample(template: str, *, language: str = "en", now: datetime = NOW) -> tuple[Notice, LetterFacts]:
    """A notice of this template and the facts its letter needs; unknown templates get a customer's answer."""
    audience, data = DATA.get(template, DATA["answer"])
    to = {"customer": MARIA, "agent": ALICE, "admin": "admin@example.com"}[audience]
    notice = Notice(
        template=template,
        to=to,
        to_name="Maria Lopez" if audience == "customer" else None,
        audience=audience,
        why="sample",
        deliver_after=now,
        ticket=None if audience == "admin" else 1042,
        entry=3,
        from_agent=ALICE if template == "answer" else None,
        automatic=template not in _BY_PEOPLE,
        data=data,
    )
    if audience == "admin":
        return notice, LetterFacts()
    facts = _facts(language, now)
    note, answer, mail = facts.entries
    if template == "answer":
        return notice, replace(facts, entry=answer)
    return notice, replace(facts, entries=(note, mail)) if template == "handover" else facts


_BY_PEOPLE = ("answer", "handover", "customer_replied", "pending_mail")


def _facts(language: str, now: datetime) -> LetterFacts:
    earlier = Entry(
        id=1,
        ticket=1042,
        kind="note",
        at=now - timedelta(minutes=3),
        by=DANA,
        by_name="Dana",
        text="Billing says the account is paid up, so it is only the lock.",
    )
    answer = Entry(
        id=2,
        ticket=1042,
        kind="answer",
        at=now - timedelta(minutes=1),
        by=ALICE,
        by_name="Alice",
        visibility="public",
        text=_ANSWERED.get(language, _ANSWERED["en"]),
    )
    mail = Entry(
        id=3,
        ticket=1042,
        kind="mail",
        at=now - timedelta(minutes=2),
        by=MARIA,
        by_name="Maria Lopez",
        visibility="public",
        text=_WROTE.get(language, _WROTE["en"]),
        attachments=(("screenshot.png", "image/png", 84_213, "0" * 64),),
    )
    return LetterFacts(
        ticket=_ticket(language, now),
        entry=mail,
        entries=(earlier, answer, mail),
        fresh=(earlier,),
        thread=("one@mail.acme.example", "two@mail.acme.example"),
        participants=(Participant(address=MARIA, name="Maria Lopez"),),
        route=_route(),
        reading=_reading(now),
        story=(
            PastTicket(
                number=987,
                subject="Locked out again",
                state="closed",
                intent="account.access",
                agent=ALICE,
                resolved_by=ALICE,
                opened_at=now - timedelta(days=12),
                resolved_at=now - timedelta(days=11),
            ),
            PastTicket(
                number=902,
                subject="Invoice for October",
                state="resolved",
                intent="billing.invoice",
                agent=DANA,
                resolved_by=DANA,
                opened_at=now - timedelta(days=31),
                resolved_at=now - timedelta(days=30),
            ),
        ),
        similar=(
            SolvedBefore(
                number=951,
                subject="Account locked after password reset",
                resolved_by=ALICE,
                resolved_at=now - timedelta(days=4),
                words="The lock was left over from the old password. I have removed it; please log in with the new one.",
                answer="The lock was left over from the old password. I have removed it; please log in with the new one.",
                similarity=0.81,
            ),
        ),
        conversation=1,
    )


def _ticket(language: str, now: datetime) -> Ticket:
    hour = timedelta(hours=1)
    return Ticket(
        number=1042,
        state="open",
        priority="urgent",
        mailbox=BOX,
        customer=MARIA,
        customer_name="Maria Lopez",
        subject=_SUBJECTS.get(language, "I can't access my account"),
        organisation="acme.example",
        tier="vip",
        team="helpdesk",
        agent=ALICE,
        intent="account.access",
        confidence=0.93,
        language=language,
        urgency="critical",
        deadline=now + timedelta(minutes=58),
        verified=True,
        opened_at=now - timedelta(minutes=2),
        changed_at=now,
        promises=(
            Promise(name="first_response", policy="vip", due=now + timedelta(minutes=58), span=hour, hours="always"),
            Promise(name="resolution", policy="vip", due=now + timedelta(hours=24), span=24 * hour, hours="always"),
        ),
    )


def _route() -> Route:
    return Route(
        team="helpdesk",
        agent=ALICE,
        reason="best",
        confidence=0.93,
        runner_up=DANA,
        rules=("VIP outages wake the lead",),
        candidates=(
            Candidate(
                agent=ALICE,
                score=8.1,
                factors=(
                    Factor(name="skill", value=0.9, weight=4, because="skill login 0.9"),
                    Factor(name="history", value=1, weight=2, because="solved #987 for Maria"),
                    Factor(name="load", value=1, weight=3, because="0 of 8 tickets"),
                ),
            ),
            Candidate(
                agent=DANA,
                score=5.2,
                factors=(
                    Factor(name="skill", value=0.5, weight=4, because="senior"),
                    Factor(name="load", value=0.5, weight=3, because="4 of 8 tickets"),
                ),
            ),
        ),
    )


def _reading(now: datetime) -> Reading:
    return Reading(
        language="en",
        intents=(
            IntentScore(name="account.access", confidence=0.93, because=("can't access my account", "reset the password")),
            IntentScore(name="account.security", confidence=0.04),
        ),
        entities=(Entity(type="ERROR_CODE", text="E-2041", start=0, end=6),),
        urgency=Urgency(level="critical", score=0.9, deadline=now + timedelta(minutes=58), because=("in an hour",)),
        mood=Mood(score=-0.6, frustrated=True, because=("third time",)),
        known=0.98,
        similar=(Neighbour(ticket=951, intent="account.access", similarity=0.81),),
        weighed=("access", "account", "password"),
        documents=(FoundPassage(document="passwords.md", line=12, score=0.78),),
    )
