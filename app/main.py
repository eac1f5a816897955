"""The command line, and the only place that wires things together."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import platformdirs
import typer
import uvicorn

from app.arguments import a_number
from app.demo.story import demo_decisions
from app.fair_use.connections import CONNECTIONS
from app.fair_use.protocols import SharingHttp, SharingSocket
from app.installing.venv_location import from_the_store
from app.live.protocol import FRAME_BYTES
from app.logs.files import Logs, say
from app.network.addresses import EVERYWHERE, Address, lan_addresses
from app.network.monitor import Network
from app.rehearsal import rehearse
from app.serving import console_window
from app.serving.asgi import App
from app.serving.listener import BACKLOG, HostUnavailable, PortTaken, first_free, usual_ports
from app.serving.run import Server
from app.serving.tls import BadCertificate, Certificate, certificate
from app.settings import Settings
from app.texts import of_this_computer, texts
from app.workplace.rooms import clock
from app.workplace.workplace import Workplace, open_workplace
from storage.database import back_up, keep_alone, keep_private, open_database, sqlite_url
from storage.errors import StorageProblem
from storage.store import Accepted, Store

DATABASE = "zielrunde.sqlite"
PORT = "port"  # a setting


t = texts(of_this_computer()).t
cli = typer.Typer(
    add_completion=False, no_args_is_help=False, help=t("cli.help"), pretty_exceptions_enable=False
)
cli.command("rehearse", help=t("cli.help.rehearse"))(rehearse)


@cli.callback(invoke_without_command=True)
def serve(
    context: typer.Context,
    demo: Annotated[bool, typer.Option("--demo", help=t("cli.help.demo"))] = False,
    port: Annotated[int | None, a_number(int, 0, 65535, t("cli.help.port"))] = None,
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
    folder = data_dir or _usual_folder() / ("demo" if demo else "")
    try:
        secured = certificate(certfile, keyfile)
        asked = Asked(host, port, address or [], browser, secured)
        with _store(folder, demo) as (store, copied):
            context.obj.keep_in(folder)
            _serve(store, asked, copied)
    except BadCertificate as bad:
        _exit_with(t(f"cli.certificate.{bad.code}", file=bad.file), str(bad.__cause__))
    except StorageProblem as found:
        _exit_with(t(f"storage.{found.code}", folder=folder), found.detail)
    except PortTaken as taken:
        _exit_with(t("cli.port_taken", port=taken.port))
    except HostUnavailable as other:
        _exit_with(t("cli.host_wrong", host=host), str(other.__cause__))


def _usual_folder() -> Path:
    """That of the system; except where it lies inside of Python's own app and would go with that."""
    usual = Path(platformdirs.user_data_dir("Zielrunde", appauthor=False))
    return Path.home() / "Zielrunde" if from_the_store() and not (usual / DATABASE).exists() else usual


class Asked(NamedTuple):
    """What the command line says of the server. `port`: None for the usual one."""

    host: str
    port: int | None
    addresses: list[str]
    browser: bool
    secured: Certificate | None


def _exit_with(sentence: str, detail: str = "") -> None:
    typer.echo(sentence, err=True)
    if detail:
        logging.getLogger(__name__).debug(detail)
    raise typer.Exit(1)


