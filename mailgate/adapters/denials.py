"""What a door or a mailbox denied or could not do, in words for the desk's owner: why, and the fix.

Every pair of words (what the doors say) stands here once; the pair is also the log's and the metrics' label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailgate.model.errors import DiskFull


@dataclass(frozen=True, slots=True)
class Denial:
    """One kind of denial. `reply` is what the other side heard; 0 where nobody asked."""

    reply: int
    said: str
    fix: str


_LATER = "senders try again by themselves"

DENIALS: Mapping[tuple[str, str], Denial] = {
    ("refused", "unknown_recipient"): Denial(
        550, "a mail to an address of ours that is no mailbox", "if it should be one, add it to desk.mailboxes"
    ),
    ("refused", "relay"): Denial(
        550, "a mail to another's domain: we relay for nobody", "if the domain is yours, add its mailbox to desk.mailboxes"
    ),
    ("refused", "hops"): Denial(
        554, "a mail that went in circles (30 Received fields)", "look for a forward that comes back to itself"
    ),
    ("refused", "too_big"): Denial(552, "a mail above the size limit", "raise max_size of the door if you want such mails"),
    ("refused", "too_slow"): Denial(421, "a mail that came too slowly", "look at the network of the sender, if it stays"),
    ("refused", "too_many_recipients"): Denial(452, "more recipients than one mail may have here", _LATER),
    ("refused", "busy"): Denial(
        451, "new mail is asked to come later: too much is waiting", f"{_LATER}; see /metrics for the queues"
    ),
    ("connection_refused", "too_many"): Denial(
        421, "too many connections at once", "if it is your own mail server, list it in server.trust.relays"
    ),
    ("connection_refused", "flood"): Denial(
        421, "a connection that sent commands and no mail", "if it is your own mail server, list it in server.trust.relays"
    ),
    ("auth_refused", "wrong_password"): Denial(
        535, "a log-in with a wrong user or password", "if it was an agent: `mailgate agent password WHO` makes a new one"
    ),
    ("auth_refused", "too_many_guesses"): Denial(
        421, "too many wrong passwords in a minute", "if it was an agent: set the right one in the mail client, then wait"
    ),
    ("accept_late", ""): Denial(451, "a mail could not be kept in time", f"{_LATER}; look at the disk's load"),
    ("accept_failed", ""): Denial(451, "a mail could not be kept", f"{_LATER}; `mailgate doctor` looks at disk and database"),
    ("accept_failed", "disk_full"): Denial(452, "a mail could not be kept: the disk is full", f"free some space; {_LATER}"),
    ("door_failed", ""): Denial(451, "a door failed on a command", f"{_LATER}; please report this"),
    ("imap_failed", ""): Denial(0, "no mail could be fetched", "it is tried again by itself; `mailgate doctor` tries the log-in"),
    ("imap_skipped", "gone"): Denial(0, "a mail was gone before it could be fetched", "nothing: somebody moved or deleted it"),
    ("imap_skipped", "too_big"): Denial(0, "a mail above the size limit was left in the mailbox", "look at it in a mail client"),
    ("imap_skipped", "unreadable"): Denial(
        0, "a mail that broke the connection each time was left in the mailbox", "look at it in a mail client"
    ),
    ("imap_skipped", "refused"): Denial(
        0, "a mail that the server won't give was left in the mailbox", "look at it in a mail client"
    ),
    ("imap_after_refused", ""): Denial(
        0, "the server won't mark or move what was taken in", "check after: and the rights on that folder"
    ),
}
FIXES: Mapping[str, str] = {
    "queue_waits": "it goes on by itself when that is over; `mailgate doctor` looks at disk, database and network",
    "queue_failed": "it is tried again by itself; please report this with the log",
    "queue_stuck": "systemd starts the desk anew if it lasts; please report this with the log",
    "timer_failed": "it is tried again by itself; please report this with the log",
    "temporary": "it is tried again by itself; `mailgate doctor` looks at what may be away",
    "failed": "it is tried again, and buried if it fails again: then `mailgate ledger --buried`",
    "letter_failed": "its agent is told; see the reply, and `mailgate doctor` for the way out",
    "letter_dropped": "look at its ticket, and write again if it still matters",
    "letter_without_files": "its author is told and sends them again; see where server.blobs points",
    "letter_failure_untold": "look at its ticket: somebody waits for a letter that did not arrive",
    "blobs_away": "raw mails stay in the database meanwhile; `mailgate doctor` looks at server.blobs",
    "rules_kept": "`mailgate check` names every fault; until then the old rules stay in force",
    "restart_needed": "restart the daemon when it suits",
    "admins_not_told": "`mailgate check` names what they would have been told",
    "template_failed": "`mailgate check` names the line; the built-in letter was used instead",
}
"""What to do about our own troubles that say no fix themselves."""
_OTHER = Denial(0, "", "")
WORDS = frozenset(word for word, _ in DENIALS)
OURS = frozenset({"accept_late", "accept_failed", "door_failed", "imap_failed", "imap_after_refused"})
"""Those that are our own trouble, and not a stranger's."""


def denial_of(word: str, said: Mapping[str, Any]) -> tuple[Denial, str]:
    """The denial and its reason, a fixed word."""
    why = str(said.get("why") or ("disk_full" if isinstance(said.get("error"), DiskFull) else ""))
    found = DENIALS.get((word, why)) or DENIALS.get((word, "")) or _OTHER
    return found, why or word


def denial_line(word: str, said: Mapping[str, Any]) -> str:
    """`smtp refused · unknown_recipient: a mail to … · fix: …`, for the desk's owner."""
    denial, reason = denial_of(word, said)
    where = said.get("mailbox") or said.get("door") or ""
    error = said.get("error")
    told = f"{denial.said} ({error})" if error is not None else denial.said
    why = ": ".join(part for part in (reason if reason != word else "", told) if part)
    first = " ".join(part for part in (str(where), word.replace("_", " ")) if part)
    return " · ".join(part for part in (first, why, f"fix: {denial.fix}" if denial.fix else "") if part)
