"""A release is of its commit: every file that the build reads is in it as it is, whatever git was told not to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from rapport.sources import files as inputs
from rapport.sources.signature import Apart
from rapport.team import committed
from rapport.team.committed import apart_from
from rapport.team.git import work_tree

Git = Callable[..., str]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and filters of a Unix")

IGNORED = [
    "content/ignored.md", "assets/photo.jpg", "templates/plus.css", "editions/2023/donnees/indicateurs.csv",
    "data/indicators/plus.yml", "data/mots.txt", "content/dossier/profond/texte.md", "content/deux mots.md", "data/é.txt",
]  # fmt: skip


def lay(root: Path, path: str, text: str = "autre\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def commit(git: Git) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message=La suite")


def apart(root: Path) -> dict[str, Apart]:
    return apart_from(root, "HEAD")


@pytest.mark.usefixtures("git")
def test_a_commit_holds_the_edition_that_was_committed(petite: Path):
    """Whose fonts are the engine's, lent by a link that git ignores."""
    assert apart(petite) == {}
    assert work_tree(petite).apart == {}


@pytest.mark.parametrize("path", IGNORED)
@pytest.mark.parametrize("where", [".gitignore", ".git/info/exclude", "everybody's", "the folder's own"])
def test_what_git_ignores_is_told(where: str, path: str, petite: Path, git: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    if where == "everybody's":
        lay(tmp_path, "ignore", path.rpartition("/")[2])
        lay(tmp_path, "config", f"[core]\n\texcludesFile = {tmp_path}/ignore\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    elif where == "the folder's own":
        lay(petite, f"{path.rpartition('/')[0]}/.gitignore", "*\n!.gitignore\n")
        git("add", "--all", "--force", ":!assets/fonts", ":!.cache")
        git("commit", "--quiet", "--message=Ignorer")
    else:
        with (petite / where).open("a", encoding="utf-8") as file:
            file.write(f"{path}\n")
        git("commit", "--quiet", "--all", "--message=Ignorer", fails=True)
    lay(petite, path)
    tree = work_tree(petite)
    assert (tree.changed, tree.apart) == ((), {path: Apart.ABSENT})


def test_each_is_told_at_its_path_with_what_to_do(petite: Path, told: Callable[..., Any], git: Git):
    with (petite / ".gitignore").open("a", encoding="utf-8") as file:
        file.writelines(f"{path}\n" for path in IGNORED)
    git("commit", "--quiet", "--all", "--message=Ignorer")
    for path in IGNORED:
        lay(petite, path)
    shutil.rmtree(petite / "editions")  # no edition of which the rules would ask more
    (petite / "data/indicators/plus.yml").write_text("", "utf-8")
    said = told(petite, "build", "--release")
    assert said.code == 1
    for path in IGNORED:
        if not path.startswith("editions/"):
            assert f"{path}: erreur SIG09 La construction lit ce fichier, que git ignore ou ne suit pas" in said.out
    assert "« git add --force content/ignored.md », puis « git commit »" in said.out
    assert "« git add --force 'content/deux mots.md' »" in said.out
    assert not (petite / "output/2024").exists()
    assert "SIG09" not in told(petite, "check").out


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
@pytest.mark.parametrize("path", ["content/edito.md", "data/charts.yml", "templates/filter.lua", "report.yml"])
def test_what_git_was_told_not_to_look_at_is_told(path: str, flag: str, petite: Path, git: Git):
    path = (
        path if (petite / path).exists() else next(p.relative_to(petite).as_posix() for p in (petite / "data/tables").iterdir())
    )
    git("update-index", flag, path)
    lay(petite, path, (petite / path).read_text("utf-8") + " ")
    tree = work_tree(petite)
    assert (tree.changed, tree.apart) == ((), {path: Apart.CHANGED})


def test_what_is_gone_without_git_looking_is_told(petite: Path, git: Git):
    git("update-index", "--skip-worktree", "data/rules.yml")
    (petite / "data/rules.yml").unlink()
    assert apart(petite) == {"data/rules.yml": Apart.GONE}


@pytest.mark.usefixtures("git")
def test_what_git_sees_by_itself_is_told_once(petite: Path, told: Callable[..., Any]):
    lay(petite, "content/dossier/brouillon.md")
    lay(petite, "data/rules.yml", (petite / "data/rules.yml").read_text("utf-8") + "\n")
    tree = work_tree(petite)
    assert (tree.changed, tree.apart) == (("content/dossier/brouillon.md", "data/rules.yml"), {})
    assert told(petite, "build", "--release").out.count("SIG07") == 1


@pytest.mark.usefixtures("git")
def test_hidden_files_and_those_that_no_build_reads_are_nobodys_business(petite: Path):
    with (petite / ".git/info/exclude").open("a", encoding="utf-8") as file:
        file.write(".*.swp\nnotes/\n.DS_Store\n")
    for path in ("content/.edito.md.swp", "data/indicators/.DS_Store", "notes/à moi.md", "output/2024/index.html"):
        lay(petite, path)
    assert apart(petite) == {}


@pytest.mark.parametrize(
    ("attributes", "settings"),
    [
        ("", {"core.autocrlf": "true"}),
        ("*.csv text eol=crlf\n*.md text eol=crlf\n", {}),
        ("* text=auto\n", {"core.eol": "crlf"}),
        ("*.md ident\n", {}),
    ],
    ids=["autocrlf", "eol", "auto", "ident"],
)
def test_what_git_lays_out_otherwise_is_the_same_file(attributes: str, settings: dict[str, str], petite: Path, git: Git):
    for name, value in settings.items():
        git("config", name, value)
    lay(petite, ".gitattributes", attributes)
    git("add", "--renormalize", ".")
    commit(git)
    for path in ("content/edito.md", "content/ateliers.md"):
        (petite / path).unlink()
    git("checkout", "--", ".")
    tree = work_tree(petite)
    assert (tree.changed, tree.apart) == ((), {})
    git("update-index", "--assume-unchanged", "content/edito.md")
    (petite / "content/edito.md").write_bytes((petite / "content/edito.md").read_bytes() + b"De plus.\n")
    assert apart(petite) == {"content/edito.md": Apart.CHANGED}


def test_a_line_end_of_an_editor_is_no_other_file(petite: Path, git: Git):
    lay(petite, ".gitattributes", "* text=auto\n")
    commit(git)
    path = petite / "content/edito.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    git("add", "--all")
    assert apart(petite) == {}


@pytest.mark.parametrize(
    ("path", "attributes", "settings", "laid"),
    [
        ("data/indicators/ateliers.yml", "data/** filter=f", {"filter.f.clean": "git show HEAD:%f"}, "autre: 1\n"),
        ("content/edito.md", "*.md filter=f", {"filter.f.clean": "git show HEAD:%f", "filter.f.required": "true"}, "Autre.\n"),
        ("content/edito.md", "content/*.md ident", {}, "$Id: 318 vélos réparés $\n"),
        ("report.yml", "report.yml working-tree-encoding=UTF-16", {}, "# $Id$\n"),
    ],
    ids=["clean filter", "required filter", "ident", "encoding"],
)
@pytest.mark.parametrize("where", [".git/info/attributes", ".gitattributes"])
def test_what_a_filter_of_git_hides_is_told(
    where: str, path: str, attributes: str, settings: dict[str, str], laid: str, petite: Path, git: Git
):
    (petite / path).write_text("$Id$\n" if "ident" in attributes else "# $Id$\n", "utf-8")
    commit(git)
    for name, value in settings.items():
        git("config", name, value)
    lay(petite, where, f"{attributes}\n")
    git("commit", "--quiet", "--all", "--message=Attributs", fails=True)
    (petite / path).write_text(laid, "utf-16" if "encoding" in attributes else "utf-8")
    assert apart(petite)[path] is Apart.CHANGED
    git("add", "--update", fails=True)  # Git holds it for the same file
    if not git("status", "--porcelain", "--", path):
        assert work_tree(petite).apart[path] is Apart.CHANGED


def test_what_git_lfs_keeps_is_the_file_that_its_pointer_names(petite: Path, git: Git):
    content = b"une photographie\0" * 30
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256(content).hexdigest()}\nsize {len(content)}\n"
    lay(petite, "assets/photo.jpg", pointer)
    commit(git)
    git("update-index", "--assume-unchanged", "assets/photo.jpg")
    assert apart(petite) == {}
    (petite / "assets/photo.jpg").write_bytes(content)
    assert apart(petite) == {}
    (petite / "assets/photo.jpg").write_bytes(content + b"\0")
    assert apart(petite) == {"assets/photo.jpg": Apart.CHANGED}


def test_bytes_of_a_picture_that_look_like_line_ends_are_no_line_ends(petite: Path, git: Git):
    (petite / "assets/photo.jpg").write_bytes(b"\0a\nb")
    commit(git)
    git("update-index", "--assume-unchanged", "assets/photo.jpg")
    (petite / "assets/photo.jpg").write_bytes(b"\0a\r\nb")
    assert apart(petite) == {"assets/photo.jpg": Apart.CHANGED}


def test_a_link_is_followed(petite: Path, git: Git):
    """Inside the repository, to what the commit holds; elsewhere, the commit has nothing but its name."""
    lay(petite, "content/vrai.md")
    (petite / "content/lien.md").symlink_to("vrai.md")
    (petite / "assets/dossier").symlink_to("../data")
    (petite / "assets/boucle").symlink_to("..")
    commit(git)
    assert apart(petite) == {}
    git("update-index", "--assume-unchanged", "content/vrai.md")
    lay(petite, "content/vrai.md", "changé\n")
    assert apart(petite) == {"content/lien.md": Apart.CHANGED, "content/vrai.md": Apart.CHANGED}


@pytest.mark.parametrize("kind", ["file", "folder", "the folder itself", "chain"])
def test_a_link_that_leads_out_of_the_repository_is_told(kind: str, petite: Path, git: Git, tmp_path: Path):
    lay(tmp_path, "dehors/texte.md")
    link = {"file": "content/lien.md", "chain": "content/lien.md"}.get(kind, "content/dossier")
    if kind == "the folder itself":
        link = "content"
        shutil.move(petite / "content", tmp_path / "dehors/content")
        (petite / link).symlink_to(tmp_path / "dehors/content")
    elif kind == "chain":
        (petite / link).symlink_to("../notes.md")
        (petite / "notes.md").symlink_to(tmp_path / "dehors/texte.md")
        link = "notes.md"
    else:
        (petite / link).symlink_to(tmp_path / ("dehors/texte.md" if kind == "file" else "dehors"))
    commit(git)
    tree = work_tree(petite)
    assert (tree.changed, tree.apart) == ((), {link: Apart.OUTSIDE})


def test_a_link_that_git_ignores_is_told(petite: Path, git: Git):
    lay(petite, "notes/texte.md")
    lay(petite, ".gitignore", (petite / ".gitignore").read_text("utf-8") + "content/dossier\ncontent/lien.md\n")
    commit(git)
    (petite / "content/dossier").symlink_to("../notes")
    (petite / "content/lien.md").symlink_to("edito.md")
    assert apart(petite) == {"content/dossier": Apart.ABSENT, "content/lien.md": Apart.ABSENT}


def nested(petite: Path, git: Git, path: str) -> Git:
    """Make a repository inside the edition's, with a commit; give its own git."""
    lay(petite, f"{path}/texte.md")

    def inner(*arguments: str) -> str:
        return git("-C", path, *arguments)

    inner("init", "--quiet")
    inner("add", "--all")
    inner("commit", "--quiet", "--message=Dedans")
    return inner


def test_a_repository_inside_is_not_the_commit_s(petite: Path, git: Git):
    lay(petite, ".gitignore", (petite / ".gitignore").read_text("utf-8") + "content/dedans/\n")
    commit(git)
    nested(petite, git, "content/dedans")
    assert apart(petite) == {"content/dedans/texte.md": Apart.NESTED}


def test_a_submodule_counts_at_the_commit_that_is_named(petite: Path, git: Git):
    inner = nested(petite, git, "content/dedans")
    commit(git)
    assert apart(petite) == {}
    git("config", "diff.ignoreSubmodules", "all")
    lay(petite, "content/dedans/texte.md", "changé\n")
    told = {"content/dedans/texte.md": Apart.NESTED}
    assert apart(petite) == told
    inner("commit", "--quiet", "--all", "--message=Plus tard")
    assert (work_tree(petite).changed, apart(petite)) == ((), told)
    shutil.rmtree(petite / "content/dedans/.git")
    assert apart(petite) == told


def test_an_edition_in_a_folder_of_its_repository(petite: Path, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Named from its own root; what is beside it is nobody's business, but the engine's files, should they be there."""
    top = tmp_path / "dépôt"
    top.mkdir()
    shutil.move(petite / ".git", top / ".git")
    shutil.copytree(petite, top / "petite", symlinks=True)
    root = top / "petite"
    monkeypatch.setattr(inputs, "ENGINE", top / "rapport")
    monkeypatch.setattr(committed, "ENGINE", top / "rapport")
    lay(top, "rapport/moteur.py", "a = 1\n")
    lay(top, "rapport/perdu.lua", "a = 1\n")
    (root / "assets/fonts").unlink()
    git("-C", str(top), "add", "--all")
    git("-C", str(top), "commit", "--quiet", "--message=Ensemble")
    assert apart(root) == {}
    git("-C", str(top), "update-index", "--assume-unchanged", "rapport/moteur.py")
    git("-C", str(top), "update-index", "--skip-worktree", "rapport/perdu.lua")
    lay(top, "rapport/moteur.py", "a = 2\n")
    (top / "rapport/perdu.lua").unlink()
    lay(top, ".git/info/exclude", "ignored.md\nailleurs/\nplus.py\n")
    lay(top, "ailleurs/texte.md")
    lay(top, "rapport/plus.py")
    lay(root, "content/ignored.md")
    tree = work_tree(root)
    assert tree.changed == ()
    assert tree.apart == {
        "content/ignored.md": Apart.ABSENT,
        "rapport/moteur.py": Apart.CHANGED,
        "rapport/perdu.lua": Apart.GONE,
        "rapport/plus.py": Apart.ABSENT,
    }


@pytest.mark.usefixtures("git")
def test_a_font_that_is_not_the_engine_s_is_a_source_like_another(petite: Path):
    fonts = (petite / "assets/fonts").resolve()
    (petite / "assets/fonts").unlink()
    shutil.copytree(fonts, petite / "assets/fonts")
    assert apart(petite) == {}
    font = next((petite / "assets/fonts").glob("*.woff2"))
    font.write_bytes(font.read_bytes() + b"\0")
    assert apart(petite) == {f"assets/fonts/{font.name}": Apart.ABSENT}


def test_a_replaced_commit_is_not_the_commit(petite: Path, git: Git):
    """`git replace` shows another one under the same name, on this machine alone."""
    first = git("rev-parse", "HEAD").strip()
    lay(petite, "content/edito.md", "changé\n")
    commit(git)
    second = git("rev-parse", "HEAD").strip()
    git("replace", first, second)
    git("update-ref", "HEAD", first)
    assert apart(petite) == {"content/edito.md": Apart.CHANGED}
