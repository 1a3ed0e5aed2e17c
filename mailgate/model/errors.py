"""Errors that cross floors. Each knows whether another try is worth it and what a stranger may be told."""

from __future__ import annotations


class MailgateError(Exception):
    """Base of ours. `again` says whether the same thing may work later; the text is for the admin, never for the wire."""

    again = False


class Temporary(MailgateError):
    """It may work later: no network, a locked database, a full disk, a sick worker."""

    again = True


class GivenUp(Temporary):
    """It was ended because the program ends; nothing is wrong."""


class StoreUnavailable(Temporary):
    """The database can't be written or read now."""


class BytesGone(StoreUnavailable):
    """A message's bytes are not where they were kept; to look again is of no use until somebody brings them back."""


class DiskFull(StoreUnavailable):
    """No room for more mail; the door answers 452."""


class SettingsFault(MailgateError):
    """settings.yaml can't be used. `faults` are one line each: `file:line:column: what; what to do`."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class TemplateFault(MailgateError):
    """A template can't be read or rendered; the text names file and line."""


class Refused(MailgateError):
    """The person asked for something that can't be done; the text says what to do instead."""
