"""A real Postfix on loopback (as root only), with its own configuration and queue, stopped by its own control command.

It is a front MTA that hands mail to an LMTP socket, or a smarthost that delivers whatever it gets into one Maildir.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.dovecot import wait_until_listening
from tests.servers.ports import free_port

PROGRAM = "/usr/sbin/postfix"
PRESENT = Path(PROGRAM).exists() and os.geteuid() == 0

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
smtputf8_enable = yes
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
smtp_tls_security_level = none
header_checks = regexp:{folder}/header_checks
smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/refused, permit_mynetworks, reject
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
"""

_MASTER = """
{port}    inet  n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
local     unix  - n n - - local
virtual   unix  - n n - - virtual
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postfix:
    """A running one. As a smarthost it refuses `refused@…` with 550 and `later@…` with 450 at RCPT."""

    folder: Path
    port: int

    def mails_of(self, address: str) -> list[bytes]:
        """What has been delivered to an address, oldest first."""
        files = sorted((self.folder / "mail" / "all" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        mark = f"\nDelivered-To: {address}\n".lower().encode()
        return [mail for mail in (path.read_bytes() for path in files) if mark in b"\n" + mail.lower()]

    def wait_for_mail(self, address: str, *, number: int = 1, deadline: float = 15.0) -> list[bytes]:
        """The mails of an address once there are so many; AssertionError at the deadline, with the log."""
        end = time.monotonic() + deadline
        while len(found := self.mails_of(address)) < number:
            assert time.monotonic() < end, f"{len(found)} of {number} mails for {address}\n{self.log()}"
            time.sleep(0.02)
        return found

    def log(self) -> str:
        path = self.folder / "postfix.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def wait_for_log(self, *words: str, deadline: float = 15.0) -> str:
        """The first log line that has all these words in it."""
        end = time.monotonic() + deadline
        while True:
            for line in self.log().splitlines():
                if all(word in line for word in words):
                    return line
            assert time.monotonic() < end, f"no log line with {words}\n{self.log()}"
            time.sleep(0.02)


@contextmanager
def postfix(
    *,
    lmtp: str | None = None,
    domain: str = "example.com",
    certificate: Path | None = None,
    key: Path | None = None,
    header_checks: str = "",
) -> Iterator[Postfix]:
    """Run one. With `lmtp` (`unix:/path` or `inet:127.0.0.1:port`) mail for `domain` goes there; else it takes mail for
    any domain and keeps it in one Maildir, each with its Delivered-To. With a certificate it offers STARTTLS.
    `header_checks` are lines of header_checks(5)."""
    folder = Path(tempfile.mkdtemp(prefix="mailgate-postfix-"))
    server = Postfix(folder=folder, port=free_port())
    _configure(server, lmtp, domain, certificate, key)
    (folder / "header_checks").write_text(header_checks)
    control = [PROGRAM, "-c", str(folder / "etc")]
    try:
        subprocess.run([*control, "start"], check=True, capture_output=True, timeout=60)
        wait_until_listening(server.port)
        yield server
    finally:
        subprocess.run([*control, "stop"], check=False, capture_output=True, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _configure(server: Postfix, lmtp: str | None, domain: str, certificate: Path | None, key: Path | None) -> None:
    folder = server.folder
    folder.chmod(0o755)
    postfix_user, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    for name in ("etc", "queue", "data", "mail"):
        (folder / name).mkdir()
    os.chown(folder / "data", postfix_user.pw_uid, postfix_user.pw_gid)
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    lines = [_MAIN.format(folder=folder, uid=nobody.pw_uid, gid=nobody.pw_gid)]
    if lmtp is None:
        lines.append(f"virtual_mailbox_domains = regexp:{folder}/domains\n")
    else:
        lines.append(f"virtual_mailbox_domains =\nrelay_domains = {domain}\nrelay_transport = lmtp:{lmtp}\n")
    if certificate and key:
        for source, name in ((certificate, "cert.pem"), (key, "key.pem")):
            (folder / "etc" / name).write_bytes(source.read_bytes())
        lines.append(
            f"smtpd_tls_cert_file = {folder}/etc/cert.pem\nsmtpd_tls_key_file = {folder}/etc/key.pem\n"
            "smtpd_tls_security_level = may\nsmtpd_tls_received_header = yes\n"
        )
    (folder / "etc" / "main.cf").write_text("".join(lines))
    (folder / "etc" / "master.cf").write_text(_MASTER.format(port=server.port))
    (folder / "domains").write_text("/./ ok\n")
    (folder / "refused").write_text("/^refused@/ 550 5.1.1 No such user\n/^later@/ 450 4.2.1 Try again later\n")
