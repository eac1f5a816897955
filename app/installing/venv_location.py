"""Which folders a program can rely on. Standard library only: asked before anything is installed."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

_SHARED = ("Desktop", "Documents")
LONGEST = 130  # letters of a checkout's path: .venv's longest have 116, and Windows knows 259

_CLOUD = re.compile(
    r"^(OneDrive|Dropbox|Google ?Drive|My Drive|iCloud|CloudStorage|Mobile Documents|Nextcloud|ownCloud"
    r"|pCloud|Seafile|MagentaCLOUD|HiDrive|Box$|Box Sync|Syncthing)",
    re.I,
)


def is_synced(folder: Path) -> bool:
    """Whether a cloud may upload what is there, hold it open, or take it off the disk."""
    folder = folder.absolute()
    told = {os.environ.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")} - {
        None,
        "",
    }
    if any(folder.is_relative_to(str(place)) for place in told):
        return True
    return any(_CLOUD.match(part) for part in folder.parts) or _in_icloud(folder)


def _in_icloud(folder: Path) -> bool:
    """A Mac may keep "Desktop" and "Documents" there under their own names."""
    cloud = Path.home() / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    return any((cloud / name).exists() and folder.is_relative_to(Path.home() / name) for name in _SHARED)


def from_the_store() -> bool:
    """A Python whose folder for data lies inside of the app: it goes when the app is removed or reset."""
    return "windowsapps" in sys.base_prefix.lower()


def environment(root: Path) -> Path:
    """Where a checkout's needs are installed: beside it, unless that is synced or its paths get too long."""
    if not is_synced(root) and not (os.name == "nt" and len(str(root)) > LONGEST):
        return root / ".venv"
    return _cache() / f"env-{hashlib.sha256(str(root).encode()).hexdigest()[:8]}"


def _cache() -> Path:
    if from_the_store():
        return Path.home() / "Zielrunde"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Zielrunde"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "Zielrunde"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zielrunde"
