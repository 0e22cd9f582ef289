"""Shared folders: recognised by what proves them and by nothing else; what isn't shared lies elsewhere, and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.ground import shared_folder
from rapport.ground.shared_folder import VARIABLE, cache_of, kept_apart, settle, share_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder where the system keeps what can be made again, and forget what was recognised."""
    for name in (VARIABLE, *shared_folder._VARIABLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    share_of.cache_clear()
    yield tmp_path / "cache" / "rapport-activite"
    share_of.cache_clear()


def project(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("OneDrive/Rapport", "OneDrive"), ("OneDrive - Coorace/Équipe/rapport", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal/r", "OneDrive"),
        ("Google Drive/Mon Drive/r", "Google Drive"), ("Library/CloudStorage/GoogleDrive-a@b.fr/Mon Drive/r", "GoogleDrive"),
        ("Library/CloudStorage/Box-Box/r", "Box"), ("Dropbox/r", "Dropbox"), ("Dropbox (Coorace)/r", "Dropbox"),
        ("Nextcloud/r", "Nextcloud"), ("Nextcloud2/r", "Nextcloud"), ("ownCloud/r", "Nextcloud"), ("kDrive/r", "kDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/r", "iCloud Drive"), ("iCloudDrive/r", "iCloud Drive"),
        ("SynologyDrive/r", "Synology Drive"), ("Box/Équipe/r", "Box"), ("Box Sync/r", "Box"),
        ("run/user/1000/gvfs/smb-share:server=nas,share=com/r", "un serveur"),
    ],
)  # fmt: skip
def test_a_folder_is_known_by_the_names_on_its_way(tmp_path: Path, way: str, name: str):
    assert share_of(project(tmp_path / way)) == name


@pytest.mark.parametrize(
    "way",
    [
        "Documents/r",
        "OneDrives/r",
        "Mes OneDrive/r",
        "Dropbox-like stuff (old/r",
        "Mon Drive/r",
        "Bureau/cloudstorage/r",
        "Inbox/r",
        "Boxes/r",
    ],
)  # fmt: skip
def test_a_name_that_looks_like_one_is_no_proof(tmp_path: Path, way: str):
    root = project(tmp_path / way)
    (root / "desktop.ini").write_text("[.ShellClassInfo]\n", "utf-8")  # any folder of Windows may have one
    assert share_of(root) == ""
    assert cache_of(root) == root / ".cache"
    assert settle(root) == []


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"), (".dropbox", "Dropbox"), (".sync_0123456789ab.db", "Nextcloud"),
        ("._sync_0123456789ab.db", "Nextcloud"), (".sync/ID", "Resilio Sync"),
    ],
)  # fmt: skip
def test_a_client_leaves_its_mark_above(tmp_path: Path, mark: str, name: str):
    root = project(tmp_path / "Équipe/2024/rapport")
    project((tmp_path / "Équipe" / mark).parent)
    (tmp_path / "Équipe" / mark).write_text("", "utf-8")
    assert share_of(root) == name


@pytest.mark.parametrize("mark", [".stfolder", ".tmp.drivedownload", ".dropbox.cache"])
def test_some_marks_are_folders(tmp_path: Path, mark: str):
    project(tmp_path / "Équipe" / mark)
    assert share_of(project(tmp_path / "Équipe/rapport"))


def test_dropboxs_own_folder_in_a_home_shares_nothing(tmp_path: Path):
    project(tmp_path / "marie/.dropbox")
    assert share_of(project(tmp_path / "marie/rapport")) == ""


def test_windows_says_where_onedrive_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = project(tmp_path / "Fédération/Site - Documents/rapport")
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Fédération"))
    assert share_of(root) == "OneDrive"


@pytest.mark.parametrize(("word", "shared"), [("true", True), ("false", False), ("true  # le disque du bureau", True)])
def test_the_report_has_a_word_for_the_rest(tmp_path: Path, word: str, shared: bool):  # noqa: FBT001
    for way in ("disque/r", "OneDrive/r") if not shared else ("disque/r",):
        root = project(tmp_path / way)
        (root / "report.yml").write_text(f"title: Essai\nshared_folder: {word}\n", "utf-8")
        assert bool(share_of(root)) is shared


