"""The doorstep: whoever has a Python gets a report, and a half-made installation is never mistaken for a whole one."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from rapport.cli.main import main as command_line
from rapport.ground.programs import features
from rapport.ground.programs.features import FeatureMissingError
from tests.some import some

PROJECT = Path(__file__).resolve().parents[1]
SCRIPT = PROJECT / "build.py"
BEFORE = [
    PROJECT / "rapport" / name for name in ("__init__.py", "ground/__init__.py", "ground/shared_folder.py")
]  # needs nothing
LOCKS = sorted(PROJECT.glob("requirements*.lock"))


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return build.py as it stands in a fresh copy of the project, unable to install or to leave."""
    root = tmp_path / "copie"
    root.mkdir()
    for path in (SCRIPT, *LOCKS):
        shutil.copy(path, root)
    spec = spec_from_file_location("door", root / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.delenv(module.INSIDE, raising=False)
    monkeypatch.setattr(module, "find_spec", lambda _: None)

    def make_venv() -> None:
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.write_text("")

    module.installed = []
    monkeypatch.setattr(module, "make_venv", make_venv)
    monkeypatch.setattr(module, "download", module.installed.append)
    monkeypatch.setattr(module, "again", lambda arguments: ("again", arguments))
    return module


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


# --- the file itself -----------------------------------------------------------------------------------------------


def imports_of(nodes: list[ast.stmt]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_only_the_standard_library_is_needed():
    """Nothing is installed yet when this file runs; the engine and pytest are imported once they are there."""
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    assert set(imports_of(tree.body)) - sys.stdlib_module_names == {"rapport"}
    for path in some(BEFORE):
        nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.stmt)]
        assert set(imports_of(nodes)) <= sys.stdlib_module_names, path
    inside = {
        name: function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for name in imports_of([node for node in ast.walk(function) if isinstance(node, ast.stmt)])
        if name not in sys.stdlib_module_names
    }
    assert inside == {"pytest": "run", "rapport": "run"}


def test_an_old_python_can_read_it():
    """So that it can say which Python is needed, instead of a syntax error."""
    for path in (SCRIPT, *BEFORE):
        ast.parse(path.read_text("utf-8"), feature_version=(3, 7))


