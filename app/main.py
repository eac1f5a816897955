"""The command line, and the only place that wires things together."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Annotated

import platformdirs
import typer
import uvicorn

from app.addresses import EVERYWHERE, Address, lan_addresses
from app.demo import demo_outcomes
from app.halls import Hall, clock, open_hall
from app.https import BadCertificate, Certificate, certificate
from app.live.protocol import FRAME_BYTES
from app.network import Network
from app.rehearsal import rehearse
from app.sharing import SharingHttp, SharingSocket
from app.texts import of_this_computer, texts
from storage.database import back_up, keep_alone, open_database
from storage.errors import StorageProblem
from storage.store import Accepted, Store

DEFAULT_PORT = 8080
PORTS_TRIED = 20
DATABASE = "zielrunde.sqlite"
TICK_SECONDS = 5.0  # so old may the Date header be
CONNECTIONS = 10_000

t = texts(of_this_computer()).t
cli = typer.Typer(add_completion=False, no_args_is_help=False, help=t("cli.help"))
cli.command("rehearse", help=t("cli.help.rehearse"))(rehearse)


@cli.callback(invoke_without_command=True)
def serve(
    context: typer.Context,
    demo: Annotated[bool, typer.Option("--demo", help=t("cli.help.demo"))] = False,
    port: Annotated[int | None, typer.Option(help=t("cli.help.port"))] = None,
    host: Annotated[str, typer.Option(help=t("cli.help.host"))] = EVERYWHERE,
    address: Annotated[
        list[str] | None,
        typer.Option(help=t("cli.help.address")),
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help=t("cli.help.data_dir"))] = None,
    browser: Annotated[bool, typer.Option(help=t("cli.help.browser"))] = True,
    certfile: Annotated[Path | None, typer.Option(help=t("cli.help.certfile"))] = None,
    keyfile: Annotated[Path | None, typer.Option(help=t("cli.help.keyfile"))] = None,
) -> None:
    """Serve workshops from this laptop."""
    if context.invoked_subcommand is not None:
        return
    folder = data_dir or Path(platformdirs.user_data_dir("Zielrunde", appauthor=False)) / (
        "demo" if demo else ""
    )
    try:
        secured = certificate(certfile, keyfile)
        with _store(folder, demo) as store:
            _run(store, host, _free_port(host, port), address or [], browser, secured)
    except BadCertificate as bad:
        _give_up(t(f"cli.certificate.{bad.code}", file=bad.file), str(bad.__cause__))
    except StorageProblem as found:
        _give_up(t(f"storage.{found.code}", folder=folder), found.detail)
    except PortTaken as taken:
        _give_up(t("cli.port_taken", port=taken.port))
    except NotOurs as other:
        _give_up(t("cli.host_wrong", host=host), str(other.__cause__))


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


class NotOurs(Exception):
    """No program here can be reached under this address."""


def _give_up(sentence: str, detail: str = "") -> None:
    typer.echo(sentence, err=True)
    if detail:
        logging.getLogger(__name__).debug(detail)
    raise typer.Exit(1)


@contextlib.contextmanager
def _store(folder: Path, demo: bool) -> Iterator[Store]:
    """Folder and database, made if missing; a copy is kept before migrations touch anything."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageProblem("missing", str(error)) from error
    with keep_alone(folder):
        database = folder / DATABASE
        back_up(database, folder / "backups", f"{clock()}")
        store = Store(open_database(f"sqlite:///{database}"))
        if demo and not store.scopes("workshop"):
            for scope, outcomes in demo_outcomes(clock()).items():
                store.commit(scope, [Accepted(outcome, None) for outcome in outcomes])
        try:
            yield store
        finally:
            store.close()


def _free_port(host: str, wanted: int | None) -> int:
    """The wanted port, or the first free one. Raises PortTaken, NotOurs."""
    candidates = [wanted] if wanted is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    for port in candidates:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":  # there it would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return int(probe.getsockname()[1])
            except OSError as error:
                if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                    raise NotOurs(host) from error
    raise PortTaken(wanted or DEFAULT_PORT)


def _network(store: Store, host: str, port: int, addresses: list[str], scheme: str) -> Network:
    """Addresses told on the command line hold; else those of the machine, or the one that is served."""
    if addresses or host != EVERYWHERE:
        given = [Address(told.rstrip("/")) for told in addresses or [host]]
        return Network(store, lambda: given, port, scheme)
    return Network(store, lan_addresses, port, scheme, watched=True)


def _run(
    store: Store, host: str, port: int, addresses: list[str], browser: bool, secured: Certificate | None
) -> None:
    from app.server import build  # after the store: NiceGUI takes a second to import

    _allow_connections(CONNECTIONS)
    scheme = "https" if secured else "http"
    hall = Hall(store, _network(store, host, port, addresses, scheme))
    open_hall(hall)
    config = uvicorn.Config(
        build(hall),
        host=host,
        port=port,
        ws=SharingSocket,
        ws_per_message_deflate=False,  # ten times the CPU for frames of a few hundred bytes
        ws_max_size=FRAME_BYTES,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        http=SharingHttp,
        access_log=False,  # it would hold addresses of people
        log_level="warning",
        lifespan="on",
        backlog=2048,
        timeout_graceful_shutdown=3,
        **(secured.options() if secured else {}),  # type: ignore[arg-type]
    )
    # No certificate is made out to localhost; an address that was told has one.
    own = addresses[0].rstrip("/") if secured and addresses else f"{scheme}://localhost:{port}"
    here = f"{own}/m/enter?key={hall.access.key}"
    _Server(config, lambda: _announce(hall, here, browser), hall.answer_waiting).run()


def _allow_connections(wanted: int) -> None:
    """A Mac lets a program have 256 files and connections, unless it asks: too few for sixty phones that scan
    at once, with up to six each."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft < most:
        with contextlib.suppress(ValueError, OSError):  # the system's own limit may be lower than it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class _Server(uvicorn.Server):
    """Says where it is once it listens, not before. `farewell`: called before it stops."""

    def __init__(self, config: uvicorn.Config, announce: object, farewell: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce
        self._farewell = farewell
        self._stop: asyncio.Future[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # What is there now stays: the collector need not look through it between posts.
            gc.collect()
            gc.freeze()
            self._announce()  # type: ignore[operator]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._farewell()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self._stop is not None:
            self._stop.get_loop().call_soon_threadsafe(self._stop.cancel)

    async def main_loop(self) -> None:
        """Like uvicorn's, which wakes ten times a second: as much work as a post each, all day long."""
        self._stop = asyncio.get_running_loop().create_future()
        while not await self.on_tick(0):  # 0 renews the Date header
            await asyncio.wait([self._stop], timeout=TICK_SECONDS)


def _announce(hall: Hall, here: str, browser: bool) -> None:
    typer.echo(t("cli.start_moderator", link=here))
    typer.echo(t("cli.start_pin", address=f"{hall.addresses()[0]}/m", pin=hall.pin))
    for workshop in hall.workshops():
        if not workshop.finished:
            typer.echo(t("cli.start_join", title=workshop.title, link=hall.join_url(workshop.code)))
    sys.stdout.flush()
    if browser:
        threading.Thread(target=webbrowser.open, args=(here,), daemon=True).start()


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    cli()


if __name__ == "__main__":
    main()
