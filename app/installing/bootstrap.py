"""Makes a checkout run on a machine that has nothing but Python and pip (or uv).

Standard library only. Everything goes into one environment (see venv_location.py), nothing else on the
machine is touched, and once it is there no start needs a network. What works is never given up for what may
not.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

from app.installing.markers import applies
from app.installing.venv_location import environment

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"
WHEELS = ROOT / "wheels"  # an offline bundle has them (see app/installing/offline_bundle.py)
VENV = environment(ROOT)
WAIT_SECONDS = 900.0

SETTING_UP = "Einmalige Einrichtung, etwa zwei Minuten / Setting up once, about two minutes ..."
WAITING = "Ein anderer Start richtet gerade ein. Bitte warten. / Another start is setting up. Please wait ..."
NO_INSTALLER = "Es fehlt pip oder uv zum Laden der Bausteine. / There is neither pip nor uv to install with."
NOT_INSTALLED = (
    "Die Einrichtung ist nicht gelungen. Sie braucht dieses eine Mal eine Internetverbindung.\n"
    "Ohne Internet: Nehmen Sie das Offline-Paket (README).\n"
    "Setting up did not succeed. It needs an internet connection, this once.\n"
    "Without internet: take the offline bundle (README)."
)
NOT_LET_OUT = (
    "Das Netz dieses Laptops erlaubt das Laden der Bausteine nicht (Proxy oder Zertifikat).\n"
    "Nehmen Sie ein anderes Netz oder das Offline-Paket (README), oder fragen Sie Ihre IT.\n"
    "This laptop's network does not allow the download (proxy or certificate).\n"
    "Take another network or the offline bundle (README), or ask your IT."
)
WRONG_WHEELS = (
    "Die Bausteine im Ordner wheels passen nicht zu diesem Python {python}.\n"
    "Nehmen Sie das Offline-Paket, das dazu passt (README).\n"
    "What is in the folder wheels does not fit this Python {python}.\n"
    "Take the offline bundle that does (README)."
)
IN_USE = (
    "In den Ordner {folder} kann gerade nicht geschrieben werden.\n"
    "Beenden Sie eine laufende Zielrunde und starten Sie noch einmal.\n"
    "The folder {folder} cannot be written to now.\n"
    "Stop a running Zielrunde and start again."
)
REFUSED = (
    "Dieser Laptop verbietet einen Baustein von Zielrunde ({error}).\n"
    "Oft ist das eine Regel der IT (Smart App Control, WDAC, AppLocker). Bitten Sie die IT, Programme\n"
    "im Ordner {folder} zu erlauben, oder nehmen Sie einen anderen Laptop.\n"
    "This laptop does not allow a part of Zielrunde. Often that is a rule of your IT (Smart App Control,\n"
    "WDAC, AppLocker). Ask them to allow programs in the folder {folder}, or take another laptop."
)
# What pip says where a network lets nobody out.
_SHUT_IN = ("ssl", "certificate", "proxyerror", "tunnel connection", "403 ", "407 ")


def ensure(module: str, extra: str = "") -> None:
    """Returns when all packages are here; else installs them and starts `module` anew with what it needs."""
    if not PROJECT.is_file() or _is_complete(extra):
        return
    if not _works(extra):
        try:
            with _alone():
                if not _works(extra):  # another start may have set it up meanwhile
                    _set_up(extra)
        except OSError as error:
            sys.exit(f"{IN_USE.format(folder=VENV)}\n({error})")
    _start_again(module)


def refused(error: ImportError) -> str:
    """The sentence for a part that is installed and cannot be loaded."""
    return REFUSED.format(error=error, folder=VENV)


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_complete(extra: str) -> bool:
    return all(_is_installed(requirement) for requirement in _requirements(extra))


def _requirements(extra: str) -> list[str]:
    """Those that this machine needs."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    wanted: list[str] = project["dependencies"] + project["optional-dependencies"].get(extra, [])
    parts = (requirement.partition(";") for requirement in wanted)
    return [name.strip() for name, _, marker in parts if applies(marker)]


def _is_installed(requirement: str) -> bool:
    name, _, version = requirement.partition("==")
    try:
        return importlib.metadata.version(name) == version
    except importlib.metadata.PackageNotFoundError:
        return False


