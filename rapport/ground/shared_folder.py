"""Shared folders: whether a project lies in one, and where on this computer its tools, cache and locks are kept then.

A folder that OneDrive, Google Drive, Nextcloud or a server shares is everybody's: an installation of 400 MB would travel, be half
there on the next computer, and locks would lock nobody. So `.venv`, `.cache`, `.venv-lock` and the history of edits lie where the
system keeps what can be made again (`cache_home`), in a folder of the project's own.

Standard library only, in syntax that an old Python can read: build.py asks before anything is installed. What is taken as a
proof, and why, is in docs/decisions/shared-folders.md.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

VARIABLE = "RAPPORT_SHARED"  # yes, no: what a computer says when nothing can be recognised
_WORD = re.compile(r"shared_folder\s*:\s*(true|false)\s*(?:#.*)?\Z")  # of report.yml, which YAML's reader checks afterwards
_MOST = 200_000  # bytes of report.yml that are looked at
_APP = "rapport-activite"
_PROJECT = "projet.txt"  # beside what is kept: whose it is, and that it was told

_NAMES = (  # of a folder on the way, whole
    ("OneDrive", re.compile(r"onedrive(?: - .+)?")),
    ("Google Drive", re.compile(r"google ?drive")),
    ("Dropbox", re.compile(r"dropbox(?: \(.+\))?")),
    ("Nextcloud", re.compile(r"(?:nextcloud|owncloud)[\d ]*")),
    ("kDrive", re.compile(r"kdrive[\d ]*")),
    ("iCloud Drive", re.compile(r"iclouddrive|com~apple~clouddocs")),
    ("pCloud", re.compile(r"pcloud ?drive")),
    ("Seafile", re.compile(r"seafile")),
    ("Synology Drive", re.compile(r"synology ?drive")),
    ("Box", re.compile(r"box(?: sync)?")),
)
_STREAMED = {"mon drive", "my drive", "drive partagés", "drive partages", "shared drives"}  # Google's, just below its own disk
_MARKS = (  # what a client leaves at the head of what it shares: a file, a folder
    ("OneDrive", ".849C9593-D756-4E56-8D6E-42412F2A707B", os.path.isfile),
    ("Dropbox", ".dropbox", os.path.isfile),  # as a folder, it is the client's own, in one's home
    ("Dropbox", ".dropbox.cache", os.path.isdir),
    ("Google Drive", ".tmp.drivedownload", os.path.isdir),
    ("Google Drive", ".tmp.driveupload", os.path.isdir),
    ("Syncthing", ".stfolder", os.path.isdir),
    ("Resilio Sync", os.path.join(".sync", "ID"), os.path.isfile),  # noqa: PTH118 - a name, not yet a path
)
_DATABASE = re.compile(r"\._?sync_[0-9a-f]{6,}\.db")  # of Nextcloud's client
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # where Windows says that it lies
_MOUNTED = {"cifs", "smb3", "smbfs", "davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"}
_REMOTE = 4  # DRIVE_REMOTE of Windows


@lru_cache(maxsize=64)
def share_of(root: Path) -> str:
    """Return who shares the folder of a project (a name to show), empty when it is this computer's alone."""
    root = Path(os.path.realpath(str(root)))
    said = os.environ.get(VARIABLE, "").strip().lower() or _declared_in(root / "report.yml")
    if said in {"no", "false", "0"}:
        return ""
    found = _by_name(root) or _by_mark(root) or _by_variable(root) or _by_disk(root)
    return found or ("un dossier partagé" if said in {"yes", "true", "1"} else "")


def kept_apart(root: Path) -> Path:
    """Return the folder where what isn't shared of a project lies: the project's own unless it is shared."""
    home = cache_home() if share_of(root) else None
    own = Path(os.path.realpath(str(root)))
    if home is None or home == own or own in home.parents:
        return root
    return home / sha256(str(own).encode(errors="surrogatepass")).hexdigest()[:10]


def cache_of(root: Path) -> Path:
    """Return where the cache of an edition lies."""
    return kept_apart(root) / ".cache"


def cache_home() -> Path | None:
    """Return where the system keeps what a program can make again, as platformdirs has it; None when it can't be said."""
    try:
        if os.name == "nt":
            local = os.environ.get("LOCALAPPDATA", "")
            return (Path(local) if local else Path.home() / "AppData" / "Local") / _APP / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / _APP
        given = os.environ.get("XDG_CACHE_HOME", "").strip()
        return (Path(given) if os.path.isabs(given) else Path.home() / ".cache") / _APP  # noqa: PTH117 - text
    except RuntimeError:  # nobody's home
        return None


