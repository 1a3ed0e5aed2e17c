"""What the DNS says of our domains: MX, SPF, DMARC. Example domains are left alone, and so is all where no DNS answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import dns.asyncresolver
import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT

from mailgate.adapters.examinations.finding import Finding, fault, ok, skipped, warning
from mailgate.model.errors import Temporary

PATIENCE = 5.0  # seconds for one question, all servers together
_ROOT = "."
# RFC 2606 §2 and 3, RFC 6761, RFC 6762, RFC 9476 and the private .internal: nobody answers for these
_EXAMPLES = re.compile(r"(?:.*\.)?(?:example|test|invalid|localhost|local|internal|alt|example\.(?:com|net|org))")
_SPF = re.compile(r"v=spf1(?:\s|$)", re.IGNORECASE)
_DMARC = re.compile(r"v=DMARC1\s*(?:;|$)", re.IGNORECASE)
_POLICY = re.compile(r";\s*p\s*=\s*(none|quarantine|reject)", re.IGNORECASE)


class NoAnswer(Temporary):
    """The DNS can't be asked now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One of ours. `receives`: mail comes to it. `sends_as`: it stands in From; `returns`: in the envelope sender."""

    name: str
    receives: bool = False
    sends_as: bool = False
    returns: bool = False


@dataclass(slots=True)
class Resolver:
    """Asks the DNS: the system's servers, or these. An absent name or type is an empty answer; NoAnswer for all else."""

    servers: Sequence[str] = ()
    port: int = 53
    patience: float = PATIENCE
    _asking: dns.asyncresolver.Resolver | None = field(default=None, repr=False)

    async def txt(self, name: str) -> list[str]:
        answers = await self._ask(name, "TXT")
        return [b"".join(one.strings).decode("utf-8", "replace") for one in answers if isinstance(one, TXT)]

    async def mx(self, name: str) -> list[str]:
        """The hosts by preference; "." is the null MX."""
        found = sorted((one.preference, one.exchange.to_text()) for one in await self._ask(name, "MX") if isinstance(one, MX))
        return [host if host == _ROOT else host.rstrip(".").lower() for _, host in found]

    async def has_address(self, name: str) -> bool:
        return bool(await self._ask(name, "A") or await self._ask(name, "AAAA"))

    async def answers(self) -> None:
        """Raise NoAnswer where there is no DNS at all."""
        await self._ask(_ROOT, "NS")

    async def _ask(self, name: str, kind: str) -> Sequence[object]:
        try:
            if self._asking is None:
                self._asking = self._made()
            answer = await self._asking.resolve(
                dns.name.from_text(_idna(name)), kind, lifetime=self.patience, raise_on_no_answer=False
            )
        except (dns.resolver.NXDOMAIN, dns.resolver.YXDOMAIN):
            return ()
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        return list(answer.rrset or ())

    def _made(self) -> dns.asyncresolver.Resolver:
        if not self.servers:
            return dns.asyncresolver.Resolver()
        made = dns.asyncresolver.Resolver(configure=False)
        made.nameservers, made.port = list(self.servers), self.port
        return made


def _idna(name: str) -> str:
    return name if name.isascii() else name.encode("idna").decode("ascii")


def is_example(domain: str) -> bool:
    """Whether a domain is for examples and private networks, hence in no DNS."""
    return _EXAMPLES.fullmatch(domain.rstrip(".").lower()) is not None or "." not in domain


async def domains(ours: Sequence[Domain], resolver: Resolver) -> list[Finding]:
    """Everything worth asking of each domain."""
    real = [domain for domain in ours if not is_example(domain.name)]
    examples = ", ".join(domain.name for domain in ours if domain not in real)
    found = [] if not examples else [skipped(
        "dns", f"nothing to ask of {examples}: a domain for examples or private networks (RFC 2606)",
        "put your own domains into server.domain and desk.mailboxes",
    )]  # fmt: skip
    if not real:
        return found
    try:
        await resolver.answers()
    except NoAnswer as error:
        names = ", ".join(domain.name for domain in real)
        said = f"no DNS server answers ({error}), so nothing is known of {names}"
        return [*found, fault("dns", said, "check the network and /etc/resolv.conf")]
    asked = await asyncio.gather(*(one for domain in real for one in _questions(domain, resolver)))
    return found + list(asked) + [_dkim(domain) for domain in real if domain.sends_as]


