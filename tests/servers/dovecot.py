"""A real Dovecot on loopback, with its own configuration in a folder of its own, stopped by its own process id."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.servers.ports import free_port

PROGRAM = "/usr/sbin/dovecot"
PRESENT = Path(PROGRAM).exists() and Path("/usr/lib/dovecot/imap").exists()
_SERIAL = count()

_CONFIG = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/run
listen = 127.0.0.1
log_path = {folder}/dovecot.log
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%n
mail_uid = {uid}
mail_gid = {gid}
ssl = {ssl}
{certificates}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_max_userip_connections = 100
imap_idle_notify_interval = 1 min
{extra}
passdb {{
  driver = passwd-file
  args = scheme=plain {folder}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dovecot:
    """A running server. `tls_port` speaks TLS from the first byte, `port` in clear with STARTTLS."""

    folder: Path
    port: int
    tls_port: int

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """Where a folder's messages lie (Maildir++)."""
        root = self.folder / "mail" / user
        return root if folder == "INBOX" else root / f".{folder}"

    def deliver(self, user: str, *messages: bytes, folder: str = "INBOX") -> None:
        """Put messages into a mailbox, as a delivery agent does."""
        maildir = self.maildir(user, folder)
        for part in ("tmp", "new", "cur"):
            (maildir / part).mkdir(parents=True, exist_ok=True)
        _own(maildir, below=self.folder / "mail")
        for message in messages:
            name = f"{1_700_000_000 + next(_SERIAL)}.M{os.getpid()}P1.test"
            (maildir / "tmp" / name).write_bytes(message)
            _own(maildir / "tmp" / name, below=maildir / "tmp")
            (maildir / "tmp" / name).rename(maildir / "new" / name)

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        maildir = self.maildir(user, folder)
        return [path.read_bytes() for part in ("new", "cur") for path in sorted((maildir / part).glob("*"))]

    def forget_uids(self, user: str, folder: str = "INBOX") -> None:
        """Lose the index, as a restored mailbox does: the folder gets a new UIDVALIDITY."""
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache", "dovecot.list.index"):
            (self.maildir(user, folder) / name).unlink(missing_ok=True)
        for path in (self.folder / "mail" / user).glob("dovecot-uidvalidity*"):
            path.unlink()


@contextmanager
def dovecot(
    users: Mapping[str, str],
    *,
    port: int = 0,
    certificate: Path | None = None,
    key: Path | None = None,
    token_url: str = "",
    extra: str = "",
) -> Iterator[Dovecot]:
    """Run one for these users (name → password). `token_url` checks OAuth tokens by RFC 7662 introspection; `extra` is
    more configuration."""
    folder = Path(tempfile.mkdtemp(prefix="mailgate-dovecot-"))
    folder.chmod(0o755)
    server = Dovecot(folder=folder, port=port or free_port(), tls_port=free_port())
    for name in ("run", "mail"):
        (folder / name).mkdir()
    _own(folder / "mail", below=folder / "mail")
    _configure(server, users, certificate, key, token_url, extra)
    with (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen([PROGRAM, "-F", "-c", str(folder / "dovecot.conf")], stderr=stderr)
    try:
        wait_until_listening(server.port, process, errors=folder / "stderr")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _configure(
    server: Dovecot, users: Mapping[str, str], certificate: Path | None, key: Path | None, token_url: str, extra: str
) -> None:
    folder = server.folder
    root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid()).pw_name
    uid, gid = _mail_owner()
    certificates = ""
    if certificate and key:
        (folder / "cert.pem").write_bytes(certificate.read_bytes())
        (folder / "key.pem").write_bytes(key.read_bytes())
        certificates = f"ssl_cert = <{folder}/cert.pem\nssl_key = <{folder}/key.pem"
    (folder / "users").write_text("".join(f"{_escaped(name)}:{password}\n" for name, password in users.items()))
    (folder / "oauth2.conf").write_text(
        f"introspection_mode = get\nintrospection_url = {token_url or 'http://127.0.0.1:9/?token='}\n"
        "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
    )
    (folder / "dovecot.conf").write_text(
        _CONFIG.format(
            folder=folder,
            internal="dovecot" if root else me,
            internal_group="dovecot" if root else _group(),
            login="dovenull" if root else me,
            uid=uid,
            gid=gid,
            port=server.port,
            tls_port=server.tls_port,
            ssl="yes" if certificates else "no",
            certificates=certificates,
            extra=extra,
        )
    )


def _escaped(name: str) -> str:
    """A user's name as Dovecot looks it up in a passwd-file."""
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _mail_owner() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _group() -> str:
    import grp

    return grp.getgrgid(os.getegid()).gr_name


def _own(path: Path, *, below: Path) -> None:
    """Make a path and what is in it, and its parents up to `below`, the mail user's."""
    if os.geteuid() != 0:
        return
    uid, gid = _mail_owner()
    for one in (path, *path.rglob("*")) if path.is_dir() else (path,):
        with contextlib.suppress(FileNotFoundError):  # a lock of the running Dovecot comes and goes
            os.chown(one, uid, gid)
    for parent in path.parents:
        if parent == below or below in parent.parents:
            os.chown(parent, uid, gid)


def wait_until_listening(
    port: int, process: subprocess.Popen[bytes] | None = None, *, errors: Path | None = None, deadline: float = 20.0
) -> None:
    """Return when the port answers; RuntimeError when the program ended or the deadline passed."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"the server ended: {errors.read_text() if errors else process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError(f"nothing listens on port {port}")
