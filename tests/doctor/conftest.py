from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import trustme


@dataclass(frozen=True)
class Issued:
    """A certificate on disk, its key, and the authority to believe."""

    certificate: Path
    key: Path
    authority: Path


@pytest.fixture
def issued(tmp_path: Path) -> Callable[..., Issued]:
    """Issues a certificate for localhost that ends when told."""
    authority = trustme.CA()

    def issue(ends: datetime | None = None, name: str = "cert") -> Issued:
        made = authority.issue_cert("localhost", "127.0.0.1", not_after=ends)
        files = Issued(tmp_path / f"{name}.pem", tmp_path / f"{name}.key", tmp_path / "ca.pem")
        files.certificate.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
        made.private_key_pem.write_to_path(files.key)
        authority.cert_pem.write_to_path(files.authority)
        return files

    return issue
