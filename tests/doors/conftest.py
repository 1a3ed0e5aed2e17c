from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from mailgate.adapters.doors.config import TlsFiles
from tests.doors.wire import Kept


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def tls_files(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> TlsFiles:
    folder: Path = tmp_path_factory.mktemp("tls")
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    chain, key = folder / "cert.pem", folder / "key.pem"
    for blob in certificate.cert_chain_pems:
        chain.write_bytes(blob.bytes())
    certificate.private_key_pem.write_to_path(key)
    authority.cert_pem.write_to_path(folder / "ca.pem")
    return TlsFiles(certificate=chain, key=key)
