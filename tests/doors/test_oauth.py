from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mailgate.adapters.doors.config import OAuthGrant
from mailgate.adapters.doors.oauth import OAuthRefused, OAuthUnavailable, TokenSource, xoauth2
from tests.servers.tokens import TokenServer, token_server


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


def grant(tokens: TokenServer, **more: str) -> OAuthGrant:
    return OAuthGrant(provider="google", client_id="id", client_secret="s3cret", token_url=tokens.token_url, **more)


async def test_a_refresh_token_gives_access_tokens_until_shortly_before_they_expire(tokens: TokenServer, clock: Clock) -> None:
    source = TokenSource(grant(tokens, refresh_token="r"), monotonic=clock)
    assert await source.token() == "token-1"
    clock.now += 3200
    assert await source.token() == "token-1"
    clock.now += 200
    assert await source.token() == "token-2"
    assert tokens.asked[0] == {"grant_type": "refresh_token", "client_id": "id", "client_secret": "s3cret", "refresh_token": "r"}


async def test_without_one_the_clients_own_credentials_are_used(tokens: TokenServer, clock: Clock) -> None:
    microsoft = OAuthGrant(provider="microsoft", client_id="id", client_secret="s3cret", token_url=tokens.token_url)
    assert await TokenSource(microsoft, monotonic=clock).token() == "token-1"
    assert tokens.asked == [
        {
            "grant_type": "client_credentials",
            "client_id": "id",
            "client_secret": "s3cret",
            "scope": "https://outlook.office365.com/.default",
        }
    ]


async def test_many_who_ask_at_once_make_one_request(tokens: TokenServer, clock: Clock) -> None:
    source = TokenSource(grant(tokens, refresh_token="r"), monotonic=clock)
    assert await asyncio.gather(*[source.token() for _ in range(5)]) == ["token-1"] * 5
    assert await asyncio.gather(*[source.token(True) for _ in range(5)]) == ["token-2"] * 5
    assert len(tokens.asked) == 2


async def test_a_new_refresh_token_is_kept_and_used(tokens: TokenServer, clock: Clock) -> None:
    kept: list[str] = []

    async def keep(refresh_token: str) -> None:
        kept.append(refresh_token)

    tokens.rotate = True
    source = TokenSource(grant(tokens, refresh_token="r"), monotonic=clock, keep_refresh_token=keep)
    await source.token()
    await source.token(True)
    assert kept == ["refresh-1", "refresh-2"]
    assert [form["refresh_token"] for form in tokens.asked] == ["r", "refresh-1"]


@pytest.mark.parametrize(
    ("error", "fix"), [("invalid_grant", "sign in again"), ("invalid_client", "client_secret"), ("invalid_scope", "scope")]
)
async def test_what_only_a_person_can_cure_says_how(tokens: TokenServer, clock: Clock, error: str, fix: str) -> None:
    tokens.answer = (400, {"error": error, "error_description": "Token has been revoked.\nTrace: 1"})
    with pytest.raises(OAuthRefused) as refused:
        await TokenSource(grant(tokens, refresh_token="r3fresh"), monotonic=clock).token()
    assert refused.value.what == f"google refuses a token: {error} Token has been revoked."
    assert fix in refused.value.fix
    assert not refused.value.again
    assert "r3fresh" not in str(refused.value)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("answer", [(503, {}), (400, {"error": "slow_down"}), (200, b"<html>"), (200, ["no"]), (302, {})])
async def test_everything_else_is_for_later(tokens: TokenServer, clock: Clock, answer: tuple[int, object]) -> None:
    tokens.answer = answer
    source = TokenSource(grant(tokens, refresh_token="r"), monotonic=clock)
    with pytest.raises(OAuthUnavailable):
        await source.token()
    tokens.answer = None
    assert await source.token() == "token-2"


async def test_a_provider_that_is_away_is_for_later(clock: Clock) -> None:
    away = OAuthGrant(provider="google", client_id="id", refresh_token="r", token_url="http://127.0.0.1:9/token")
    with pytest.raises(OAuthUnavailable, match="ConnectError"):
        await TokenSource(away, monotonic=clock).token()


def test_secrets_cross_a_network_encrypted_only(clock: Clock) -> None:
    with pytest.raises(ValueError, match="https"):
        TokenSource(OAuthGrant(provider="google", client_id="id", token_url="http://idp.example/token"), monotonic=clock)


def test_secrets_are_not_shown() -> None:
    shown = repr(OAuthGrant(provider="google", client_id="id", client_secret="s3cret", refresh_token="r3fresh"))
    assert "s3cret" not in shown
    assert "r3fresh" not in shown


def test_the_words_of_xoauth2() -> None:
    assert xoauth2("support@example.com", "tok") == "user=support@example.com\x01auth=Bearer tok\x01\x01"
