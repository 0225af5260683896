"""Row 42: a server elsewhere has to prove who it is, and one whose certificate has changed does not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from annotator.hub.server.connecting import Address
from annotator.hub.server.server import ServerHub
from annotator.model.server_errors import AddressWrong, CertificateWrong, HubUnreachable
from tests.hub.proxy import TlsWire
from tests.hub.server import TestedHub

NO_OPENSSL = "no openssl here to make a certificate with"


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine, and its key."""
    folder.mkdir()
    certificate, key = folder / "server.crt", folder / "server.key"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext {names}"
        f" -keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.mark.trust(42, simulated="TLS ends in a wire of ours: this PostgreSQL is built without it")
@pytest.mark.skipif(shutil.which("openssl") is None, reason=NO_OPENSSL)
def test_the_certificate_has_changed(hub: TestedHub, tmp_path: Path) -> None:
    trusted, key = make_certificate(tmp_path / "first")
    safely = f"?sslmode=verify-full&sslrootcert={trusted}"
    with pytest.raises(CertificateWrong):  # it speaks no TLS
        ServerHub(hub.place("maria") + safely)
    port = hub.hubs.server.port
    with TlsWire(port, trusted, key) as wire:
        connected = ServerHub(hub.place("maria", port=wire.port) + safely)
        assert connected.heads() == {}
        connected.close()
    with TlsWire(port, *make_certificate(tmp_path / "second")) as wire:
        place = hub.place("maria", port=wire.port) + safely
        with pytest.raises(CertificateWrong):
            ServerHub(place)


def test_a_server_elsewhere_is_asked_to_prove_itself() -> None:
    said = Address("postgresql://maria@hub.example.org/annotator").parameters("")
    assert (said["sslmode"], said["sslrootcert"]) == ("verify-full", "system")
    assert "sslmode" not in Address("postgresql://maria@127.0.0.1/annotator").parameters("")


@pytest.mark.trust(42)
def test_row_42_nobody_answers(hub: TestedHub) -> None:
    with pytest.raises(HubUnreachable):
        ServerHub(hub.place("maria", port=1))


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://hub.example.org/annotator",
        "postgresql://maria@hub.example.org",
        "postgresql://maria@hub.example.org:x/annotator",
        "http://maria@hub.example.org/annotator",
        "postgresql://maria:secret@127.0.0.1/annotator?nonsense=1",
    ],
)
def test_what_is_no_address(place: str) -> None:
    pytest.importorskip("psycopg", reason="no PostgreSQL comes with this Python")
    with pytest.raises(AddressWrong) as met:
        ServerHub(place)
    assert "secret" not in met.value.address


def test_the_address_is_kept_without_the_password() -> None:
    place = "postgresql://maria:s%40crt@hub.example.org:5433/annotator?sslmode=require"
    address = Address(place)
    assert address.plain == "postgresql://maria@hub.example.org:5433/annotator?sslmode=require"
    assert Address(address.plain).plain == address.plain
