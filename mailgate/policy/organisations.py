"""Who belongs together: the same customer of the settings, or the same domain where it isn't a public mail provider's."""

from __future__ import annotations

from mailgate.model.rules import Rulebook

# fmt: off
# Anybody can have an address here, so sharing the domain says nothing.
PUBLIC_PROVIDERS: frozenset[str] = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "aol.com",
    "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "pm.me", "gmx.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch",
    "web.de", "t-online.de", "freenet.de", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "inbox.ru", "bk.ru", "list.ru",
    "libero.it", "virgilio.it", "tiscali.it", "alice.it", "tin.it", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr",
    "hotmail.it", "hotmail.de", "hotmail.fr", "hotmail.es", "hotmail.co.uk", "outlook.de", "outlook.it", "outlook.fr",
    "outlook.es",
    "yahoo.it", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.co.uk", "yahoo.co.jp", "live.it", "live.de", "live.fr", "live.co.uk",
    "btinternet.com", "comcast.net", "verizon.net", "att.net", "qq.com", "163.com", "126.com", "sina.com", "naver.com",
    "zoho.com", "fastmail.com", "tutanota.com", "tuta.com", "posteo.de", "mailbox.org", "hey.com", "uol.com.br", "terra.com.br",
})
# fmt: on


def same_organisation(one: str, other: str, rulebook: Rulebook) -> bool:
    """Whether two addresses are of one organisation."""
    ours = rulebook.organisation_of(one)
    if ours is not None:
        return rulebook.organisation_of(other) == ours
    domain, others = one.rpartition("@")[2].lower(), other.rpartition("@")[2].lower()
    return domain == others and domain != "" and domain not in PUBLIC_PROVIDERS
