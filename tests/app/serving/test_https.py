"""HTTPS with a certificate that somebody gave: pages and sockets, and what is said of bad files."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from app.serving.tls import BadCertificate, certificate
from app.texts import texts
from tests.load.server import ROOT, Server, prepare

SUBJECT = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def self_made(folder: Path, *options: str) -> tuple[Path, Path]:
    """Certificate and key for this machine, good for a day."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "1")
    openssl(*new, "-keyout", str(key), "-out", str(cert), *SUBJECT, *(options or ("-nodes",)))
    return cert, key


def test_pages_and_sockets_are_secured_and_every_link_says_so(tmp_path: Path) -> None:
    cert, key = self_made(tmp_path)
    prepare(tmp_path / "data", "HALL22", phase="arrive", groups=2)
    trust = ssl.create_default_context(cafile=str(cert))
    with Server(tmp_path / "data", options=("--certfile", str(cert), "--keyfile", str(key))) as server:
        assert f"https://127.0.0.1:{server.port}/j/HALL22" in server.words()
        base = f"https://127.0.0.1:{server.port}"
        with httpx.Client(base_url=base, verify=trust, timeout=30) as phone:
            page = phone.get("/j/HALL22")
            assert base in page.text
            assert f"https://*:{server.port}" in page.headers["content-security-policy"]
            cookie = phone.get(server.moderator.replace("localhost", "127.0.0.1")).headers["set-cookie"]
            assert "Secure" in cookie
        with connect(f"wss://127.0.0.1:{server.port}/live/HALL22/ws", ssl=trust) as socket:
            socket.send(json.dumps({"type": "hello", "protocol": 1, "role": "stage"}))
            assert json.loads(socket.recv(30))["type"] == "welcome"


def test_files_that_are_no_certificate_are_told_apart(tmp_path: Path) -> None:
    cert, key = self_made(tmp_path)
    (tmp_path / "other").mkdir()
    other_cert, _ = self_made(tmp_path / "other")
    (tmp_path / "locked").mkdir()
    locked_cert, locked_key = self_made(tmp_path / "locked", "-passout", "pass:geheim")
    nothing = tmp_path / "nothing.pem"
    (tmp_path / "text.pem").write_text("Kein Zertifikat")
    assert certificate(None, None) is None
    assert certificate(cert, key) == (cert, key)
    for files, code in [
        ((nothing, key), "missing"),
        ((cert, nothing), "missing"),
        ((None, key), "alone"),
        ((tmp_path / "text.pem", key), "unreadable"),
        ((cert, None), "unreadable"),
        ((other_cert, key), "unreadable"),
        ((locked_cert, locked_key), "locked"),
    ]:
        with pytest.raises(BadCertificate) as bad:
            certificate(*files)
        assert bad.value.code == code, files


def test_a_bad_file_is_a_sentence_at_the_start_and_no_stack_trace(tmp_path: Path) -> None:
    missing = tmp_path / "nicht da.pem"
    command = [sys.executable, "-m", "app.main", "--no-browser", "--data-dir", str(tmp_path)]
    done = subprocess.run(
        [*command, "--certfile", str(missing)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    said = {texts(lang).t("cli.certificate.missing", file=missing) for lang in ("de", "en")}
    assert done.stderr.strip() in said