def _works(extra: str) -> bool:
    """Whether the environment was filled for exactly these versions, by whatever Python, and that one is
    still there. The tests' set includes the product's."""
    stamp = VENV / "zielrunde-installed"
    if not stamp.is_file() or stamp.read_text("utf-8") not in {_stamp(extra), _stamp("test")}:
        return False
    try:
        return subprocess.run([python(), "-c", ""], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _stamp(extra: str) -> str:
    content = PROJECT.read_bytes() + CONSTRAINTS.read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} {extra}"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One start sets up at a time. SQLite's lock: the system frees it whatever way a program ends."""
    VENV.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        try:
            lock = sqlite3.connect(VENV.with_name(f"{VENV.name}.lock"), timeout=0, isolation_level=None)
            held.callback(lock.close)
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                print(WAITING, file=sys.stderr, flush=True)
                lock.execute(f"PRAGMA busy_timeout={int(WAIT_SECONDS * 1000)}")
                lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
        yield


def _set_up(extra: str) -> None:
    print(SETTING_UP, file=sys.stderr, flush=True)
    with _kept_aside():
        _install(extra)
        _note_root()
        (VENV / "zielrunde-installed").write_text(_stamp(extra), "utf-8")


@contextlib.contextmanager
def _kept_aside() -> Iterator[None]:
    """What was there comes back unless all goes well, even after the program was killed in between."""
    aside = VENV.with_name(f"{VENV.name}.before")
    if aside.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        if not VENV.exists():
            aside.rename(VENV)
    if VENV.exists():
        VENV.rename(aside)
    try:
        yield
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        if aside.exists() and not VENV.exists():
            aside.rename(VENV)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _install(extra: str) -> None:
    wheels = ["--no-index", "--find-links", str(WHEELS)] if any(WHEELS.glob("*.whl")) else []
    command = [*_installer(), "install", *wheels, "--constraint", CONSTRAINTS, *_requirements(extra)]
    # A Mac without developer tools would open a window that offers them, for what needs no compiler.
    quiet = {"CC": "/usr/bin/false"} if sys.platform == "darwin" else {}
    done = subprocess.run(
        command, stderr=subprocess.PIPE, text=True, errors="replace", env={**os.environ, **quiet}
    )
    if done.returncode:
        sys.exit(f"{done.stderr.strip()}\n\n{_why(done.stderr, offline=bool(wheels))}")


def _why(said: str, *, offline: bool) -> str:
    if offline:
        return WRONG_WHEELS.format(python=f"{sys.version_info.major}.{sys.version_info.minor}")
    return NOT_LET_OUT if any(sign in said.lower() for sign in _SHUT_IN) else NOT_INSTALLED


def _installer() -> list[str | Path]:
    """Makes an empty environment and says how to install into it.

    Its own pip comes last: Debian ships Python without the part that would put it there.
    """
    quiet = ["--quiet", "--disable-pip-version-check"]
    if importlib.util.find_spec("pip"):
        venv.create(VENV, clear=True, symlinks=os.name != "nt")
        return [_base(), "-m", "pip", *quiet, "--python", python()]
    if uv := shutil.which("uv"):
        venv.create(VENV, clear=True, symlinks=os.name != "nt")
        os.environ["VIRTUAL_ENV"] = str(VENV)
        return [uv, "--quiet", "pip"]
    with contextlib.suppress(subprocess.CalledProcessError):  # the part is there, and not what it unpacks
        if importlib.util.find_spec("ensurepip"):
            venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
            return [python(), "-m", "pip", *quiet]
    sys.exit(NO_INSTALLER)


def _base() -> str:
    """This Python; but not from inside of the environment that has just been put aside."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    return str(getattr(sys, "_base_executable", sys.executable)) if inside else sys.executable


def _note_root() -> None:
    """Lets the environment find the program from everywhere, as an editable installation would."""
    (packages,) = (
        VENV.glob("Lib/site-packages") if os.name == "nt" else VENV.glob("lib/python*/site-packages")
    )
    (packages / "zielrunde.pth").write_text(f"{ROOT}\n", "utf-8")


def _start_again(module: str) -> None:
    command = [str(python()), "-m", module, *sys.argv[1:]]
    if os.name == "nt":  # there, exec would give the prompt back while the program still runs
        sys.exit(_wait_for(subprocess.Popen(command)))
    sys.stdout.flush()
    os.execv(command[0], command)


def _wait_for(program: subprocess.Popen[bytes]) -> int:
    """Ctrl+C is for the program, which gets it as well and ends in peace."""
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return program.wait()
