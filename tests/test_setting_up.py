"""The first start on a bare machine, in a checkout of its own with one tiny package instead of sixty."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.installing import bootstrap, markers, venv_location

ROOT = Path(__file__).resolve().parent.parent
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "UV_INDEX_URL": "http://127.0.0.1:9/simple"}
NO_CONFIG = {"PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
OFFLINE = {**NOWHERE, **NO_CONFIG, "PIP_RETRIES": "0"}
WINDOWS_KNOWS = 259  # letters of a path
# The one that people have; that of the tests may be without a pip of its own, which takes longer.
PYTHON = str(getattr(sys, "_base_executable", sys.executable))

PROJECT = """[project]
dependencies = ["tiny==1.0", "missing==1.0; sys_platform == 'nowhere'"]
[project.optional-dependencies]
"""
PROGRAM = "import sys\nimport tiny\ndef main():\n    print('runs with', tiny.VERSION, *sys.argv[1:])\n"


def _wheel(folder: Path, version: str = "1.0") -> None:
    """The smallest package there is."""
    folder.mkdir(exist_ok=True)
    info = f"tiny-{version}.dist-info"
    with zipfile.ZipFile(folder / f"tiny-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny.py", f"VERSION = '{version}'\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", f"tiny.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "Größe äöü & Co (1)"
    (folder / "app").mkdir(parents=True)
    for name in ("__init__", "__main__"):
        shutil.copy(ROOT / "app" / f"{name}.py", folder / "app")
    shutil.copytree(ROOT / "app" / "installing", folder / "app" / "installing")
    (folder / "app" / "main.py").write_text(PROGRAM)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "constraints.txt").write_text("tiny==1.0\n")
    return folder


def _command(*arguments: str) -> list[str]:
    return [PYTHON, "-m", "app", *arguments]


def _started(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment, command = {**os.environ, **OFFLINE, "PYTHONUTF8": "1"}, _command(*arguments)
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, encoding="utf-8", timeout=300
    )


@pytest.fixture
def ready(checkout: Path) -> Path:
    """Set up by an offline bundle, and nothing is left to set up with."""
    _wheel(checkout / "wheels")
    assert _started(checkout).stdout == "runs with 1.0\n"
    shutil.rmtree(checkout / "wheels")
    return checkout


def test_an_offline_bundle_needs_no_network_and_later_starts_need_nothing(ready: Path) -> None:
    again = _started(ready, "--port", "1")
    assert (again.stdout, again.stderr) == ("runs with 1.0 --port 1\n", "")


def test_what_works_is_not_given_up_for_what_fails(ready: Path) -> None:
    """An update without internet; what was there comes back, also after somebody pulled the plug."""
    (ready / "constraints.txt").write_text("tiny==1.0\n# newer\n")
    failed = _started(ready)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr and "Offline-Paket" in failed.stderr
    (ready / "constraints.txt").write_text("tiny==1.0\n")
    assert _started(ready).stdout == "runs with 1.0\n"
    (ready / ".venv").rename(ready / ".venv.before")
    (ready / ".venv").mkdir()
    _started(ready)
    assert _started(ready).stdout == "runs with 1.0\n"


def test_another_python_takes_what_is_there() -> None:
    """The stamp says which packages, not which Python filled it: that one is still in there."""
    assert f"{sys.version_info.major}.{sys.version_info.minor}" not in bootstrap._stamp("")


def test_an_interpreter_that_is_gone_is_replaced(ready: Path) -> None:
    python = ready / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/bin/sh\necho 'No Python at C:' >&2\nexit 103\n")
    python.chmod(0o755)
    _wheel(ready / "wheels")
    assert _started(ready).stdout == "runs with 1.0\n"


def test_wheels_for_another_python_are_said(checkout: Path) -> None:
    _wheel(checkout / "wheels", version="2.0")
    failed = _started(checkout)
    assert failed.returncode == 1
    assert "passen nicht zu diesem Python" in failed.stderr and "Traceback" not in failed.stderr


def test_two_starts_set_up_once(checkout: Path) -> None:
    _wheel(checkout / "wheels")
    environment = {**os.environ, **OFFLINE}
    both = [
        subprocess.Popen(_command(), cwd=checkout, env=environment, stdout=-1, stderr=-1, encoding="utf-8")
        for _ in range(2)
    ]
    said = [one.communicate(timeout=300) for one in both]
    assert [out for out, _ in said] == ["runs with 1.0\n"] * 2, said
    assert sum("Einmalige Einrichtung" in err for _, err in said) == 1


def test_a_part_that_the_laptop_refuses_is_said(ready: Path) -> None:
    """As Smart App Control, WDAC and AppLocker do with what nobody signed."""
    refusing = "raise ImportError('DLL load failed while importing _core: policy')\n"
    (ready / "app" / "main.py").write_text(refusing)
    failed = _started(ready)
    assert failed.returncode == 1
    assert "AppLocker" in failed.stderr and "DLL load failed" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_python_that_cannot_unpack_its_own_pip_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "ensurepip")
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("venv.create", fails)
    with pytest.raises(SystemExit, match="pip oder uv"):
        bootstrap._installer()


def test_a_folder_that_cannot_be_changed_is_said(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, while a Zielrunde runs from it."""

    def refuses(*_: object) -> None:
        raise PermissionError("in use")

    monkeypatch.setattr(bootstrap, "VENV", ready / ".venv")
    monkeypatch.setattr(bootstrap, "_is_complete", lambda extra: False)
    monkeypatch.setattr(bootstrap, "_works", lambda extra: False)
    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure("app")
    assert "Beenden Sie eine laufende Zielrunde" in str(ended.value)
    assert (ready / ".venv" / "zielrunde-installed").exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Could not fetch URL: SSLError(SSLCertVerificationError(1, 'certificate verify failed'))", "IT"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 ...'))", "IT"),
        ("HTTPError: 403 Client Error: Forbidden", "IT"),
        ("NewConnectionError: Temporary failure in name resolution", "Internetverbindung"),
    ],
)
def test_why_it_could_not_be_downloaded(said: str, sentence: str) -> None:
    assert sentence in bootstrap._why(said, offline=False)


