"""The personal data that a release publishes, and where: each name and contact of the sources, looked for in each output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.rules.outputs.beside import bare
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.variants import finished_variants
from rapport.sources.model import Report
from rapport.sources.personal import contacts_in, names_in, people_in
from rapport.sources.texts import texts_of

KINDS: Mapping[str, tuple[str, str]] = {
    "names": ("nom de personne", "noms de personnes"),
    "phones": ("téléphone", "téléphones"),
    "emails": ("courriel", "courriels"),
}
OUTPUTS: Mapping[str, str] = {"html": "la page", "pdf": "le PDF", "docx": "le document Word", "donnees": "donnees/"}


@dataclass(frozen=True)
class Disclosure:
    """How many different names, telephones and e-mail addresses an output holds, and the author files that they are from."""

    output: str
    counts: Mapping[str, int]
    origins: Sequence[str]

    @property
    def sentence(self) -> str:
        """Return it as a French line."""
        held = [f"{count} {KINDS[kind][count > 1]}" for kind, count in self.counts.items() if count]
        where = f" ({', '.join(self.origins)})" if self.origins else ""
        return f"{OUTPUTS.get(self.output, self.output)} : {', '.join(held) or 'aucune'}{where}"

    @property
    def record(self) -> dict[str, object]:
        """Return it as `manifest.json` keeps it: counts, never the data themselves."""
        return {**self.counts, "from": list(self.origins)}


def disclosures_of(outputs: Outputs) -> tuple[Disclosure, ...]:
    """Return the personal data of each finished output that is text: page, PDF, Word, variants, data files."""
    known = list(_known(outputs.rendered.report))
    return tuple(_disclosed(output, text, known) for output, text in _read(outputs))


def _known(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield the personal data of the sources: kind, the form that compares, the author's file."""
    people = {bare(name) for table in report.tables.values() for name, _ in people_in(table)}
    for table in report.tables.values():
        yield from (("names", bare(name), table.path) for name, _ in people_in(table))
    given = [(text.text, text.start.path) for text in texts_of(report)]
    given += [(text, report.edition.at("address").path) for text in report.edition.address]
    given += [(report.edition.accessibility.contact, report.edition.at("accessibility").path)]
    for indicator in report.indicators.values():
        given += [(getattr(indicator, key), indicator.at(key).path) for key in ("source", "question")]
    for text, path in given:
        yield from ((f"{contact.kind}s", contact.key, path) for contact in contacts_in(text))
        yield from (("names", bare(name), path) for name, _ in names_in(text) if bare(name) in people)
    for table in report.tables.values():
        for row in table.rows:
            for text in (*row.texts.values(), row.source, row.question, row.note):
                yield from ((f"{contact.kind}s", contact.key, table.path) for contact in contacts_in(text))


def _read(outputs: Outputs) -> Iterator[tuple[str, str]]:
    """Yield the text of each output."""
    files = outputs.rendered.files
    if "html" in files:
        yield "html", "".join(outputs.page.texts)
    if "pdf" in files:
        yield "pdf", "\n".join(outputs.pdf_pages)
    if outputs.word is not None:
        yield "docx", outputs.word.text()
    yield from ((variant.name, variant.text) for variant in finished_variants(outputs))
    if "donnees" in files:
        yield "donnees", "\n".join(_published(files["donnees"].parent))


def _published(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.read_text("utf-8")


def _disclosed(output: str, text: str, known: Sequence[tuple[str, str, str]]) -> Disclosure:
    words, numbers = bare(text), re.sub(r"[\s().\-/\u00ad\ufffe]+", "", text)
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    origins: dict[str, None] = {}
    folded = words.casefold()
    for kind, key, path in known:
        held = key in numbers if kind == "phones" else key in (folded if kind == "emails" else words)
        if held:
            found[kind].add(key)
            origins[path] = None
    return Disclosure(output, {kind: len(keys) for kind, keys in found.items()}, sorted(origins))
