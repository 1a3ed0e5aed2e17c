"""What others concluded about a sender: Authentication-Results (RFC 8601), and when to believe them.

A header proves nothing by itself: anybody can write `Authentication-Results: mx.example.com; dmarc=pass`. It counts only
where a host we trust must have written it. Two proofs of that are known here:

* *position*: header fields are put in front, so what stands above every `Received` of a message that a trusted relay
  handed us was written by that relay, after it took the message in;
* *name*: it carries an authserv-id that the admin listed (or is of the provider whose mailbox this is), is the topmost
  Authentication-Results of the message, and stands above the first foreign `Received`, one by a host that is not of the
  same domain. The host of that name must remove such headers of others (RFC 8601 §5), as all MTAs and milters do.

Only the topmost header is ever read; if it isn't to be believed, nothing is. Everything here is total and pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from mailgate.mail.authentication_results import (
    AuthenticationResults,
    MethodResult,
    parse_authentication_results,
    without_comments,
)
from mailgate.model.message import Door, Evidence, Verdict

_HEADER_BLOCK = 256 * 1024  # bytes looked at for headers; more is not read for proofs
_VERDICTS: frozenset[str] = frozenset(get_args(Verdict))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose Authentication-Results are believed. `hops` are domains whose Received lines count as the source's own;
    `by_address` counts those by a bare address too (Google's inner hops). `by_position` believes any name above all Received."""

    name: str
    authserv_ids: tuple[str, ...] = ()
    hops: tuple[str, ...] = ()
    by_address: bool = False
    by_position: bool = False
    without_id: bool = False


def relay_source(authserv_ids: Sequence[str] = ()) -> Source:
    """A trusted relay. With listed ids: by name. Without: by position, whatever name it uses."""
    if authserv_ids:
        return _named("a trusted relay", authserv_ids)
    return Source(name="a trusted relay", by_position=True)


def mailbox_source(authserv_ids: Sequence[str] = (), provider: Literal["microsoft365", "google"] | None = None) -> Source | None:
    """A mailbox we read: listed ids or a provider, believed by name. None: nobody is believed there."""
    if provider == "google":
        return Source(
            name="Google", authserv_ids=("mx.google.com", "gmr-mx.google.com"), hops=("google.com", "gmail.com"), by_address=True
        )
    if provider == "microsoft365":  # renames what arrives to Authentication-Results-Original
        hops = ("outlook.com", "office365.com", "exchangelabs.com", "outlook.de", "office365.us", "partner.outlook.cn")
        return Source(name="Microsoft 365", hops=hops, without_id=True)
    return _named("the mailbox's server", authserv_ids) if authserv_ids else None


def _named(name: str, authserv_ids: Sequence[str]) -> Source:
    ids = tuple(one.lower().rstrip(".") for one in authserv_ids)
    parents = (one.partition(".")[2] for one in ids)
    return Source(name=name, authserv_ids=ids, hops=(*ids, *(parent for parent in parents if "." in parent)))


# -- which header to believe -----------------------------------------------------------------------------------------

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_BY = re.compile(r"(?:^|\s)by\s+(\S+)", re.IGNORECASE)


def header_fields(data: bytes) -> tuple[tuple[str, str], ...]:
    """The header fields of a message's first 256 KiB, topmost first: names in lower case, values unfolded."""
    block = data[:_HEADER_BLOCK]
    end = re.search(rb"(?:\A|\r?\n)\r?\n", block)
    unfolded = re.sub(rb"\r?\n(?=[ \t])", b"", block[: end.start()] if end else block)
    fields = (_FIELD.match(line) for line in unfolded.split(b"\n"))
    return tuple((field[1].decode("ascii").lower(), field[2].strip().decode("utf-8", "replace")) for field in fields if field)


def believed(headers: Sequence[tuple[str, str]], source: Source) -> AuthenticationResults | None:
    """The topmost Authentication-Results, if this source must have written it (see the head of this file); else None."""
    received = 0
    for name, value in headers:
        if name == "received":
            received += 1
            if source.by_position or not _own_hop(value, source):
                return None
        elif name == "authentication-results":
            read = parse_authentication_results(value)
            if source.by_position or (read.authserv_id is not None and read.authserv_id in source.authserv_ids):
                return read
            # Microsoft writes none, and its own Received always stands above
            return read if source.without_id and read.authserv_id is None and received else None
    return None