def settle(root: Path) -> list[str]:
    """Make the folder apart of a shared project, once; return what is told of it (French), nothing the next times.

    What an earlier version had left in the shared folder is moved there by renaming, or left where it is and told.
    """
    apart = kept_apart(root)
    if apart == root or (apart / _PROJECT).is_file():
        return []
    try:
        apart.mkdir(parents=True, exist_ok=True)
        told = [
            f"Ce dossier est partagé ({share_of(root)}) : les outils et le cache restent sur cet ordinateur, dans {apart}.",
            *_moved(root, apart),
        ]
        (apart / _PROJECT).write_text(f"{root}\n", "utf-8")
    except OSError as error:
        return [f"Le dossier {apart} ne peut pas être écrit ({error.strerror or error})."]
    return told


def _moved(root: Path, apart: Path) -> list[str]:
    """Move the cache, the edits that can be undone, and the installation if it was made here, out of the shared folder."""
    for name in (".cache", ".edits-history"):
        if (root / name).is_dir() and not (root / name).is_symlink():
            _renamed(root / name, apart / name)  # where that can't be, they are begun anew
    venv = root / ".venv"
    if not venv.is_dir() or venv.is_symlink():
        return []
    old = apart / ".venv-ancien"
    if _made_here(venv) and Path(sys.prefix) != venv and _renamed(venv, old):
        shutil.rmtree(str(old), ignore_errors=True)
        return ["L'ancien dossier .venv a été retiré du dossier partagé."]
    return [f"Le dossier {venv} ne sert plus : supprimez-le quand personne ne travaille dans le dossier partagé."]


def _renamed(path: Path, target: Path) -> bool:
    """Tell whether a folder could be moved at once: to another disk, it would be half here and half there for a while."""
    try:
        if not target.exists():
            path.rename(target)
            return True
    except OSError:
        pass
    return False


def _made_here(venv: Path) -> bool:
    """Tell whether an installation is build.py's, and was made for this very place, not by a colleague's computer."""
    try:
        noted = (venv / "rapport.json").is_file()
        made = (venv / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:
        return False
    return noted and any(line.startswith("command =") and line.rstrip().endswith(str(venv)) for line in made.splitlines())


def _declared_in(report: Path) -> str:
    """Return what report.yml says of it, empty when it says nothing."""
    try:
        if not report.is_file():
            return ""
        with report.open("rb") as file:
            text = file.read(_MOST).decode("utf-8", "replace")
    except OSError:
        return ""
    found = (_WORD.match(line.strip()) for line in text.splitlines() if line.startswith("shared_folder"))
    return next((match.group(1) for match in found if match), "")


def _by_name(root: Path) -> str:
    parts = [part.lower() for part in root.parts]
    if "gvfs" in parts and "run" in parts:
        return "un serveur"
    if len(parts) > 1 and parts[1] in _STREAMED and os.name == "nt":
        return "Google Drive"
    for before, part in zip(["", *parts], parts):  # noqa: B905 - an old Python reads this
        for name, pattern in _NAMES:
            if pattern.fullmatch(part):
                return name
        if before == "cloudstorage" and "library" in parts:
            return root.parts[parts.index(part)].partition("-")[0]
    return ""


def _by_mark(root: Path) -> str:
    """Look for what clients leave, in the folder and those above it."""
    for folder in (root, *root.parents[:-1]):
        for name, mark, there in _MARKS:
            if there(str(folder / mark)):
                return name
        try:
            if any(_DATABASE.fullmatch(name) for name in os.listdir(str(folder))):  # noqa: PTH208 - names are enough
                return "Nextcloud"
        except OSError:  # it may be passed through, not listed
            continue
    return ""


def _by_variable(root: Path) -> str:
    for variable in _VARIABLES:
        given = os.environ.get(variable, "")
        shared = Path(os.path.realpath(given)) if given else None
        if shared is not None and (shared == root or shared in root.parents):
            return "OneDrive"
    return ""


def _by_disk(root: Path) -> str:
    """Tell a disk of a server: an SMB or WebDAV mount of Linux, a network drive of Windows."""
    if os.name == "nt":
        import ctypes  # noqa: PLC0415 - of Windows alone

        windows = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown elsewhere
        return "un serveur" if root.drive.startswith("\\\\") or windows.GetDriveTypeW(root.anchor) == _REMOTE else ""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    nearest, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal.group(1), 8)), before.split(" ")[4])
        if len(place) >= len(nearest) and (place in {"/", str(root)} or str(root).startswith(place + "/")):
            nearest, kind = place, after.split(" ")[0]
    return "un serveur" if kind in _MOUNTED else ""
