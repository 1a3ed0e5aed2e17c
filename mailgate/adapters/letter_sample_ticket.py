"""The ticket that samples are about: Maria can't log in, and all that the desk knows of it, in five languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mailgate.model.decision import Candidate, Factor, Route
from mailgate.model.delivery import LetterFacts
from mailgate.model.documents import FoundPassage
from mailgate.model.facts import PastTicket, SolvedBefore
from mailgate.model.promise import Promise
from mailgate.model.reading import Entity, IntentScore, Mood, Neighbour, Reading, Urgency
from mailgate.model.ticket import Entry, Participant, Ticket

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


def sample_facts(language: str, now: datetime) -> LetterFacts:
    """Its facts; the entries are a note, the answer and Maria's mail."""
    note, answer, mail = _entries(language, now)
    return LetterFacts(
        ticket=_ticket(language, now),
        entry=mail,
        entries=(note, answer, mail),
        fresh=(note,),
        thread=("one@mail.acme.example", "two@mail.acme.example"),
        participants=(Participant(address=MARIA, name="Maria Lopez"),),
        route=_route(),
        reading=_reading(now),
        story=_story(now),
        similar=(_similar(now),),
        conversation=1,
    )


def _entries(language: str, now: datetime) -> tuple[Entry, Entry, Entry]:
    note = Entry(
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
    return note, answer, mail


def _story(now: datetime) -> tuple[PastTicket, ...]:
    locked = PastTicket(
        number=987,
        subject="Locked out again",
        state="closed",
        intent="account.access",
        agent=ALICE,
        resolved_by=ALICE,
        opened_at=now - timedelta(days=12),
        resolved_at=now - timedelta(days=11),
    )
    invoice = PastTicket(
        number=902,
        subject="Invoice for October",
        state="resolved",
        intent="billing.invoice",
        agent=DANA,
        resolved_by=DANA,
        opened_at=now - timedelta(days=31),
        resolved_at=now - timedelta(days=30),
    )
    return locked, invoice


def _similar(now: datetime) -> SolvedBefore:
    words = "The lock was left over from the old password. I have removed it; please log in with the new one."
    return SolvedBefore(
        number=951,
        subject="Account locked after password reset",
        resolved_by=ALICE,
        resolved_at=now - timedelta(days=4),
        words=words,
        answer=words,
        similarity=0.81,
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
