"""OAuth 2.0 access tokens for IMAP and SMTP at Google and Microsoft: a refresh token (RFC 6749 §6) or client credentials (§4.4).

Tokens are kept until shortly before they expire; however many ask at once, one request is made. What only a person can
cure comes out as OAuthRefused with its fix; everything else as OAuthUnavailable, to be tried again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx

from mailgate.adapters.doors.config import OAuthGrant
from mailgate.adapters.doors.errors import NeedsAdmin
from mailgate.model.errors import Temporary

_URLS = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
}
_SCOPES = {
    ("google", True): "",  # a refresh token has its scope
    ("google", False): "https://mail.google.com/",
    ("microsoft", True): ("https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"),
    ("microsoft", False): "https://outlook.office365.com/.default",
}
_FIXES = {
    "invalid_grant": "the refresh token was revoked or has expired: sign in again and put the new one into oauth: refresh_token",
    "invalid_client": "check oauth: client_id and client_secret (has the secret expired?)",
    "unauthorized_client": "allow this client the grant, and consent to it as the provider's admin",
    "invalid_scope": "check oauth: scope, and what the client may ask for at the provider",
    "access_denied": "consent to this client as the provider's admin",
}
_EARLY = 300.0  # seconds before its end a token is not used any more
_SECONDS = 20.0


class OAuthRefused(NeedsAdmin):
    """The provider will not give a token until somebody does something."""


class OAuthUnavailable(Temporary):
    """No token now."""


async def _forget(refresh_token: str) -> None:
    return None


class TokenSource:
    """Access tokens of one grant. `keep_refresh_token` is called when the provider gives a new refresh token in place of
    the old one (Microsoft does each time): whoever forgets it is locked out when the old one expires."""

    def __init__(
        self,
        grant: OAuthGrant,
        *,
        monotonic: Callable[[], float],
        keep_refresh_token: Callable[[str], Awaitable[None]] = _forget,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        url = grant.token_url or _URLS[grant.provider].format(tenant=grant.tenant)
        if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError(f"oauth: token_url must be https: {url}")
        self._grant = grant
        self._url = url
        self._refresh_token = grant.refresh_token
        self._monotonic = monotonic
        self._keep = keep_refresh_token
        self._transport = transport
        self._lock = asyncio.Lock()
        self._token: str | None = None
        self._until = 0.0

    async def token(self, fresh: bool = False) -> str:
        """An access token that holds for some minutes more. `fresh`: not the one that was given last, it was refused.
        OAuthRefused or OAuthUnavailable."""
        seen = self._token
        async with self._lock:
            if self._token is not None and self._monotonic() < self._until and not (fresh and self._token == seen):
                return self._token
            told = await self._asked()
            self._token = told["access_token"]
            seconds = told.get("expires_in", "")
            lasts = float(seconds) if seconds.isdigit() else 3600.0
            self._until = self._monotonic() + max(lasts - _EARLY, lasts / 2)
            renewed = told.get("refresh_token")
            if renewed and renewed != self._refresh_token:
                self._refresh_token = renewed
                await self._keep(renewed)
            return self._token

    async def _asked(self) -> dict[str, str]:
        """The provider's answer; it has an access_token."""
        try:
            async with httpx.AsyncClient(timeout=_SECONDS, transport=self._transport, follow_redirects=False) as client:
                response = await client.post(self._url, data=self._form(), headers={"accept": "application/json"})
        except httpx.HTTPError as error:
            raise OAuthUnavailable(f"{self._grant.provider} gives no token: {type(error).__name__}") from None
        try:
            told = response.json()
        except ValueError:
            told = {}
        if not isinstance(told, dict):
            told = {}
        if response.is_success and isinstance(told.get("access_token"), str):
            return {key: str(value) for key, value in told.items()}
        why = str(told.get("error", f"HTTP {response.status_code}"))
        if why in _FIXES:
            said = str(told.get("error_description", "")).splitlines()[:1]
            raise OAuthRefused(f"{self._grant.provider} refuses a token: {' '.join([why, *said])[:300]}", _FIXES[why])
        raise OAuthUnavailable(f"{self._grant.provider} gives no token: {why[:100]}")

    def _form(self) -> dict[str, str]:
        grant = self._grant
        by_refresh = self._refresh_token is not None
        form = {
            "grant_type": "refresh_token" if by_refresh else "client_credentials",
            "client_id": grant.client_id,
            "client_secret": grant.client_secret or "",
            "refresh_token": self._refresh_token or "",
            "scope": grant.scope if grant.scope is not None else _SCOPES[grant.provider, by_refresh],
        }
        return {key: value for key, value in form.items() if value}


def xoauth2(user: str, token: str) -> str:
    """The SASL XOAUTH2 words of a user and an access token, before base64."""
    return f"user={user}\1auth=Bearer {token}\1\1"