def _own_hop(received: str, source: Source) -> bool:
    by = _BY.search(without_comments(received))
    if by is None:
        return False
    host = by[1].lower().rstrip(".;")
    if any(host == hop or host.endswith("." + hop) for hop in source.hops):
        return True
    return source.by_address and re.fullmatch(r"\[?[0-9a-f.:]+\]?", host) is not None


# -- what follows for the sender ---------------------------------------------------------------------------------------


def evidence_from(
    headers: Sequence[tuple[str, str]],
    *,
    door: Door,
    source: Source | None = None,
    peer: str | None = None,
    relay: bool = False,
    tls: bool = False,
    authenticated_as: str | None = None,
) -> Evidence:
    """All that is known of the sender of a message with these header fields (as `header_fields` gives them), told by
    `source`; None: only what the connection itself showed."""
    if authenticated_as is not None:
        return Evidence(
            door=door,
            peer=peer,
            relay=relay,
            tls=tls,
            authenticated_as=authenticated_as,
            because=f"logged in as {authenticated_as}",
        )
    read = believed(headers, source) if source is not None else None
    if read is None or source is None:
        return Evidence(door=door, peer=peer, relay=relay, tls=tls, because=_unproven(door, peer, headers))
    spf, dkim = _spf(read), _all(read, "dkim")
    dmarc = _dmarc(read, headers)
    passed = [result for result in dkim if result.result == "pass"]
    told = {"spf": spf.result if spf else None, "dkim": _best(dkim), "dmarc": dmarc}
    writer = read.authserv_id or source.name
    return Evidence(
        door=door,
        peer=peer,
        relay=relay,
        tls=tls,
        spf=_verdict(told["spf"]),
        dkim=_verdict(told["dkim"]),
        dmarc=_verdict(dmarc),
        spf_domain=_domain(_envelope_sender(spf)) if spf and spf.result == "pass" else None,
        dkim_domains=tuple(dict.fromkeys(filter(None, map(_signer, passed)))),
        because=f"Authentication-Results of {writer}: " + (", ".join(f"{k}={v}" for k, v in told.items() if v) or "nothing"),
        temporary=tuple(name for name, verdict in told.items() if verdict == "temperror"),
    )


def _unproven(door: Door, peer: str | None, headers: Sequence[tuple[str, str]]) -> str:
    why = f"nothing vouches for the sender ({door}{f' from {peer}' if peer else ''})"
    claimed = next((value for name, value in headers if name == "authentication-results"), None)
    if claimed is None:
        return why
    writer = parse_authentication_results(claimed).authserv_id or "a server without a name"
    return f"{why}; Authentication-Results of {writer[:100]} are not believed: see trust: in the settings"


def _all(read: AuthenticationResults, method: str) -> list[MethodResult]:
    return [result for result in read.results if result.method == method]


def _spf(read: AuthenticationResults) -> MethodResult | None:
    """The result for the envelope sender; one for the HELO name says nothing of who wrote."""
    found = [result for result in _all(read, "spf") if result.property("smtp.helo") is None or _envelope_sender(result)]
    return found[0] if len({result.result for result in found}) == 1 else None


def _envelope_sender(spf: MethodResult) -> str | None:
    names = ("smtp.mailfrom", "smtp.mfrom", "smtp.mail")  # the two others are older writers'
    return next((value for name in names if (value := spf.property(name))), None)


def _best(results: list[MethodResult]) -> str | None:
    """One signature that holds is enough (RFC 6376 §6.1); else what the first one came to."""
    if any(result.result == "pass" for result in results):
        return "pass"
    return results[0].result if results else None


def _dmarc(read: AuthenticationResults, headers: Sequence[tuple[str, str]]) -> str | None:
    """The DMARC verdict, if there is one, and it was made on the From that we read too (two readers may see different ones)."""
    found = _all(read, "dmarc")
    if not found or len({result.result for result in found}) != 1:
        return None
    if found[0].result != "pass":
        return found[0].result
    senders = [value.lower() for name, value in headers if name == "from"]
    if len(senders) != 1:
        return None
    judged = found[0].property("header.from")
    domain = _domain(judged) if judged else None
    return "pass" if domain is None or re.search(rf"[@.]{re.escape(domain)}(?![\w.-])", senders[0]) else None


def _signer(result: MethodResult) -> str | None:
    return _domain(result.property("header.d") or result.property("header.i"))


def _domain(text: str | None) -> str | None:
    return (text or "").rpartition("@")[2].strip("<>.").lower() or None


def _verdict(word: str | None) -> Verdict | None:
    return cast(Verdict, word) if word in _VERDICTS else None
