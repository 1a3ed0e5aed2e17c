"""settings.yaml as frozen models: one per block, each field declared once with its type, default and sentence."""

from mailgate.settings.desk import Desk
from mailgate.settings.loading import Found, Settings, load, read
from mailgate.settings.logins import Imap, ImapTrust, OAuth
from mailgate.settings.places import After, Listen, Secret
from mailgate.settings.server import Lmtp, MaildirDelivery, Server, Smtp, SmtpDelivery, Submission, Tls, Trust
from mailgate.settings.tree import Place

__all__ = [
    "After",
    "Desk",
    "Found",
    "Imap",
    "ImapTrust",
    "Listen",
    "Lmtp",
    "MaildirDelivery",
    "OAuth",
    "Place",
    "Secret",
    "Server",
    "Settings",
    "Smtp",
    "SmtpDelivery",
    "Submission",
    "Tls",
    "Trust",
    "load",
    "read",
]
