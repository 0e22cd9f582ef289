"""Whether a commit holds what a build reads: every file, with the same content, line ends and LFS pointers aside.

Git isn't asked what changed: it may have been told not to look (`.gitignore`, `assume-unchanged`, `skip-worktree`), or to
take one content for another (filters, `ident`, `working-tree-encoding`, whose settings needn't be committed).
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from rapport.ground.cache import fingerprint_of
from rapport.ground.programs.failure import ToolFailed
from rapport.sources.files import CODE, ENGINE, code_files, files_read, is_input
from rapport.sources.signature import Apart
from rapport.team.repository import ask

LINK, REPOSITORY = "120000", "160000"  # modes of Git's for what isn't a file
FONTS = "assets/fonts/"
_POINTER = "version https://git-lfs.github.com/spec/v1"
_LINKS = 40  # that are followed, one after the other: as many as Linux does


class _Object(NamedTuple):
    mode: str
    name: str  # its hash


Tree = Mapping[str, _Object]  # the files of a commit by their path from the top of its repository


class _Elsewhere(Exception):  # noqa: N818 - caught where it is raised
    def __init__(self, link: str, why: Apart) -> None:
        super().__init__(link)
        self.link = link
        self.why = why


def apart_from(root: Path, commit: str) -> dict[str, Apart]:
    """Return the files that a build of an edition reads, the engine's own included, and that a commit doesn't hold as they are.

    They are named from the edition's root where they are in it, else from the repository's. Raises ToolFailed when Git can't
    say.
    """
    root = root.resolve()
    top = Path(ask(root, "rev-parse", "--show-toplevel").strip()).resolve()
    own = "" if root == top else f"{root.relative_to(top).as_posix()}/"
    read = [path.relative_to(top).as_posix() for path in (*files_read(root), *code_files()) if path.is_relative_to(top)]
    tree = _tree(top, commit)
    found = _uncommitted(top, tree, read) | _gone(top, tree, own)
    named = {name.removeprefix(own): why for name, why in sorted(found.items())}
    return {name: why for name, why in named.items() if not _borrowed(root, name)}


def _tree(top: Path, commit: str) -> Tree:
    entries = [entry.partition("\t") for entry in ask(top, "ls-tree", "-r", "-z", "--full-tree", commit).split("\0") if entry]
    return {name: _Object(said.split()[0], said.split()[2]) for said, _, name in entries}


def _uncommitted(top: Path, tree: Tree, names: Iterable[str]) -> dict[str, Apart]:
    """Return which of the files of a work tree its commit doesn't hold, and why."""
    found: dict[str, Apart] = {}
    inner: dict[str, dict[str, str]] = {}  # what a name leads to, by the repository inside this one that holds it
    for name in names:
        try:
            file = _led_to(top, tree, name)
        except _Elsewhere as elsewhere:
            found[elsewhere.link] = elsewhere.why
            continue
        known = _known(tree, file)
        if (top / file).is_dir():
            continue  # a link to a folder: what is behind it is named too
        if known is not None:
            if _hash(top / file, known.name) != known.name and not _laid_out(top / file, known.name):
                found[name] = Apart.CHANGED
        elif module := _module_of(tree, file):
            inner.setdefault(module, {})[name] = file.removeprefix(f"{module}/")
        else:
            found[name] = Apart.NESTED if _is_nested(top, file) else Apart.ABSENT
    for module, files in inner.items():
        found |= dict.fromkeys(_outside_module(top / module, tree[module].name, files), Apart.NESTED)
    return found


def _led_to(top: Path, tree: Tree, name: str) -> str:
    """Return the file that a name leads to through links, each of which the commit holds.

    Raises _Elsewhere when one of them isn't in the commit as it is, or leads out of the repository.
    """
    for _ in range(_LINKS):
        parts = PurePosixPath(name).parts
        steps = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        link = next((step for step in steps if (top / step).is_symlink()), None)
        if link is None:
            return name
        known, target = _known(tree, link), (top / link).readlink()
        led = Path(os.path.normpath((top / link).parent / target), *parts[link.count("/") + 1 :])
        if not led.is_relative_to(top):
            raise _Elsewhere(link, Apart.OUTSIDE)
        if known is None:
            raise _Elsewhere(link, Apart.ABSENT)
        if known.mode != LINK or _blob(os.fsencode(target), known.name) != known.name:
            raise _Elsewhere(link, Apart.CHANGED)
        name = led.relative_to(top).as_posix()
    raise _Elsewhere(name, Apart.OUTSIDE)


