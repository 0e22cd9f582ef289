"""`doctor`: what is there, what each output waits for, what mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.engines import inventory
from rapport.engines.failure import ToolFailed
from rapport.load import load

from .conftest import StandIn


@pytest.fixture(autouse=True)
def no_quarto(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("QUARTO_PATH", str(tmp_path / "rien"))


def lines_of(out: str, name: str) -> list[str]:
    lines = out.splitlines()
    return next(lines[n : n + 2] for n, line in enumerate(lines) if line.split(":")[0].strip("\u00a0 ")[2:].startswith(name))


@pytest.fixture
def doctor(petite: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    from rapport.cli import main

    def command(*arguments: str) -> tuple[int, str]:
        code = main(["doctor", *arguments], petite)
        return code, capsys.readouterr().out

    return command


def test_everything_is_there(doctor: Callable[..., tuple[int, str]]):
    code, out = doctor()
    assert code == 0, out
    for name in ("Python", "Paquets Python", "Pandoc", "Typst", "vl-convert", "Polices de la charte"):
        assert lines_of(out, name)[0].startswith("  ✓"), out
    assert "Tout est là pour construire ce rapport." in out
    assert "✓ pdf\u00a0: prête" in out


def test_quarto_is_only_missed_where_it_is_asked_for(doctor: Callable[..., tuple[int, str]]):
    code, out = doctor()
    assert code == 0
    assert lines_of(out, "Quarto")[0].startswith("  –")
    code, out = doctor("--engine", "quarto")
    assert code == 1
    missing, mend = lines_of(out, "Quarto")
    assert missing.startswith("  ✗ Quarto\u00a0: QUARTO_PATH ne mène à aucun Quarto")
    assert "pip install '.[quarto]'" in mend
    assert "✗ html\u00a0: il manque Quarto" in out
    assert "✓ docx\u00a0: prête" in out


@pytest.mark.usefixtures("standin")
def test_quarto_is_there(doctor: Callable[..., tuple[int, str]]):
    code, out = doctor("--engine", "quarto")
    assert code == 0, out
    assert "✓ Quarto (1.7.34)" in out


def test_quarto_is_too_old(doctor: Callable[..., tuple[int, str]], standin: StandIn):
    standin.must(version="1.6.0")
    code, out = doctor("--engine", "quarto")
    assert code == 1
    assert "✗ Quarto\u00a0: Quarto 1.6.0 est trop ancien" in out


@pytest.mark.parametrize(
    ("asked", "engine"),
    [
        ("'>=2020'", "embedded"), ("'>=2020,<2999'", "embedded"), ("embedded >=2020", "embedded"), ("embedded", "embedded"),
        ("quarto", "quarto"), ("quarto >=2020,<2999", "quarto"), ("'quarto>=2020'", "quarto"), ("'quarto  !=2020.1'", "quarto"),
    ],
)  # fmt: skip
def test_the_engine_of_the_edition(petite: Path, doctor: Callable[..., tuple[int, str]], asked: str, engine: str):
    """`engine:` holds a name, versions, or both: the name alone is what is examined."""
    report = petite / "report.yml"
    report.write_text(f"{report.read_text('utf-8').rstrip()}\nengine: {asked}\n", "utf-8")
    code, out = doctor()
    assert f"(moteur « {engine} »" in out
    assert lines_of(out, "Quarto")[0].startswith("  ✗" if engine == "quarto" else "  –")
    assert code == (engine == "quarto")


def test_a_missing_font(petite: Path):
    report, _ = load(petite)
    (petite / "assets/fonts").unlink()
    fonts = next(tool for tool in inventory.tools_of(report, "embedded") if tool.name == "Polices de la charte")
    assert not fonts.found
    assert fonts.wrong.startswith("il manque ")
    assert "assets/fonts/" in fonts.mend
    assert inventory.lacking([fonts], ("html", "cards")) == {"html": [fonts], "cards": []}


def test_a_missing_tool(doctor: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch):
    def absent() -> str:
        raise ToolFailed("pandoc", "pypandoc_binary n'est pas installé")

    monkeypatch.setattr(inventory, "pandoc_path", absent)
    code, out = doctor()
    assert code == 1
    assert lines_of(out, "Pandoc")[0] == "  ✗ Pandoc\u00a0: pypandoc_binary n'est pas installé"
    assert "python build.py" in lines_of(out, "Pandoc")[1]
    assert "✗ html\u00a0: il manque Pandoc" in out


def test_packages_beside_the_lock(doctor: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Another version is told; a missing package stops; what only another system needs is nobody's matter."""
    lock = tmp_path / "requirements.lock"
    monkeypatch.setattr(inventory, "LOCK", lock)
    lock.write_text("jinja2==0.1 \\\n    --hash=sha256:0\nwinshell==1.0 ; sys_platform == 'win32' \\\n", "utf-8")
    code, out = doctor()
    assert code == 0
    assert "ce ne sont pas les versions verrouillées : jinja2" in out
    lock.write_text("jinja2==0.1\nnever-heard-of==1.0\n", "utf-8")
    code, out = doctor()
    assert code == 1
    assert "✗ Paquets Python\u00a0: il manque never-heard-of" in out


def test_an_edition_that_cannot_be_read(doctor: Callable[..., tuple[int, str]], petite: Path):
    (petite / "report.yml").write_text("title: [", "utf-8")
    code, out = doctor()
    assert code == 1
    assert "python build.py check" in out
    assert "✓ Pandoc" in out
