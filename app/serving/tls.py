"""Optional HTTPS with certificate files that somebody gave. Nothing depends on it."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import NamedTuple


class BadCertificate(Exception):
    """`code`: "missing", "alone", "unreadable" or "locked"; the sentence is `cli.certificate.<code>`."""

    def __init__(self, code: str, file: Path) -> None:
        super().__init__(code)
        self.code = code
        self.file = file


class _Locked(Exception):
    pass


class Certificate(NamedTuple):
    """PEM files that belong together. `keyfile` None: the key stands in the certificate's file."""

    certfile: Path
    keyfile: Path | None

    def options(self) -> dict[str, str | None]:
        """As uvicorn wants them."""
        key = str(self.keyfile) if self.keyfile else None
        return {"ssl_certfile": str(self.certfile), "ssl_keyfile": key}


def certificate(certfile: Path | None, keyfile: Path | None) -> Certificate | None:
    """Tries the files before the program starts; None where none were given. Raises BadCertificate."""
    given = [file for file in (certfile, keyfile) if file is not None]
    if certfile is None:
        if given:
            raise BadCertificate("alone", given[0])
        return None
    for file in given:
        if not file.is_file():
            raise BadCertificate("missing", file)
    _try(certfile, keyfile)
    return Certificate(certfile, keyfile)


def _try(certfile: Path, keyfile: Path | None) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certfile, keyfile, _no_password)
    except _Locked as error:
        raise BadCertificate("locked", keyfile or certfile) from error
    except (OSError, ssl.SSLError, ValueError) as error:
        raise BadCertificate("unreadable", certfile) from error


def _no_password() -> str:
    """Without this, OpenSSL would ask on a terminal that nobody looks at."""
    raise _Locked