def test_an_old_python_is_told_which_one_is_needed(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(door.sys, "version_info", (3, 9, 2))
    assert door.main([]) == 2
    assert "Python 3.11 ou plus récent est nécessaire ; celui-ci est le 3.9." in capsys.readouterr().err
    assert not door.VENV.exists()


def test_locks_pin_every_package_by_hash():
    """No network, no registry and no day changes what is installed."""
    assert len(LOCKS) > 3
    for path in LOCKS:
        lines = path.read_text("utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert packages
        assert all("==" in line and line.endswith("\\") for line in packages), path.name
        assert all(
            line.strip().startswith("--hash=sha256:")
            for line in some(lines)
            if line.startswith(" ") and not line.strip().startswith("#")
        )


def test_what_is_imported_is_in_the_lock():
    """A module that proves an installation is one that the installation brings."""
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    names = {
        "docx": "python-docx",
        "pptx": "python-pptx",
        "yaml": "pyyaml",
        "vl_convert": "vl-convert-python",
        "pypandoc": "pypandoc",
        "page": "page-validation",
        "xdist": "pytest-xdist",
    }
    scope: dict[str, Any] = {}
    wanted = [n for n in tree.body if isinstance(n, ast.Assign | ast.AugAssign) and "MODULES" in ast.unparse(n)]
    exec(compile(ast.Module(wanted, []), "modules", "exec"), scope)
    for set_, lock in (("build", "requirements.lock"), ("test", "requirements-test.lock")):
        text = (PROJECT / lock).read_text("utf-8").casefold().replace("_", "-")
        assert [m for m in scope["MODULES"][set_] if f"\n{names.get(m, m.casefold().replace('_', '-'))}" not in f"\n{text}"] == []


# --- ready or not --------------------------------------------------------------------------------------------------


def test_first_use_installs_then_runs_there(door: ModuleType, capsys: pytest.CaptureFixture[str]):
    assert door.main(["check", "--strict"]) == ("again", ["check", "--strict"])
    assert door.installed == ["build"]
    assert "Première utilisation" in capsys.readouterr().err
    assert door.ready("build")


def test_later_uses_install_nothing(door: ModuleType):
    door.main([])
    door.main([])
    door.main(["check"])
    assert door.installed == ["build"]


def test_tests_complete_the_installation(door: ModuleType):
    door.main([])
    door.main(["test"])
    door.main(["test", "-x"])
    assert door.installed == ["build", "test"]
    assert door.ready("build")
    assert door.ready("test")


def test_tests_come_first_too(door: ModuleType):
    door.main(["test"])
    assert door.ready("test")


def test_another_lock_or_python_installs_anew(door: ModuleType, monkeypatch: pytest.MonkeyPatch):
    door.main([])
    with (door.ROOT / "requirements.lock").open("a") as lock:
        lock.write("\nx==1 \\\n    --hash=sha256:0\n")
    door.main([])
    monkeypatch.setattr(door.sys, "version", "3.99")
    door.main([])
    assert door.installed == ["build"] * 3


def test_nothing_is_installed_where_everything_is(door: ModuleType, monkeypatch: pytest.MonkeyPatch):
    """In a virtual environment of one's own, or an image that has it all, the command runs at once."""
    monkeypatch.setattr(door, "find_spec", lambda name: name)
    monkeypatch.setattr(door, "run", lambda wanted, arguments: ("run", wanted, arguments))
    assert door.main(["test", "-x"]) == ("run", "test", ["test", "-x"])
    assert not door.VENV.exists()


def test_no_bootstrap_lists_what_is_missing(door: ModuleType, capsys: pytest.CaptureFixture[str]):
    assert door.main(["--no-bootstrap", "check"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in door.MODULES["build"])
    assert "hypothesis" not in said
    assert door.installed == []
    assert not door.VENV.exists()


def test_an_incomplete_venv_is_told_instead_of_turning_round(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Inside `.venv` with modules missing: installing again would start this very script for ever."""
    monkeypatch.setenv(door.INSIDE, str(door.VENV))
    assert door.main([]) == 2
    assert "incomplet" in capsys.readouterr().err
    assert door.installed == []


# --- features ------------------------------------------------------------------------------------------------------


def asks_for_the_workshop(_: str, __: list[str]) -> None:
    raise FeatureMissingError("atelier", "nicegui")


@pytest.fixture
def without(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the doorstep with all that every command needs, and no feature."""
    monkeypatch.setattr(door, "find_spec", lambda name: name)
    monkeypatch.setattr(door, "run", asks_for_the_workshop)
    return door


def test_a_feature_is_installed_when_it_is_first_asked_for(without: ModuleType, capsys: pytest.CaptureFixture[str]):
    without.install("build")
    capsys.readouterr()
    assert without.main(["atelier"]) == ("again", ["atelier"])
    assert without.installed == ["build", "atelier"]
    said = capsys.readouterr().err
    assert said.startswith("Première utilisation de l'atelier : installation des outils dans .venv (quelques secondes)…\n")
    assert without.ready("build")
    assert without.ready("atelier")


def test_a_feature_comes_with_all_the_rest_where_nothing_is(without: ModuleType):
    """Its lock file holds what every command needs too: whoever has an interpreter of their own gets a whole `.venv`."""
    assert without.main(["atelier"]) == ("again", ["atelier"])
    assert without.installed == ["atelier"]
    assert without.ready("build")


@pytest.mark.parametrize("sets", [["atelier", "test"], ["test", "atelier"], ["build", "test", "atelier"]])
def test_one_set_takes_nothing_from_another(door: ModuleType, sets: list[str]):
    for wanted in sets:
        door.prepare(wanted)
    assert door.installed == sets
    assert [door.ready(wanted) for wanted in ("build", *sets)] == [True] * (len(sets) + 1)


def test_a_newer_lock_of_all_commands_forgets_the_features(door: ModuleType):
    """They may stand on other versions: each is installed again when it is asked for."""
    door.prepare("atelier")
    with (door.ROOT / "requirements.lock").open("a") as lock:
        lock.write("\nx==1 \\\n    --hash=sha256:0\n")
    door.prepare("build")
    assert not door.ready("atelier")


def test_a_feature_that_vanished_is_told_instead_of_turning_round(
    without: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    without.prepare("atelier")
    monkeypatch.setenv(without.INSIDE, str(without.VENV))
    assert without.main(["atelier"]) == 2
    assert "Le dossier .venv est incomplet (nicegui) : supprimez-le et relancez." in capsys.readouterr().err
    assert without.installed == ["atelier"]


def test_no_bootstrap_names_what_a_feature_lacks(without: ModuleType, capsys: pytest.CaptureFixture[str]):
    assert without.main(["--no-bootstrap", "atelier"]) == 2
    assert "Il manque : nicegui. Installez-les, ou relancez sans --no-bootstrap." in capsys.readouterr().err
    assert without.installed == []


def test_another_module_that_is_missing_is_our_own_fault(without: ModuleType, monkeypatch: pytest.MonkeyPatch):
    def broken(_: str, __: list[str]) -> None:
        raise ModuleNotFoundError("No module named 'x'", name="x")

    monkeypatch.setattr(without, "run", broken)
    with pytest.raises(ModuleNotFoundError, match="'x'"):
        without.main(["check"])
    assert without.installed == []


def test_a_project_that_goes_away_while_it_is_imported_is_told(
    without: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    def broken(_: str, __: list[str]) -> None:
        raise ModuleNotFoundError("No module named 'rapport.rules'", name="rapport.rules")

    monkeypatch.setattr(without, "run", broken)
    monkeypatch.setattr(without, "__file__", str(tmp_path / "gone/build.py"))
    assert without.main(["check"]) == 1
    assert "n'est plus là" in capsys.readouterr().err


def test_a_command_says_what_it_lacks_before_it_begins(petite: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(features, "find_spec", lambda _: None)
    with pytest.raises(FeatureMissingError) as lacking:
        command_line(["atelier", "--sans-navigateur"], petite)
    assert (lacking.value.feature, lacking.value.name) == ("atelier", "nicegui")


# --- what may go wrong ---------------------------------------------------------------------------------------------


def test_a_foreign_venv_is_left_alone(door: ModuleType, capsys: pytest.CaptureFixture[str]):
    (door.VENV / "lib").mkdir(parents=True)
    (door.VENV / "lib/précieux.py").write_text("x")
    assert door.main([]) == 2
    assert "build.py ne l'a pas fait" in capsys.readouterr().err
    assert (door.VENV / "lib/précieux.py").read_text() == "x"
    assert door.installed == []


def test_an_empty_venv_folder_is_nobodys(door: ModuleType):
    door.VENV.mkdir()
    door.main([])
    assert door.ready("build")


@pytest.mark.parametrize("step", ["make_venv", "download"])
def test_an_interrupted_installation_is_not_trusted(
    step: str, door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Whatever stops it, the next run starts from nothing."""
    with monkeypatch.context() as patched:
        patched.setattr(door, step, interrupted)
        assert door.main([]) == 130
    assert "reprendra du début" in capsys.readouterr().err
    assert not door.ready("build")
    (door.VENV / "half").write_text("x")
    assert door.main([]) == ("again", [])
    assert not (door.VENV / "half").exists()
    assert door.ready("build")


def test_interrupted_while_completing_the_tests_starts_over(door: ModuleType, monkeypatch: pytest.MonkeyPatch):
    door.main([])
    with monkeypatch.context() as patched:
        patched.setattr(door, "download", interrupted)
        assert door.main(["test"]) == 130
    assert not door.ready("test")
    assert not door.ready("build"), "pip may have been replacing a package of the build"
    door.main([])
    assert door.ready("build")


def test_interrupted_while_clearing_the_old_installation(door: ModuleType, monkeypatch: pytest.MonkeyPatch):
    """The folder stays ours until it is empty: nobody is asked to delete it by hand."""
    door.main([])
    for name in "abz":
        (door.VENV / name).mkdir()
    (door.ROOT / "requirements.lock").write_text("")
    removed: list[Path] = []
    rmtree = shutil.rmtree

    def stopped(path: Path, *_: object, **__: object) -> None:
        removed.append(path)
        if path == door.VENV:
            door.STATE.unlink()  # whatever comes first in the folder
        elif len(removed) == 1:
            rmtree(path)
            return
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", stopped)
        assert door.main([]) == 130
    assert door.main([]) == ("again", [])
    assert door.ready("build")


def test_a_failed_download_is_told_and_tried_again(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def failed(_: str) -> None:
        raise door.NotReady("Le téléchargement a échoué.")

    with monkeypatch.context() as patched:
        patched.setattr(door, "download", failed)
        assert door.main([]) == 2
    assert "Mise en place impossible. Le téléchargement a échoué." in capsys.readouterr().err
    assert not door.ready("build")
    assert door.main([]) == ("again", [])


# Stands for the Python of .venv, whose pip notes what it is asked, lays a stand-in of uv, and may fail.
_PIP = """#!/bin/sh
echo "pip $@" >> "$ASKED"
case "$*" in
  *"config list"*) printf '%s\\n' "$SETTINGS" ;;
  *--target*)
    [ "$UV" = none ] && exit 1
    mkdir -p "$FOLDER/uv/bin"
    printf '#!/bin/sh\\necho "uv $@" >> "$ASKED"; env | grep -E "^(UV_|SSL_)" >> "$ASKED"; exit %s\\n' "$UV" > "$FOLDER/uv/bin/uv"
    chmod +x "$FOLDER/uv/bin/uv" ;;
  *) echo 'Collecting altair==6.3.0'; [ "$PIP" = 0 ] || echo 'ERROR: No route to host'; exit "$PIP" ;;
esac
"""


class Asked(NamedTuple):
    """A doorstep whose installers are stand-ins: ``uv`` is the exit code of one (``none``: it can't be had)."""

    door: ModuleType
    set: Callable[..., None]
    lines: Callable[[], list[str]]


@pytest.fixture
def asked(door: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    if os.name == "nt":
        pytest.skip("a shell script stands for pip")
    monkeypatch.undo()
    door.VENV.mkdir()
    python = tmp_path / "python"
    python.write_text(_PIP)
    python.chmod(0o755)
    monkeypatch.setattr(door, "PYTHON", python)
    monkeypatch.setattr(door, "PIP", [str(python), "-m", "pip", "install"])

    def put(*, uv: str = "0", pip: str = "0", settings: str = "") -> None:
        for name, value in {"UV": uv, "PIP": pip, "SETTINGS": settings, "FOLDER": door.VENV, "ASKED": tmp_path / "asked"}.items():
            monkeypatch.setenv(name, str(value))

    put()
    return Asked(door, put, lambda: (tmp_path / "asked").read_text().splitlines())


def packages_asked(lines: list[str]) -> list[tuple[str, str]]:
    """Return who was asked for which lock file, every hash checked and nothing built."""
    found = []
    for line in lines:
        if "-r " in line:
            assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(line.split())
            found.append((line.split()[0], Path(line.split()[-1]).name))
    return found


def test_uv_installs_at_its_pinned_version(asked: Asked):
    asked.door.download("test")
    assert packages_asked(asked.lines()) == [("pip", "requirements-uv.lock"), ("uv", "requirements-test.lock")]
    asked.door.download("build")
    assert packages_asked(asked.lines())[2:] == [("uv", "requirements.lock")], "it is there already"


@pytest.mark.parametrize("uv", ["none", "2"], ids=["can't be had", "fails"])
def test_pip_installs_where_uv_does_not(uv: str, asked: Asked):
    asked.set(uv=uv)
    asked.door.download("build")
    assert packages_asked(asked.lines())[-1] == ("pip", "requirements.lock")


def test_pip_installs_where_nobody_says_which_uv(asked: Asked):
    (asked.door.ROOT / "requirements-uv.lock").unlink()
    asked.door.download("build")
    assert packages_asked(asked.lines()) == [("pip", "requirements.lock")]


def test_a_uv_that_cannot_be_started_is_no_uv(asked: Asked):
    program = asked.door.VENV / "uv/bin/uv"
    program.parent.mkdir(parents=True)
    program.write_text("not a program of this machine")
    asked.door.download("build")
    assert packages_asked(asked.lines()) == [("pip", "requirements.lock")]


def test_uv_asks_where_pip_would(asked: Asked):
    settings = (
        "global.index-url='https://paquets.example/simple'\n:env:.cert='/etc/certificat.pem'\nglobal.timeout='60'\nglobal.x=y"
    )
    asked.set(settings=settings)
    asked.door.download("build")
    lines = asked.lines()
    assert "UV_DEFAULT_INDEX=https://paquets.example/simple" in lines
    assert "SSL_CERT_FILE=/etc/certificat.pem" in lines
    assert "UV_HTTP_TIMEOUT=60" in lines
    assert "UV_PYTHON_DOWNLOADS=never" in lines


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        (r"global.find-links='\n/paquets/a\n/paquets/b'", "UV_FIND_LINKS=/paquets/a,/paquets/b"),
        (r"global.extra-index-url='https://a.example/ https://b.example/'", "UV_INDEX=https://a.example/ https://b.example/"),
        (r"global.trusted-host='\na.example\nb.example'", "UV_INSECURE_HOST=a.example b.example"),
        ("global.cert='/etc/Mes certificats/ca.pem'", "SSL_CERT_FILE=/etc/Mes certificats/ca.pem"),
    ],
)
def test_settings_of_several_values_are_handed_on_as_uv_has_them(settings: str, wanted: str, asked: Asked):
    asked.set(settings=settings)
    asked.door.download("build")
    assert wanted in asked.lines()


def test_pip_is_told_in_french(asked: Asked, capsys: pytest.CaptureFixture[str]):
    """What pip said last is shown, after what to do."""
    asked.set(uv="none", pip="1")
    with pytest.raises(asked.door.NotReady, match=r"vérifiez la connexion à internet.*\n.*No route to host"):
        asked.door.download("build")
    assert "1/" in capsys.readouterr().err


def test_the_state_is_written_whole_or_not_at_all(door: ModuleType, monkeypatch: pytest.MonkeyPatch):
    door.VENV.mkdir()
    door.note(build="avant")

    def cut(path: Path, text: str, *_: object, **__: object) -> None:
        path.write_bytes(text.encode()[:5])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", cut)
        with pytest.raises(OSError, match="No space"):
            door.note(build="après")
    assert door.state() == {"build": "avant"}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\udcff", "[" * 100_000])
def test_a_state_that_cannot_be_read_proves_nothing(text: str, door: ModuleType):
    door.VENV.mkdir()
    door.STATE.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert door.state() == {}
    assert not door.ready("build")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_state_that_is_no_file_is_not_waited_for(door: ModuleType):
    door.VENV.mkdir()
    os.mkfifo(door.STATE)
    assert door.state() == {}


def test_a_missing_lock_is_told(door: ModuleType, capsys: pytest.CaptureFixture[str]):
    (door.ROOT / "requirements.lock").unlink()
    assert door.main([]) == 2
    assert "requirements.lock" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(door, "note", refused)
    assert door.main([]) == 2
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_two_installations_wait_for_one_another(door: ModuleType, monkeypatch: pytest.MonkeyPatch):
    """The second finds the work done; the first ends once the second has said that it waits."""
    if os.name == "nt":
        pytest.skip("the lock of another system")
    code = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nimport build\n"
        "with build.alone():\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(door.ROOT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        said: list[str] = []
        monkeypatch.setattr(door, "print", lambda text, **_: (said.append(text), other.stdin.close()), raising=False)
        door.prepare("build")
    assert any("attente" in text for text in said)
    assert door.installed == ["build"]


def test_the_lock_never_stays(door: ModuleType):
    with pytest.raises(KeyboardInterrupt), door.alone():
        raise KeyboardInterrupt
    with door.alone():
        assert (door.ROOT / ".venv-lock").exists()


# --- for good ------------------------------------------------------------------------------------------------------


def started(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run build.py with this interpreter, which has all it needs, from a folder."""
    return subprocess.run(
        [sys.executable, str(SCRIPT), "--no-bootstrap", *arguments], cwd=folder, env={**os.environ, **environment},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_it_works_from_another_folder(tmp_path: Path, petite: Path):
    """Paths come from the script and the edition, never from where one happens to stand."""
    told = started("check", "--edition", str(petite), "--format", "json", folder=tmp_path)
    assert (told.returncode, json.loads(told.stdout)) == (0, [])
    assert list(tmp_path.iterdir()) == [petite]


def test_a_bad_command_keeps_its_exit_code(tmp_path: Path):
    told = started("chekc", folder=tmp_path)
    assert told.returncode == 2
    assert "Commande non comprise" in told.stderr


def test_tests_run_from_another_folder_too(tmp_path: Path):
    told = started("test", "tests/ground/test_cache.py", "--collect-only", "-q", "-p", "no:cacheprovider", folder=tmp_path)
    assert told.returncode == 0
    assert "test_cache.py" in told.stdout


def test_it_asks_nothing_of_the_network(tmp_path: Path, petite: Path):
    """With everything in place, not a single connection is opened."""
    code = (
        "import socket, sys, runpy\n"
        f"sys.path.insert(0, {str(PROJECT)!r})\n"
        "def refuse(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        f"sys.argv = ['build.py', '--no-bootstrap', 'build', '--quiet', '--edition', {str(petite)!r}]\n"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')\n"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert (petite / "output/2024/index.html").is_file()


# --- the tools of the tests ----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Debian only")
@pytest.mark.parametrize(
    ("user", "installer", "asked"), [(0, "/usr/bin/apt-get", 1), (1000, "/usr/bin/apt-get", 0), (0, None, 0)]
)
def test_tools_come_by_themselves_only_to_root_on_a_debian(
    door, monkeypatch, capsys, user: int, installer: str | None, asked: int
):
    """Elsewhere nothing is installed unasked; a failure is told and the tests go on."""
    tools = door.ROOT / ".ci/tools"
    tools.parent.mkdir()
    tools.write_text("")
    calls: list[list[str]] = []
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda _: installer)
    monkeypatch.setattr(subprocess, "call", lambda command: calls.append(command) or 1)
    door.fetch_tools()
    assert len(calls) == asked
    assert ("laissés de côté" in capsys.readouterr().err) is bool(asked)


def test_tools_installed_leave_nothing_to_do():
    """The script names each tool once, and asks for no right where all are there."""
    text = (PROJECT / ".ci/tools").read_text("utf-8")
    assert "set -euo pipefail" in text
    for tool in ("chromium", "hunspell-fr", "grammalecte-cli", "poppler-utils", "default-jre-headless", "npm ci"):
        assert tool in text
    lock = json.loads((PROJECT / "tests/browser/package-lock.json").read_text("utf-8"))
    packages = {name: found for name, found in lock["packages"].items() if name}
    assert all("integrity" in found and "resolved" not in found for found in some(packages.values()))
