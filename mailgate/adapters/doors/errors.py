"""What an adapter can't cure by trying again."""

from __future__ import annotations

from mailgate.model.errors import MailgateError


class NeedsAdmin(MailgateError):
    """Trying again won't help until somebody does something: `what` is wrong, and the `fix`."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what}; {fix}")
        self.what = what
        self.fix = fix
