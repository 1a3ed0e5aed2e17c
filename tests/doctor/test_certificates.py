"""Our own certificates, real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from mailgate.adapters.clock import system_clock
from mailgate.adapters.examinations.certificates import own_certificate
from tests.doctor.conftest import Issued

Issue = Callable[..., Issued]


def test_a_good_certificate_tells_its_names_and_days(issued: Issue) -> None:
    now = system_clock()
    files = issued(now + timedelta(days=61, hours=12))
    finding = own_certificate("tls smtp", files.certificate, files.key, now)
    assert finding.state == "ok"
    assert "(for localhost, 127.0.0.1) lasts 61 more days" in finding.said


def test_one_that_ends_soon_is_worth_a_look(issued: Issue) -> None:
    now = system_clock()
    files = issued(now + timedelta(days=9, hours=12))
    finding = own_certificate("tls smtp", files.certificate, files.key, now)
    assert finding.state == "warning"
    assert "lasts 9 more days" in finding.said


def test_one_that_has_ended_is_a_fault(issued: Issue) -> None:
    now = system_clock()
    files = issued(now - timedelta(days=1))
    finding = own_certificate("tls smtp", files.certificate, files.key, now)
    assert finding.state == "fault"
    assert "expired" in finding.said
    assert finding.fix == "renew the certificate, then restart the daemon"


def test_a_key_of_another_certificate_is_a_fault(issued: Issue) -> None:
    one, other = issued(), issued(name="other")
    finding = own_certificate("tls smtp", one.certificate, other.key, system_clock())
    assert (finding.state, finding.said) == ("fault", f"{other.key} is not the key of {one.certificate}")


def test_a_missing_file_is_named(issued: Issue) -> None:
    files = issued()
    files.key.unlink()
    finding = own_certificate("tls smtp", files.certificate, files.key, system_clock())
    assert (finding.state, finding.said) == ("fault", f"{files.key} can't be read: No such file or directory")


def test_what_is_no_certificate_is_a_fault(issued: Issue) -> None:
    files = issued()
    files.certificate.write_text("hello")
    assert own_certificate("tls smtp", files.certificate, files.key, system_clock()).state == "fault"
