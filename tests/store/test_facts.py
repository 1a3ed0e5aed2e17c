from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailgate.adapters.store import SqlStore
from mailgate.model import decision as d
from mailgate.model.address import Address
from mailgate.model.delivery import TokenMeaning
from mailgate.model.facts import Facts
from mailgate.model.reading import NOTHING_READ
from mailgate.policy import counters
from tests.store.desk_day import (
    ALICE,
    LEASE,
    NOON,
    RULEBOOK,
    SUPPORT,
    accepted,
    arrived,
    letter,
    notice,
    opened,
    parsed,
    raw,
    token,
)


def test_a_first_mail_has_no_past(store: SqlStore) -> None:
    facts = store.facts_about(parsed(), arrived(store), rulebook=RULEBOOK, now=NOON)
    assert facts.duplicate_of is None
    assert (facts.tokens, facts.letters, facts.known, facts.tickets) == ((), (), (), {})
    assert facts.counts.tickets_hour == 0


def test_a_live_token_leads_to_its_ticket_and_a_dead_one_is_counted(store: SqlStore) -> None:
    number = opened(store, d.QueueNotice(notice=notice(ticket=0)))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    store.post([letter(due)], [b"x"], now=NOON)
    named = (f"support+{token(1).upper()}@example.com", f"support+{token(5)}@example.com")
    facts = store.facts_about(parsed(recipients_named=named), arrived(store, key="k2"), rulebook=RULEBOOK, now=NOON)
    assert [(t.audience, t.ticket, t.letter) for t in facts.tokens] == [("customer", number, 1)]
    assert facts.dead_tokens == 1
    assert list(facts.tickets) == [number]
    late = NOON + timedelta(days=366)
    assert store.facts_about(parsed(recipients_named=named), arrived(store, key="k3"), rulebook=RULEBOOK, now=late).tokens == ()
    in_subject = parsed(subject=f"Re: Login [#1-{token(1)}]")
    assert len(store.facts_about(in_subject, arrived(store, key="k4"), rulebook=RULEBOOK, now=NOON).tokens) == 1
    store.people.revoke("maria@example.org", now=NOON)
    assert store.facts_about(in_subject, arrived(store, key="k5"), rulebook=RULEBOOK, now=NOON).dead_tokens == 1


def test_a_one_time_code_leads_to_its_letter_for_a_day(store: SqlStore) -> None:
    number = opened(store)
    held = letter(notice(ticket=number, to=ALICE, cause=7), number=3)
    meaning = TokenMeaning(audience="agent", principal=ALICE, ticket=number, purpose="confirm", expires=NOON + timedelta(days=1))
    store.post([replace(held, tokens=(("code:abcdefghjk", meaning),))], [b"x"], now=NOON)
    sender = Address(address=ALICE)

    def found(text: str, key: str, later: timedelta = timedelta()) -> Facts:
        mail = parsed(sender=sender, identity=ALICE, reply=text, subject="")
        return store.facts_about(mail, arrived(store, key=key), rulebook=RULEBOOK, now=NOON + later)

    good = found("#confirm ABCDE-fghjk", "c1")
    assert [(one.cause, one.to, one.ticket) for one in good.confirmed] == [(7, ALICE, number)]
    assert (good.codes, good.wrong_codes, list(good.tickets)) == (1, 0, [number])
    assert found("#confirm abcde fghjk", "c2", timedelta(days=1)).confirmed == ()
    assert (found("#confirm abcde-fghjm", "c3").codes, found("#confirm abcde-fghjm", "c4").confirmed) == (1, ())
    assert found("abcde-fghjk", "c5").codes == 0
    wrong = d.CountEvent(key=counters.wrong_code(ALICE), at=NOON)
    store.apply(d.Decision(outcome="noted", reason="r", effects=(wrong, wrong)), settles=arrived(store, key="c6"), now=NOON)
    assert found("#confirm x", "c7").wrong_codes == 2


def test_of_a_web_form_that_the_settings_do_not_name_the_lead_hears_once_and_of_three_a_day(store: SqlStore) -> None:
    def told(sender: str, key: str, later: timedelta = timedelta()) -> bool:
        mail = parsed(sender=Address(address=sender), identity=sender, reply_to=(Address(address="maria@example.org"),))
        return store.facts_about(mail, arrived(store, key=key), rulebook=RULEBOOK, now=NOON + later).form_told

    def tell(sender: str, key: str) -> None:
        counted = counters.form_hint_told(sender, NOON)
        store.apply(d.Decision(outcome="opened", reason="r", effects=counted), settles=arrived(store, key=key), now=NOON)

    assert not told("wordpress@a.example", "f1")
    tell("wordpress@a.example", "f2")
    assert (told("wordpress@a.example", "f3"), told("wordpress@b.example", "f4")) == (True, False)
    tell("wordpress@b.example", "f5")
    tell("wordpress@c.example", "f6")
    assert told("wordpress@d.example", "f7")
    tomorrow = timedelta(days=1, hours=1)
    assert (told("wordpress@a.example", "f8", tomorrow), told("wordpress@d.example", "f9", tomorrow)) == (True, False)
    assert not told("jane@a.example", "f10")