def test_ctrl_c_is_for_the_program_and_not_for_its_starter() -> None:
    class Program:
        waits = 0

        def wait(self) -> int:
            self.waits += 1
            if self.waits < 3:
                raise KeyboardInterrupt
            return 7

    program: Any = Program()
    assert bootstrap._wait_for(program) == 7


def test_all_sentences_can_be_read_on_every_console() -> None:
    said = [value for name, value in vars(bootstrap).items() if name.isupper() and isinstance(value, str)]
    assert len(said) > 5
    assert all(sentence.isascii() for sentence in said)


# --- where it is kept ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder",
    ["OneDrive - Kreis X/Akten/z", "Dropbox/z", "Library/Mobile Documents/z", "iCloudDrive/z", "Box/z"],
)
def test_what_a_cloud_would_upload_is_kept_elsewhere(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert venv_location.is_synced(tmp_path / folder)
    kept = venv_location.environment(tmp_path / folder)
    assert kept.parent == tmp_path / "cache" / "zielrunde"
    assert kept != venv_location.environment(tmp_path / folder / "another")


def test_else_it_lies_beside_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert venv_location.environment(tmp_path / "Boxen") == tmp_path / "Boxen" / ".venv"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Firma"))
    assert venv_location.is_synced(tmp_path / "Firma" / "x")


def test_paths_that_get_too_long_for_windows_are_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = SimpleNamespace(name="nt", environ={"LOCALAPPDATA": str(tmp_path)})
    deep = tmp_path / ("x" * venv_location.LONGEST)
    assert venv_location.environment(deep) == deep / ".venv"
    monkeypatch.setattr(venv_location, "os", windows)
    assert venv_location.environment(deep).parent != deep
    fitting = Path("/" + "x" * (venv_location.LONGEST - 1))
    assert venv_location.environment(fitting) == fitting / ".venv"


def test_what_is_installed_fits_below_the_longest_checkout() -> None:
    installed = Path(sysconfig.get_path("purelib"))
    longest = max(len(str(path.relative_to(installed))) for path in installed.rglob("*"))
    there = len("/.venv/Lib/site-packages/")  # as Windows has it
    assert venv_location.LONGEST + there + longest <= WINDOWS_KNOWS


def test_a_mac_that_shares_its_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert not venv_location.is_synced(tmp_path / "Desktop" / "zielrunde")
    (tmp_path / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / "Desktop").mkdir(parents=True)
    assert venv_location.is_synced(tmp_path / "Desktop" / "zielrunde")
    assert not venv_location.is_synced(tmp_path / "Documents" / "zielrunde")


def test_the_store_python_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not venv_location.from_the_store()
    monkeypatch.setattr(sys, "base_prefix", r"C:\Program Files\WindowsApps\Python.3.12")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert venv_location.from_the_store()
    assert venv_location.environment(tmp_path / "Dropbox" / "z").parent == tmp_path / "Zielrunde"


def test_markers() -> None:
    arm = {"sys_platform": "win32", "platform_machine": "ARM64"}
    assert not markers.applies(" sys_platform != 'win32' or platform_machine != 'ARM64'", arm)
    assert markers.applies("sys_platform == 'win32' and platform_machine == 'ARM64'", arm)
    with pytest.raises(ValueError, match="python_version"):
        markers.applies("python_version < '3'")


@pytest.mark.parametrize(("built_for", "machine"), [("win-amd64", "AMD64"), ("win-arm64", "ARM64")])
def test_a_laptop_with_arm_gets_what_its_python_can_run(
    monkeypatch: pytest.MonkeyPatch, built_for: str, machine: str
) -> None:
    monkeypatch.setattr(
        "platform.machine", lambda: "ARM64"
    )  # as Python 3.12 says there, whatever it is built for
    monkeypatch.setattr("sysconfig.get_platform", lambda: built_for)
    assert markers.here()["platform_machine"] == machine
