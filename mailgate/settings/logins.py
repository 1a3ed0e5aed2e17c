"""Remote mailboxes and how to log in to a server."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from mailgate.settings.places import (
    After,
    AfterFetch,
    Env,
    FilePath,
    SecretText,
    is_loopback,
)
from mailgate.settings.values import Address, BlockModel, Duration, Names, Says, wrong

Encryption = Literal["implicit", "starttls", "none"]


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
        one_login(self.password, self.oauth, needed=True)
        never_in_clear(self.tls, self.host)
        return self

    @property
    def at_port(self) -> int:
        return self.port or (993 if self.tls == "implicit" else 143)

    @property
    def name(self) -> str:
        """What the mailbox is called in logs and keys: the log-in, the host and the folder."""
        return f"{self.user}@{self.host}/{self.folder}"


def one_login(password: object, oauth: object, *, needed: bool) -> None:
    """Refuse two ways to log in, and none where one is needed."""
    if password is not None and oauth is not None:
        raise wrong("both password: and oauth: are set; keep one of them")
    if needed and password is None and oauth is None:
        raise wrong("how to log in is missing; add password: ${NAME} or oauth: {…}")


def never_in_clear(tls: Encryption, host: str) -> None:
    """Refuse to go without TLS to another machine."""
    if tls == "none" and not is_loopback(host):
        raise wrong(f"tls: none is for this machine only, and {host} is another; write tls: implicit or tls: starttls")