def _known(tree: Tree, name: str) -> _Object | None:
    """Return what a commit has under a name; a Mac's disk spells accents otherwise than Git."""
    return tree.get(name) or tree.get(unicodedata.normalize("NFC", name))


def _hash(path: Path, like: str) -> str:
    """Return the name that Git gives to a file's bytes, in the manner of another; empty when it can't be read."""
    try:
        return _blob(path.read_bytes(), like) if path.is_file() else ""
    except OSError:
        return ""


def _blob(content: bytes, like: str) -> str:
    digest = hashlib.sha1(usedforsecurity=False) if len(like) == 40 else hashlib.sha256()  # noqa: PLR2004 - hex digits
    digest.update(b"blob %d\0" % len(content) + content)
    return digest.hexdigest()


def _laid_out(path: Path, like: str) -> bool:
    """Tell whether a file's bytes are those of a commit but for its line ends, or those that its LFS pointer names.

    Git isn't asked: its filters are programs and settings of one computer, which may make any content look like another.
    The pointer is the canonical one of https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return False
    pointer = f"{_POINTER}\noid sha256:{hashlib.sha256(content).hexdigest()}\nsize {len(content)}\n".encode()
    spellings = [pointer]
    if b"\0" not in content:  # as Git itself knows a text
        lines = content.replace(b"\r\n", b"\n")
        spellings += [lines, lines.replace(b"\n", b"\r\n")]
    return like in {_blob(spelling, like) for spelling in spellings}


def _module_of(tree: Tree, file: str) -> str:
    """Return the repository inside this one that a commit names, and that a file is in; empty when it is in none."""
    parents = [parent.as_posix() for parent in PurePosixPath(file).parents]
    return next((parent for parent in parents if parent in tree and tree[parent].mode == REPOSITORY), "")


def _outside_module(top: Path, commit: str, files: Mapping[str, str]) -> list[str]:
    """Return the names of the files that a repository inside another doesn't hold, at the commit that the other names."""
    if not (top / ".git").exists():
        return [*files]
    try:
        tree = _tree(top, commit)
    except ToolFailed:  # it hasn't that commit
        return [*files]
    return [name for name, file in files.items() if _uncommitted(top, tree, [file])]


def _is_nested(top: Path, file: str) -> bool:
    """Tell whether a file is in a repository of its own, inside this one."""
    parents = [parent for parent in PurePosixPath(file).parents if parent.parts]
    return any((top / parent / ".git").exists() for parent in parents)


def _gone(top: Path, tree: Tree, own: str) -> dict[str, Apart]:
    """Return the files that a build of the commit would read, and that aren't there."""
    code = f"{ENGINE.relative_to(top).as_posix()}/" if ENGINE.is_relative_to(top) else None
    read = [
        name
        for name in tree
        if (name.startswith(own) and is_input(name.removeprefix(own)))
        or (code and name.startswith(code) and (ENGINE / name.removeprefix(code)).suffix in CODE)
    ]
    return {name: Apart.GONE for name in read if not os.path.lexists(top / name)}


def _borrowed(root: Path, name: str) -> bool:
    """Tell whether a file, or all those of a folder, are the engine's own fonts, lent to an edition that lives apart from it."""
    engine = ENGINE.parent
    if engine == root or not f"{name}/".startswith(FONTS):
        return False
    files = [path for path in (root / name).rglob("*") if path.is_file()] if (root / name).is_dir() else [root / name]
    try:
        return all(fingerprint_of(path) == fingerprint_of(engine / path.relative_to(root)) for path in files)
    except OSError:
        return False