def test_our_own_ids_and_known_ones_are_told_apart_nearest_first(store: SqlStore) -> None:
    number = opened(store, d.QueueNotice(notice=notice(ticket=0)))
    (due,) = store.claim_notices(limit=5, now=NOON, lease=LEASE)
    store.post([letter(due), letter(notice(ticket=number, cause=7), number=2)], [b"x", b"y"], now=NOON)
    facts = store.facts_about(
        parsed(
            in_reply_to="letter2@support.example.com",
            references=("parent@example.org", "m1@example.org", "letter1@support.example.com"),
        ),
        arrived(store, key="k2"),
        rulebook=RULEBOOK,
        now=NOON,
    )
    assert [(known.message_id, known.cause) for known in facts.letters] == [
        ("letter2@support.example.com", 7),
        ("letter1@support.example.com", None),
    ]
    assert [(known.message_id, known.cited_only) for known in facts.known] == [
        ("m1@example.org", False),
        ("parent@example.org", True),
    ]
    own = store.facts_about(
        parsed(message_id="letter1@support.example.com"), arrived(store, key="k3"), rulebook=RULEBOOK, now=NOON
    )
    assert own.own_message_id


def test_a_reply_that_overtook_its_parent_is_told_so(store: SqlStore) -> None:
    reply = arrived(store, key="reply", message_id="reply@x")
    facts = store.facts_about(parsed(in_reply_to="parent@x"), reply, rulebook=RULEBOOK, now=NOON)
    assert not facts.parent_in_flight
    accepted(store, raw("parent"), key="parent", message_id="parent@x")
    assert store.facts_about(parsed(in_reply_to="parent@x"), reply, rulebook=RULEBOOK, now=NOON).parent_in_flight


def test_the_tag_and_the_subject_lead_to_the_ticket(store: SqlStore) -> None:
    number = opened(store)
    tagged = store.facts_about(parsed(subject=f"Re: [#{number}] Login"), arrived(store, key="k2"), rulebook=RULEBOOK, now=NOON)
    assert (tagged.tagged, tagged.same_subject) == (number, number)
    assert store.facts_about(parsed(subject="[#77] x"), arrived(store, key="k3"), rulebook=RULEBOOK, now=NOON).tagged is None
    other = parsed(sender=Address(address="eve@example.net"))
    assert store.facts_about(other, arrived(store, key="k4"), rulebook=RULEBOOK, now=NOON).same_subject is None
    late = NOON + timedelta(days=15)
    assert store.facts_about(parsed(), arrived(store, key="k5"), rulebook=RULEBOOK, now=late).same_subject is None


def test_an_agents_mail_that_acted_before_is_replayed(store: SqlStore) -> None:
    first = arrived(store, key="one", message_id="act@example.com")
    store.apply(d.Decision(outcome="answered", reason="reply"), settles=first, now=NOON)
    again = arrived(store, raw("x"), key="two", message_id="act@example.com")
    assert store.facts_about(parsed(message_id="act@example.com"), again, rulebook=RULEBOOK, now=NOON).replayed
    assert not store.facts_about(parsed(message_id="new@example.com"), again, rulebook=RULEBOOK, now=NOON).replayed


def test_everything_a_cap_counts_is_counted_over_its_own_time(store: SqlStore) -> None:
    keys = (
        counters.acknowledgement("maria@example.org"),
        counters.acknowledgement_of_subject("maria@example.org", "Login"),
        counters.ticket_from("maria@example.org"),
        counters.TICKET,
        counters.FLOOD,
        counters.denial("maria@example.org"),
        "feedback-asked:maria@example.org",
    )
    store.apply(
        d.Decision(
            outcome="noted",
            reason="r",
            effects=tuple(
                d.CountEvent(key=key, at=at)
                for key in keys
                for at in (NOON, NOON - timedelta(hours=2), NOON - timedelta(hours=23))
            ),
        ),
        settles=None,
        now=NOON,
    )
    counts = store.facts_about(parsed(), arrived(store), rulebook=RULEBOOK, now=NOON).counts
    assert (counts.acks_to_sender_today, counts.acks_same_subject_3h, counts.tickets_from_sender_hour) == (3, 2, 1)
    assert (counts.tickets_hour, counts.flood_told_hour, counts.denials_told_hour, counts.feedback_asked) == (1, 1, 1, NOON)
    assert store.keeping.prune(now=NOON + timedelta(days=3))["counters"] == 18
    assert store.facts_about(parsed(), arrived(store, key="k8"), rulebook=RULEBOOK, now=NOON).counts.feedback_asked == NOON


def test_the_past_tells_load_week_and_story(store: SqlStore) -> None:
    for n, state in enumerate(("open", "waiting", "open", "resolved")):
        opened(store, key=f"k{n}", message_id=f"m{n}@x", agent=ALICE, state=state, handed_over_at=NOON - timedelta(days=3 * n))
    past = store.past_of(NOTHING_READ, "Maria@Example.org", rulebook=RULEBOOK, now=NOON)
    assert (past.agents[ALICE].load, past.agents[ALICE].week) == (2, 3)
    assert past.agents["dana@example.com"].load == 0
    assert [ticket.number for ticket in past.story] == [4, 3, 2, 1]


def test_the_views_say_what_the_contract_says(store: SqlStore) -> None:
    number = opened(store, agent=ALICE, tags=("vip",), language="en")
    shown = store.views.ticket(number)
    assert shown is not None
    assert list(shown)[:15] == [
        "ticket",
        "state",
        "priority",
        "team",
        "agent",
        "customer",
        "participants",
        "intent",
        "language",
        "tags",
        "promises",
        "links",
        "entries",
        "route",
        "subject",
    ]
    assert shown["participants"] == [{"address": "maria@example.org", "role": "customer", "state": "active"}]
    assert list(store.views.tickets(states=("new",))[0])[:8] == list(shown)[:8]
    (line,) = store.views.ledger()
    assert {name: line[name] for name in ("door", "from", "to", "outcome", "reason", "ticket", "message_id")} == {
        "door": "smtp",
        "from": "maria@example.org",
        "to": [SUPPORT],
        "outcome": "opened",
        "reason": "new",
        "ticket": number,
        "message_id": "m1@example.org",
    }
    assert store.views.ticket(99) is None
    assert store.views.depths()["inbox"] == (0, None)
