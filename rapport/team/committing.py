"""A commit of an edition's files, made for somebody who doesn't know Git: « garder cette version ».

Only the edition's own files are committed, and nothing is touched where somebody is at work with Git: files that wait in the
index, a merge under way, no branch. The author's settings, hooks and signing key are theirs, as when they commit by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rapport.ground import french
from rapport.ground.problems import AuthorError
from rapport.ground.programs.failure import ToolFailed
from rapport.team.editions.readiness import SOURCES
from rapport.team.repository import ask, kept

LONGEST = 200  # characters of what is said of a version
_NAMED = 4
_UNDER_WAY = {"MERGE_HEAD": "fusion", "CHERRY_PICK_HEAD": "reprise", "REVERT_HEAD": "annulation", "rebase-merge": "réécriture",
              "rebase-apply": "réécriture"}  # fmt: skip
_HEAD = "refs/heads/"


class NotKept(AuthorError):  # noqa: N818 - told
    """The version can't be kept from here: why, and who can do something about it."""


@dataclass(frozen=True)
class Unkept:
    """The files of an edition that its last commit doesn't hold as they are, and those that are new."""

    changed: Sequence[str]
    new: Sequence[str]

    @property
    def files(self) -> list[str]:
        """Return them all, in order."""
        return sorted({*self.changed, *self.new})


def unkept(root: Path) -> Unkept:
    """Return what a version would hold; raises NotKept when none can be kept here, and ToolFailed when Git can't say."""
    if not kept(root):
        said = "Ce dossier n'est pas suivi par git : il n'y a pas de version à garder."
        raise NotKept(said, "Vos fichiers sont enregistrés tels quels ; l'équipe technique peut le faire suivre (« git init »).")
    _free_to_commit(root)
    answer = ask(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *SOURCES)
    own = ask(root, "rev-parse", "--show-prefix").strip()
    found = [(entry[:2], entry[3:].removeprefix(own)) for entry in answer.split("\0") if entry]
    new = [path for state, path in found if state == "??"]
    return Unkept([path for state, path in found if state != "??"], new)


def _free_to_commit(root: Path) -> None:
    """Raise NotKept where somebody is at work with Git, or it doesn't know who commits."""
    for name, what in _UNDER_WAY.items():
        if (root / ask(root, "rev-parse", "--git-path", name).strip()).exists():
            said = f"Une {what} de versions est en cours dans git."
            raise NotKept(said, "Demandez à qui l'a commencée de la finir, puis recommencez.")
    if (root / ask(root, "rev-parse", "--git-path", "index.lock").strip()).exists():
        raise NotKept("Un autre programme se sert de git en ce moment.", "Attendez qu'il finisse, puis recommencez.")
    try:
        ask(root, "symbolic-ref", "--quiet", "HEAD")
    except ToolFailed:
        said = "Le dossier montre une version ancienne : aucune branche n'est ouverte."
        raise NotKept(said, "Demandez à l'équipe technique de revenir à la branche (« git switch »).") from None
    own = ask(root, "rev-parse", "--show-prefix").strip()
    waiting = [name for name in _staged(root) if not _of_edition(name, own)]
    if waiting:
        more = "…" if len(waiting) > _NAMED else ""
        said = f"D'autres fichiers attendent d'être enregistrés dans git : {french.listed(waiting[:_NAMED])}{more}."
        raise NotKept(said, "Ils ne sont pas du rapport : demandez à qui les a préparés de finir (« git commit »).")
    for name in ("user.name", "user.email"):
        with suppress(ToolFailed):
            if ask(root, "config", "--get", name).strip():
                continue
        hint = 'Dites-le-lui une fois : git config --global user.name "Prénom NOM", puis user.email.'
        raise NotKept("Git ne sait pas qui vous êtes : une version porte un nom et un courriel.", hint)


def _staged(root: Path) -> list[str]:
    return [name for name in ask(root, "diff", "--cached", "--name-only", "--no-renames", "-z").split("\0") if name]


def _of_edition(path: str, own: str) -> bool:
    return path.startswith(own) and path.removeprefix(own).partition("/")[0] in SOURCES


def keep_version(root: Path, said: str) -> int:
    """Commit the files of an edition as they are, and return how many changed; raises NotKept and ToolFailed."""
    message = " ".join(said.split())[:LONGEST]
    if not message:
        raise NotKept("Dites en quelques mots ce qui a changé.")
    found = unkept(root)
    if not found.files:
        raise NotKept("Rien n'a changé depuis la dernière version gardée.")
    listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
    if found.new:
        ask(root, "--literal-pathspecs", "add", "--intent-to-add", *listed, given="\0".join(found.new))
    try:
        committed = ("commit", "--quiet", "--only", f"--message={message}", *listed)
        ask(root, "--literal-pathspecs", *committed, given="\0".join(found.files))
    except ToolFailed as failure:
        if found.new:  # as they were: files that Git doesn't know
            with suppress(ToolFailed):
                ask(root, "--literal-pathspecs", "reset", "--quiet", *listed, given="\0".join(found.new))
        said = f"Git a refusé de garder cette version : {failure.detail}."
        raise NotKept(said, "Vos fichiers sont enregistrés tels quels ; montrez ceci à l'équipe technique.") from failure
    return len(found.files)
