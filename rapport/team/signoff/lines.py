"""The lines of `data/signoff.yml`: one a signature, each below the heading of what is signed.

The headings are all there before anybody signs: two people who sign different things on two branches add lines far apart,
which git merges by itself. Those who sign the same thing are kept both by `merge=union` (`.gitattributes`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from rapport.ground import french
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original, line_end_of
from rapport.sources.editing.yaml_text import Unchangeable, as_yaml
from rapport.sources.model import Report
from rapport.sources.reading.encodings import decoded_twice
from rapport.sources.reading.text import strangers_in
from rapport.sources.signature import FILE, Signature, mark_of, packed
from rapport.team.signoff.standings import SignedState, standings_of
from rapport.team.signoff.subjects import Subject, subjects_of

_HEADER = """\
# Le bon à tirer : qui a validé quoi, quand, et ce que c'était alors.
# Écrit par « python build.py sign » ; ces lignes ne se modifient pas à la main. Pour retirer une signature, supprimez sa ligne.
"""


@dataclass
class Signing:
    """What a person signs: the new lines by heading, the lines of the file that they replace, what was passed over."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    signed: list[Subject] = field(default_factory=list)
    already: list[Subject] = field(default_factory=list)
    awaited: list[Subject] = field(default_factory=list)
    gone: list[Signature] = field(default_factory=list)


def signing_of(report: Report, names: Collection[str], by: str, when: date, because: str) -> Signing:
    """Prepare the signature of everything that the names stand for; all of it when there are none."""
    by, because = normalize("NFC", by), normalize("NFC", because)  # as every file is read
    signing = Signing()
    standings = standings_of(report)
    for key, standing in standings.items():
        subject = standing.subject
        if names and not any(names_subject(name, subject) for name in names):
            continue
        if not subject.valued:
            signing.awaited.append(subject)
            continue
        if _is_signed(standing, by, because):
            signing.already.append(subject)
            continue
        own = [signature for signature in report.signatures if (signature.what, signature.name) == key]
        kept = [s for s in standing.valid if french.folded(s.by) != french.folded(by)]
        signing.dropped |= {signature.at().line for signature in own if signature not in kept}
        signing.lines.setdefault(subject.group, []).append(line_of(report, subject, by, when, because))
        signing.signed.append(subject)
    for signature in report.signatures:
        if (signature.what, signature.name) not in standings and _named(signature, names):
            signing.gone.append(signature)
            signing.dropped.add(signature.at().line)
    return signing


def fault_of(by: str, because: str) -> str:
    """Return why a name and a reason can't be written in the file of signatures, which would be refused; empty when they can."""
    if not by.isprintable() or not because.isprintable():
        return "Un nom et une raison s'écrivent sans caractère de commande."
    for _, said, hint in strangers_in(f"{by} {because}"):
        return f"{said} {hint}"
    if (twice := decoded_twice(f"{by} {because}")) is not None:
        return f"Des accents sont abîmés : « {twice[1]} » pour « {twice[2]} »."
    if because and len(because) < 8:  # noqa: PLR2004 - as for a waiver
        return "Dites la raison en quelques mots."
    return ""


def signed_file(report: Report, signing: Signing) -> dict[str, Change]:
    """Return the file of signatures with those of somebody, nothing when it is there and stays; raises Unchangeable."""
    exists = (report.root / FILE).is_file()
    original = Original.read(report.root, FILE) if exists else Original(FILE, b"", "", "utf-8")
    text = rewritten(original.text, headings_of(report), signing.lines, signing.dropped)
    if exists and not signing.lines and not signing.dropped:
        return {}
    return {FILE: Change(original.raw if exists else None, original.encoded(text))}


def names_subject(name: str, subject: Subject) -> bool:
    """Tell whether a name typed on the command line is that of a subject, or of the family that it is of."""
    what, _, rest = name.rpartition(":")
    if what and subject.what != {"indicateur": "indicator", "chiffre": "indicator"}.get(what, what):
        return False
    return rest in {subject.name, subject.group}


def _named(signature: Signature, names: Collection[str]) -> bool:
    family = signature.name.partition(".")[0]
    return not names or any(name.rpartition(":")[2] in {signature.name, family} for name in names)


def _is_signed(standing: SignedState, by: str, because: str) -> bool:
    """Tell whether a person's signature stands already, with nothing to add to it."""
    own = [signature for signature in standing.valid if french.folded(signature.by) == french.folded(by)]
    return not standing.stale and any(not because or signature.because == because for signature in own)


def line_of(report: Report, subject: Subject, by: str, when: date, because: str) -> str:
    """Return the line of a signature; a reason is only that of publishing what is to confirm."""
    because = because if subject.doubtful else ""
    year = report.edition.year
    entry: dict[str, str | int] = {"what": subject.what, "name": subject.name, "year": year, "by": by, "when": when.isoformat()}
    texts = [f"{key}: {as_yaml(value, None, flow=True)}" for key, value in entry.items()]
    if because:
        texts.append(f"because: {as_yaml(because, None, flow=True)}")
    if subject.what == "indicator":
        texts.append(f"seen: [{', '.join(as_yaml(part, None, flow=True) for part in subject.parts)}]")
    else:
        texts.append(f"packed: {as_yaml(packed(subject.parts), None, flow=True)}")
    mark = mark_of(subject.what, subject.name, year, by, when, because, subject.parts)
    return f"- {{{', '.join(texts)}, mark: {as_yaml(mark, None, flow=True)}}}"


def headings_of(report: Report) -> list[str]:
    """Return the names under which things are signed, in alphabetical order."""
    return sorted({subject.group for subject in subjects_of(report).values()})


def rewritten(text: str, headings: Iterable[str], lines: Mapping[str, list[str]], dropped: Collection[int]) -> str:
    """Return the file's text with lines added under their headings and others dropped; all else stays as it was.

    Raises Unchangeable when a line to drop isn't one line any more.
    """
    end = line_end_of(text)
    kept = []
    for number, line in enumerate((text or _HEADER).splitlines(), 1):
        if number not in dropped:
            kept.append(line)
        elif not (line.startswith("- {") and line.rstrip().endswith("}")):
            raise Unchangeable(line)
    for heading in headings:
        _open(kept, heading)
    for heading, added in lines.items():
        for line in added:
            _insert(kept, heading, line)
    return end.join(kept).rstrip("\r\n") + end


def _heading(name: str) -> str:
    return f"# --- {name} ---"


def _open(kept: list[str], name: str) -> None:
    """Add a heading in its place, unless it is there."""
    heading = _heading(name)
    if heading in kept:
        return
    after = next((i for i, line in enumerate(kept) if line.startswith("# --- ") and line > heading), len(kept))
    before = [] if after and not kept[after - 1] else [""]
    kept[after:after] = [*before, heading, *([""] if after < len(kept) else [])]


def _insert(kept: list[str], name: str, line: str) -> None:
    """Add a line below its heading, in alphabetical order."""
    at = kept.index(_heading(name)) + 1
    while at < len(kept) and kept[at].startswith("- ") and kept[at] < line:
        at += 1
    kept.insert(at, line)
