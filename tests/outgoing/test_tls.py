from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest

from samdrift.outgoing import Ask, Outgoing, OutgoingError
from tests.outgoing.servers import answering, serving


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1, with its key, in one file each."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=monitor", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def test_a_certificate_of_the_given_authority_is_trusted(certificate: Path, server_tls: ssl.SSLContext) -> None:
    with serving(answering(b"ok"), server_tls) as (port, _):
        outgoing = Outgoing(["127.0.0.0/8"], ca_file=certificate / "cert.pem")
        assert outgoing.request(Ask(f"https://127.0.0.1:{port}/")).body == b"ok"
        with pytest.raises(OutgoingError, match="certificate"):
            outgoing.request(Ask(f"https://localhost:{port}/"))


def test_an_unknown_authority_is_not_trusted(server_tls: ssl.SSLContext) -> None:
    with serving(answering(b"ok"), server_tls) as (port, heads):
        with pytest.raises(OutgoingError, match="certificate verify failed"):
            Outgoing(["127.0.0.1"]).request(Ask(f"https://127.0.0.1:{port}/"))
        assert heads == []