def _questions(domain: Domain, resolver: Resolver) -> list[asyncio.Future[Finding]]:
    asked = []
    if domain.receives or domain.returns:
        asked.append(mx(domain, resolver))
    if domain.sends_as or domain.returns:
        asked.append(spf(domain, resolver))
    if domain.sends_as:
        asked.append(dmarc(domain, resolver))
    return [asyncio.ensure_future(one) for one in asked]


async def mx(domain: Domain, resolver: Resolver) -> Finding:
    """Where mail to the domain goes (RFC 5321 §5.1), and that these hosts exist."""
    name, why = f"mx {domain.name}", "customers' mail" if domain.receives else "mail of returned letters"
    try:
        hosts = await resolver.mx(domain.name)
        if hosts == [_ROOT]:
            said = f"a null MX (RFC 7505): {domain.name} takes no mail, so {why} can't come in"
            return fault(name, said, "point its MX at the server that brings us the mail")
        missing = [host for host in hosts if not await resolver.has_address(host)]
        if not hosts and await resolver.has_address(domain.name):
            return warning(name, f"no MX; {why} goes to the address of {domain.name} itself", "add an MX record")
    except NoAnswer as error:
        return _unknown(name, error)
    if not hosts:
        return fault(name, f"no MX and no address: {why} can't come in", f"add an MX record for {domain.name}")
    if missing:
        return fault(name, f"{missing[0]} has no address", f"mend the MX record of {domain.name}, or the host's A record")
    return ok(name, f"{why} goes to {', '.join(hosts[:4])}")


async def spf(domain: Domain, resolver: Resolver) -> Finding:
    """Whether the domain says who may send for it (RFC 7208)."""
    name = f"spf {domain.name}"
    try:
        records = [text for text in await resolver.txt(domain.name) if _SPF.match(text)]
    except NoAnswer as error:
        return _unknown(name, error)
    if len(records) > 1:
        return fault(name, f"{len(records)} SPF records: receivers take none of them (RFC 7208 §4.5)", "make one of them")
    if not records:
        return warning(name, "no SPF record", f'add a TXT record for {domain.name}: "v=spf1 include:YOUR-PROVIDER ~all"')
    mechanisms = records[0].lower().split()[1:]
    if "+all" in mechanisms or "all" in mechanisms:
        return fault(name, f"`{records[0]}` lets everybody send as {domain.name}", "end it with ~all or -all")
    return ok(name, f"`{records[0]}` (see that the server that sends our letters is in it)")


async def dmarc(domain: Domain, resolver: Resolver) -> Finding:
    """The policy for mail that fails both (RFC 7489 §6.6.3), of the domain or the nearest one above it."""
    name = f"dmarc {domain.name}"
    labels = domain.name.split(".")
    try:
        for above in range(len(labels) - 1):
            at = ".".join(labels[above:])
            records = [text for text in await resolver.txt(f"_dmarc.{at}") if _DMARC.match(text)]
            if len(records) > 1:
                return fault(name, f"{len(records)} DMARC records at _dmarc.{at}: receivers take none of them", "keep one")
            if records:
                return _policy(name, at, records[0])
    except NoAnswer as error:
        return _unknown(name, error)
    record = f'_dmarc.{domain.name}: "v=DMARC1; p=none; rua=mailto:…"'
    return warning(name, "no DMARC record", f"add a TXT record {record}, and make it stricter later")


def _policy(name: str, at: str, record: str) -> Finding:
    policy = _POLICY.search(record)
    if policy is None:
        return fault(name, f"`{record}` at _dmarc.{at} has no valid p=", "write p=none, p=quarantine or p=reject")
    return ok(name, f"p={policy[1].lower()} at _dmarc.{at}")


def _dkim(domain: Domain) -> Finding:
    return skipped(
        f"dkim {domain.name}",
        "keys lie under selectors that nobody can guess",
        f"send a letter to a mailbox elsewhere and look for `dkim=pass` with d={domain.name} in its Authentication-Results",
    )


def _unknown(name: str, error: NoAnswer) -> Finding:
    return fault(name, f"the DNS gave no answer: {error}", "try again; if it stays, check the domain's name servers")
