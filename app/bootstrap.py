"""Makes a checkout run on a machine that has nothing but Python and pip (or uv).

Standard library only. Everything goes into `.venv` beside this file's folder, nothing else on
the machine is touched, and once it is there no start needs a network.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "zielrunde-installed"

SETTING_UP = "Einmalige Einrichtung, etwa eine Minute / Setting up once, about a minute ..."
NO_INSTALLER = "Es fehlt pip oder uv zum Laden der Bausteine. / There is neither pip nor uv to install with."
NOT_INSTALLED = (
    "Die Einrichtung ist nicht gelungen. Sie braucht dieses eine Mal eine Internetverbindung.\n"
    "Setting up did not succeed. It needs an internet connection, this once."
)


def ensure(module: str, extra: str = "") -> None:
    """Returns when all packages are here; else installs them and starts `module` anew in `.venv`."""
    if not PROJECT.is_file() or _is_complete(extra):
        return
    if not _is_stamped(extra):
        _set_up(extra)
    _start_again(module)


def python() -> Path:
    """The interpreter of `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_complete(extra: str) -> bool:
    if Path(sys.prefix).resolve() == VENV:
        return _is_stamped(extra)
    return all(_is_installed(requirement) for requirement in _requirements(extra))


def _requirements(extra: str) -> list[str]:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    wanted: list[str] = project["dependencies"] + project["optional-dependencies"].get(extra, [])
    return [r for r in wanted if not (sys.platform == "win32" and "sys_platform != 'win32'" in r)]


def _is_installed(requirement: str) -> bool:
    name, _, version = requirement.partition(";")[0].strip().partition("==")
    try:
        return importlib.metadata.version(name) == version
    except importlib.metadata.PackageNotFoundError:
        return False


def _is_stamped(extra: str) -> bool:
    """Whether `.venv` was filled for exactly these versions. The tests' set includes the product's."""
    stamped = STAMP.read_text("utf-8") if STAMP.is_file() and python().exists() else ""
    return stamped in {_stamp(extra), _stamp("test")}


def _stamp(extra: str) -> str:
    content = PROJECT.read_bytes() + CONSTRAINTS.read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} {sys.version_info.major}.{sys.version_info.minor} {extra}"


def _set_up(extra: str) -> None:
    print(SETTING_UP, file=sys.stderr, flush=True)
    STAMP.unlink(missing_ok=True)
    install = _installer()
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    try:
        subprocess.run([*install, "install", "--constraint", CONSTRAINTS, "--editable", target], check=True)
    except subprocess.CalledProcessError:
        sys.exit(NOT_INSTALLED)
    STAMP.write_text(_stamp(extra), "utf-8")


def _installer() -> list[str | Path]:
    """Makes an empty `.venv` and says how to install into it.

    Its own pip comes last: Debian ships Python without the part that would put it there.
    """
    quiet = ["--quiet", "--disable-pip-version-check"]
    if importlib.util.find_spec("pip"):
        venv.create(VENV, clear=True, symlinks=os.name != "nt")
        return [sys.executable, "-m", "pip", *quiet, "--python", python()]
    if uv := shutil.which("uv"):
        venv.create(VENV, clear=True, symlinks=os.name != "nt")
        os.environ["VIRTUAL_ENV"] = str(VENV)
        return [uv, "--quiet", "pip"]
    if importlib.util.find_spec("ensurepip"):
        venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
        return [python(), "-m", "pip", *quiet]
    sys.exit(NO_INSTALLER)


def _start_again(module: str) -> None:
    command = [str(python()), "-m", module, *sys.argv[1:]]
    if os.name == "nt":  # there, exec would give the prompt back while the program still runs
        sys.exit(subprocess.run(command).returncode)
    sys.stdout.flush()
    os.execv(command[0], command)
