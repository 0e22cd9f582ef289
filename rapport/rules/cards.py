"""CAR: the cards of key numbers that `report.yml` asks for."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.near import near_names
from rapport.ground.problems import Place, Severity
from rapport.numbers.cards import LONGEST_SENTENCE, LONGEST_TITLE, entries_of, name_of, numbers_in, plain
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.in_time import spoken
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule


@rule("CAR01")
def unknown_card_number(sources: Sources) -> Iterator[Finding]:
    """Le chiffre d'une carte existe dans data/ et a une valeur ; celui que personne ne connaît (« n.d. ») n'en fait pas."""
    for entry, place in entries_of(sources.report.edition):
        for ref in (entry.number, *numbers_in(entry.title), *numbers_in(entry.sentence)):
            try:
                sources.register.number(ref)
            except (UnknownNumber, ExpressionError) as error:
                if error.unknown:
                    said = f"{error.message} Sa carte n'est pas faite."
                    yield Finding(said, place, "Retirez-la, ou choisissez un autre chiffre.", severity=Severity.WARNING)
                    break
                if ref == entry.number:  # TXT02 tells the others
                    near = near_names(ref, sources.register.names) if isinstance(error, UnknownNumber) else ""
                    yield Finding.of(error, place, hint=near)


@rule("CAR02")
def long_card_text(sources: Sources) -> Iterator[Finding]:
    """Les textes d'une carte y tiennent en lettres que l'on lit sur un téléphone."""
    for entry, _ in entries_of(sources.report.edition):
        for key, what, limit in (("title", "Le titre", LONGEST_TITLE), ("sentence", "La phrase", LONGEST_SENTENCE)):
            try:
                length = len(plain(getattr(entry, key), sources.register))
            except (UnknownNumber, ExpressionError):
                continue  # TXT02 tells it
            if length > limit:
                said = f"{what} de la carte « {entry.number} » fait {length} caractères, pour {limit} au plus."
                yield Finding(said, entry.at(key), "Raccourcissez : une carte se lit en trois secondes.")


@rule("CAR03")
def doubtful_card_number(sources: Sources) -> Iterator[Finding]:
    """Les chiffres d'une carte sont confirmés : une image partagée ne se corrige plus."""
    for entry, place in entries_of(sources.report.edition):
        said = [(ref, entry.at(key)) for key in ("title", "sentence") for ref in numbers_in(getattr(entry, key))]
        for ref, where in dict([*reversed(said), (entry.number, place)]).items():
            try:
                number = sources.register.number(ref)
            except (UnknownNumber, ExpressionError):
                continue  # CAR01 and TXT02 tell it
            if number.status == TO_CONFIRM:
                hint = "Choisissez un autre chiffre, ou faites confirmer celui-ci dans data/."
                related = ((number.place, "le chiffre"),)
                yield Finding(f"« {spoken(ref)} » est à confirmer : pas de carte.", where, hint, related)


@rule("CAR04")
def repeated_card(sources: Sources) -> Iterator[Finding]:
    """Un chiffre n'a qu'une carte : deux images porteraient le même nom."""
    seen: dict[str, Place] = {}
    for entry, place in entries_of(sources.report.edition):
        name = name_of(entry.number)
        if name in seen:
            said = f"« {entry.number} » a déjà une carte."
            yield Finding(said, place, "Gardez une seule des deux.", ((seen[name], "la première"),))
        seen.setdefault(name, place)
