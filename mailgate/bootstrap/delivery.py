"""Where letters go, and the secrets and tokens that get them there."""

from __future__ import annotations

import time
from pathlib import Path

from mailgate.adapters.doors.config import OAuthGrant
from mailgate.adapters.doors.oauth import TokenSource
from mailgate.adapters.kept_tokens import KeptToken
from mailgate.adapters.maildir_out import MaildirCarrier
from mailgate.adapters.smtp_out import Smarthost, SmtpCarrier
from mailgate.flows.desk import Carrier
from mailgate.settings import OAuth, Secret, Settings, SmtpDelivery


def carrier_of(settings: Settings, state: Path) -> Carrier:
    """Maildirs or a smarthost."""
    delivery = settings.server.delivery
    if not isinstance(delivery, SmtpDelivery):
        return MaildirCarrier(delivery.path)
    tokens = tokens_of(delivery.oauth, state) if delivery.oauth else None
    return SmtpCarrier(
        Smarthost(
            host=delivery.host,
            port=delivery.at_port,
            tls=delivery.tls,
            user=delivery.user,
            password=secret_of(delivery.password),
            token=tokens.token if tokens else None,
            ca=delivery.ca,
            connections=delivery.connections,
            hello=settings.server.domain,
        )
    )


def secret_of(secret: Secret | None) -> str | None:
    """Its value. Raises SettingsFault when its variable or file is missing."""
    return secret.get_secret_value() if secret is not None else None


def tokens_of(oauth: OAuth, state: Path) -> TokenSource:
    """Where access tokens come from. A refresh token that the provider replaces is kept in the state folder."""
    granted = secret_of(oauth.refresh_token)
    kept = KeptToken(state, oauth.client_id, granted) if granted else None
    grant = OAuthGrant(
        provider="google" if oauth.provider == "google" else "microsoft",
        client_id=oauth.client_id,
        client_secret=secret_of(oauth.client_secret),
        refresh_token=kept.token() if kept else None,
        tenant=oauth.tenant or "common",
        token_url=oauth.token_url,
        scope=oauth.scope,
    )
    if kept is None:
        return TokenSource(grant, monotonic=time.monotonic)
    return TokenSource(grant, monotonic=time.monotonic, keep_refresh_token=kept.keep)