@contextlib.contextmanager
def _store(folder: Path, demo: bool) -> Iterator[tuple[Store, bool]]:
    """Folder and database, made if missing, and whether a copy was kept before migrations touch anything."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageProblem("missing", str(error)) from error
    keep_private(folder)
    with keep_alone(folder):
        database = folder / DATABASE
        copied = _copied(database, folder / "backups")
        with contextlib.closing(Store(open_database(sqlite_url(database)))) as store:
            if demo and not store.room_ids("workshop"):
                for room_id, decisions in demo_decisions(clock()).items():
                    store.commit(room_id, [Accepted(decision, None) for decision in decisions])
            yield store, copied


def _copied(database: Path, folder: Path) -> bool:
    """No reason not to start: a moderator is told. What is wrong with the file itself is found next."""
    try:
        back_up(database, folder, f"{clock()}")
    except StorageProblem as found:
        logging.getLogger(__name__).warning("no copy could be made: %s", found)
        return False
    return True


def _door(settings: Settings, host: str, wanted: int | None) -> tuple[socket.socket, int | None]:
    """A bound socket, and the port that it had before and should have again, where somebody else has that.
    Raises PortTaken, HostUnavailable."""
    before = int(settings.text(PORT) or 0) or None
    door = first_free(host, usual_ports(before) if wanted is None else [wanted])
    port = int(door.getsockname()[1])
    settings.set_text(PORT, str(port))
    return door, before if wanted is None and before not in (None, port) else None


def _serve(store: Store, asked: Asked, copied: bool) -> None:
    settings = Settings(store)
    door, lost = _door(settings, asked.host, asked.port)
    with door:
        network = _network(settings, asked, int(door.getsockname()[1]))
        workplace = open_workplace(store, network)
        if not copied:
            workplace.warned.add("no_backup")
        if importlib.util.find_spec("typst") is None:
            workplace.warned.add("no_pdf")
        if lost:
            say(t("cli.port_moved", before=str(lost), port=str(network.port)))
            network.moved_from(lost)
        _run(workplace, door, asked)


def _network(settings: Settings, asked: Asked, port: int) -> Network:
    """Addresses told on the command line hold; else those of the machine, or the one that is served."""
    scheme = "https" if asked.secured else "http"
    if asked.addresses or asked.host != EVERYWHERE:
        given = [Address(told.rstrip("/")) for told in asked.addresses or [asked.host]]
        return Network(settings, lambda: given, port, scheme)
    return Network(settings, lan_addresses, port, scheme, watched=True)


def _run(workplace: Workplace, door: socket.socket, asked: Asked) -> None:
    _allow_connections(CONNECTIONS)
    app = App(workplace)
    config = uvicorn.Config(
        app,
        loop="app.serving.event_loops:new_event_loop",
        log_config=None,  # see app/logs/files.py
        ws=SharingSocket,
        ws_per_message_deflate=False,  # ten times the CPU for frames of a few hundred bytes
        ws_max_size=FRAME_BYTES,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        http=SharingHttp,
        access_log=False,  # it would hold addresses of people
        log_level="warning",
        lifespan="on",
        backlog=BACKLOG,
        timeout_graceful_shutdown=3,
        **(asked.secured.options() if asked.secured else {}),  # type: ignore[arg-type]
    )
    # No certificate is made out to localhost; an address that was told has one.
    network = workplace.network
    own = f"{network.scheme}://localhost:{network.port}"
    own = asked.addresses[0].rstrip("/") if asked.secured and asked.addresses else own
    here = f"{own}/m/enter?key={workplace.access.key}"
    server = Server(
        config,
        door,
        lambda: _announce(workplace, here, asked.browser),
        workplace.rooms.answer_waiting,
        workplace.warned,
    )
    console_window.guard(server.end, t("cli.window_title"))
    app.moderators.on_failure = server.leave
    server.open()
    if app.moderators.failed is not None:
        raise app.moderators.failed


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


def _announce(workplace: Workplace, here: str, browser: bool) -> None:
    say(t("cli.leave_open"))
    say(t("cli.start_moderator", link=here))
    say(t("cli.start_pin", address=f"{workplace.invitations.address}/m", pin=workplace.access.pin))
    for workshop in workplace.rooms.workshops():
        if not workshop.finished:
            say(t("cli.start_join", title=workshop.title, link=workplace.invitations.join_url(workshop.code)))
    if browser:
        threading.Thread(target=webbrowser.open, args=(here,), daemon=True).start()


def main() -> None:
    """Everything that is written goes through `logs`. Ends the program."""
    logs, code = Logs(), 1
    try:
        cli(obj=logs)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except ImportError:  # the start has a sentence for it
        logs.stop()
        raise
    except Exception:
        logging.getLogger(__name__).critical("Zielrunde has ended", exc_info=True)
    if not logs.stop():
        os._exit(1)
    sys.exit(code)


if __name__ == "__main__":
    main()
