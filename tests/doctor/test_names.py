"""What the DNS says of our domains, asked of a real server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from mailgate.adapters.examinations.finding import Finding
from mailgate.adapters.examinations.names import Domain, Resolver, domains, is_example

Zone = Mapping[tuple[str, str], tuple[str, ...]]  # (name, type) → the data as in a zone file

GOOD: Zone = {
    (".", "NS"): ("a.root.",),
    ("acme.dev.", "MX"): ("10 mx.acme.dev.",),
    ("mx.acme.dev.", "A"): ("192.0.2.1",),
    ("acme.dev.", "TXT"): ('"v=spf1 include:mail.host -all"', '"google-site-verification=x"'),
    ("_dmarc.acme.dev.", "TXT"): ('"v=DMARC1; p=quarantine; rua=mailto:d@acme.dev"',),
}
DESK = Domain(name="acme.dev", receives=True, sends_as=True, returns=True)


class _Server(asyncio.DatagramProtocol):
    def __init__(self, zone: Zone) -> None:
        self.zone = zone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        asked = dns.message.from_wire(data)
        question = asked.question[0]
        name, kind = question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        if found := self.zone.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *found))
        elif not any(known == name for known, _ in self.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), address)


@asynccontextmanager
async def asking(zone: Zone) -> AsyncIterator[Resolver]:
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Server(zone), ("127.0.0.1", 0))
    try:
        yield Resolver(servers=("127.0.0.1",), port=transport.get_extra_info("sockname")[1], patience=2.0)
    finally:
        transport.close()


async def found(zone: Zone, *ours: Domain) -> dict[str, Finding]:
    async with asking(zone) as resolver:
        return {finding.name: finding for finding in await domains(ours or (DESK,), resolver)}


async def test_a_domain_in_order_says_what_is_there_and_what_only_a_letter_can_show() -> None:
    said = {name: (finding.state, finding.said) for name, finding in (await found(GOOD)).items()}
    assert said == {
        "mx acme.dev": ("ok", "customers' mail goes to mx.acme.dev"),
        "spf acme.dev": ("ok", "`v=spf1 include:mail.host -all` (see that the server that sends our letters is in it)"),
        "dmarc acme.dev": ("ok", "p=quarantine at _dmarc.acme.dev"),
        "dkim acme.dev": ("skipped", "keys lie under selectors that nobody can guess"),
    }


@pytest.mark.parametrize(
    ("change", "name", "state", "said"),
    [
        (
            {("acme.dev.", "MX"): ("0 .",)},
            "mx",
            "fault",
            "a null MX (RFC 7505): acme.dev takes no mail, so customers' mail can't come in",
        ),
        ({("acme.dev.", "MX"): ()}, "mx", "fault", "no MX and no address: customers' mail can't come in"),
        (
            {("acme.dev.", "MX"): (), ("acme.dev.", "A"): ("192.0.2.7",)},
            "mx",
            "warning",
            "no MX; customers' mail goes to the address of acme.dev itself",
        ),
        ({("acme.dev.", "MX"): ("5 gone.acme.dev.",)}, "mx", "fault", "gone.acme.dev has no address"),
        ({("acme.dev.", "TXT"): ('"hello"',)}, "spf", "warning", "no SPF record"),
        (
            {("acme.dev.", "TXT"): ('"v=spf1 a -all"', '"v=spf1 mx -all"')},
            "spf",
            "fault",
            "2 SPF records: receivers take none of them (RFC 7208 §4.5)",
        ),
        ({("acme.dev.", "TXT"): ('"v=spf1 +all"',)}, "spf", "fault", "`v=spf1 +all` lets everybody send as acme.dev"),
        ({("_dmarc.acme.dev.", "TXT"): ()}, "dmarc", "warning", "no DMARC record"),
        (
            {("_dmarc.acme.dev.", "TXT"): ('"v=DMARC1; q=none"',)},
            "dmarc",
            "fault",
            "`v=DMARC1; q=none` at _dmarc.acme.dev has no valid p=",
        ),
    ],
)
async def test_what_is_missing_or_wrong_is_told(change: Zone, name: str, state: str, said: str) -> None:
    finding = (await found({**GOOD, **change}))[f"{name} acme.dev"]
    assert (finding.state, finding.said) == (state, said)
    assert finding.fix


async def test_a_subdomain_has_the_dmarc_policy_of_the_domain_above() -> None:
    zone = {**GOOD, ("help.acme.dev.", "MX"): ("10 mx.acme.dev.",), ("help.acme.dev.", "TXT"): ('"v=spf1 mx -all"',)}
    finding = await found(zone, Domain(name="help.acme.dev", receives=True, sends_as=True))
    assert finding["dmarc help.acme.dev"].said == "p=quarantine at _dmarc.acme.dev"


async def test_a_domain_for_bounces_alone_needs_only_mx_and_spf() -> None:
    finding = await found(GOOD, Domain(name="acme.dev", returns=True))
    assert {name: one.said for name, one in finding.items()}["mx acme.dev"] == "mail of returned letters goes to mx.acme.dev"
    assert set(finding) == {"mx acme.dev", "spf acme.dev"}


async def test_without_any_network_one_fault_says_so() -> None:
    async with asking(GOOD) as resolver:
        nobody = Resolver(servers=("127.0.0.1",), port=resolver.port, patience=0.2)
    (finding,) = await domains((DESK,), nobody)
    assert (finding.name, finding.state, finding.fix) == ("dns", "fault", "check the network and /etc/resolv.conf")
    assert finding.said.endswith("so nothing is known of acme.dev")


async def test_example_domains_are_not_asked_for() -> None:
    ours = (Domain(name="example.com", receives=True), Domain(name="support.example.com", returns=True))
    (finding,) = await domains(ours, Resolver(servers=("192.0.2.1",)))
    assert (finding.state, finding.said) == (
        "skipped",
        "nothing to ask of example.com, support.example.com: a domain for examples or private networks (RFC 2606)",
    )


@pytest.mark.parametrize("domain", ["example.com", "support.example.com", "acme.example", "desk.test", "a.internal", "localhost"])
def test_these_are_examples(domain: str) -> None:
    assert is_example(domain)


@pytest.mark.parametrize("domain", ["example.de", "myexample.com", "acme.dev"])
def test_these_are_not(domain: str) -> None:
    assert not is_example(domain)