@pytest.mark.parametrize("text", ["# shared_folder: true\n", "title: |\n  shared_folder: true\n", "shared_folder: peut-être\n"])
def test_only_the_word_itself_counts(tmp_path: Path, text: str):
    root = project(tmp_path / "r")
    (root / "report.yml").write_text(text, "utf-8")
    assert share_of(root) == ""


def test_a_computer_has_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = project(tmp_path / "r")
    (root / "report.yml").write_text("shared_folder: true\n", "utf-8")
    monkeypatch.setenv(VARIABLE, "no")
    assert share_of(root) == ""


def test_a_mounted_share_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = project(tmp_path / "le bureau/rapport")
    mounted = str(tmp_path / "le bureau").replace(" ", "\\040")
    table = f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 22 0:50 / {mounted} rw,nosuid - cifs //nas/com rw\n"
    told = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda p, *a: table if str(p) == "/proc/self/mountinfo" else told(p, *a))
    assert share_of(root) == "un serveur"
    assert share_of(project(tmp_path / "le bureau-2/rapport")) == ""


def test_two_projects_of_one_share_are_kept_apart_from_each_other(tmp_path: Path, home: Path):
    one, other = (kept_apart(project(tmp_path / "Nextcloud" / name)) for name in ("a", "b"))
    assert one != other
    assert one.parent == other.parent == home


def test_a_cache_home_within_the_share_is_no_other_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = project(tmp_path / "Nextcloud")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "cache"))
    assert kept_apart(root) == root


def test_it_is_told_once_and_what_was_there_moves(tmp_path: Path):
    root = project(tmp_path / "Nextcloud/rapport")
    (project(root / ".cache") / "dessin").write_text("gardé", "utf-8")
    said, apart = settle(root), kept_apart(root)
    assert said == [f"Ce dossier est partagé (Nextcloud) : les outils et le cache restent sur cet ordinateur, dans {apart}."]
    assert (cache_of(root) / "dessin").read_text("utf-8") == "gardé"
    assert not (root / ".cache").exists()
    assert settle(root) == []


def installed(root: Path, made_at: Path) -> Path:
    venv = project(root / ".venv")
    (venv / "rapport.json").write_text("{}", "utf-8")
    (venv / "pyvenv.cfg").write_text(f"home = /usr/bin\ncommand = /usr/bin/python3 -m venv {made_at}\n", "utf-8")
    return venv


def test_our_own_installation_leaves_the_share(tmp_path: Path):
    root = project(tmp_path / "Nextcloud/rapport")
    venv = installed(root, root / ".venv")
    assert settle(root)[1:] == ["L'ancien dossier .venv a été retiré du dossier partagé."]
    assert not venv.exists()
    assert not (kept_apart(root) / ".venv-ancien").exists()


def test_a_colleagues_or_somebody_elses_installation_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Made at another place, made by hand, the one that runs, one on another disk: told, and left alone."""
    root = project(tmp_path / "Nextcloud/rapport")
    venv = installed(root, Path("/chez/marie/Nextcloud/rapport/.venv"))
    cases = []

    def told() -> str:
        (kept_apart(root) / "projet.txt").unlink(missing_ok=True)
        return settle(root)[-1]

    cases.append(told())
    installed(root, venv)
    monkeypatch.setattr(sys, "prefix", str(venv))
    cases.append(told())
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError(18, "Invalid cross-device link")))
    cases.append(told())
    (venv / "rapport.json").unlink()
    cases.append(told())
    assert cases == [f"Le dossier {venv} ne sert plus : supprimez-le quand personne ne travaille dans le dossier partagé."] * 4
    assert (venv / "pyvenv.cfg").is_file()


def test_a_command_leaves_nothing_of_ours_in_the_share(petite: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv(VARIABLE, "yes")
    share_of.cache_clear()
    (petite / ".cache").unlink(missing_ok=True)
    before = {path.name for path in petite.iterdir()}
    assert main(["check"], petite) == 0, capsys.readouterr().out
    assert {path.name for path in petite.iterdir()} == before
    assert any(cache_of(petite).iterdir())
