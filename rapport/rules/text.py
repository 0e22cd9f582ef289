"""TXT: the authored texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapport.ground import french
from rapport.ground.invisible import INVISIBLE, says_nothing
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.targets import targets_in
from rapport.ground.near import near
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.calls import ChartCall, Known, NumberCall, PeopleCall, Placed, TableCall, calls_of, printed_number
from rapport.numbers.expressions import ExpressionError, short
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.named import columns_of_tables, groups_of_people, names_of_charts
from rapport.sources.factsheet import of_factsheet
from rapport.sources.texts import Text

rule = SOURCE_RULES.rule

FRENCH_DIVS = {
    **dict.fromkeys(("encadre", "encart", "note", "attention", "a-retenir", "info", "remarque"), "callout"),
    # the names that other programs give to a framed text, Quarto's included
    **dict.fromkeys(("tip", "warning", "important", "caution", "admonition", "astuce", "conseil", "alerte"), "callout"),
    **{f"callout-{kind}": "callout" for kind in ("note", "tip", "warning", "important", "caution")},
    **dict.fromkeys(("chiffres-cles", "chiffres", "reperes"), "key-numbers"),
    **dict.fromkeys(("cartes", "carte", "fiches"), "cards"),
    **dict.fromkeys(("etapes", "etape"), "steps"),
    **dict.fromkeys(("definition", "terme"), "definition"),
    **dict.fromkeys(("frise", "reperes-dates", "chronologie"), "dates"),
    **dict.fromkeys(("exergue", "citation", "phrase"), "statement"),
    **dict.fromkeys(("colonnes", "colonne", "deux-colonnes"), "columns"),
    **dict.fromkeys(("petit", "mention", "mentions"), "small"),
    **dict.fromkeys(("synthese", "resume", "temoignage"), "summary"),
    **dict.fromkeys(("entretien", "questions"), "interview"),
    **dict.fromkeys(("coup-d-oeil", "essentiel", "l-essentiel"), "glance"),
    **dict.fromkeys(("diapositive", "diapo"), "slide"),
    **dict.fromkeys(("photographie", "image", "cadre"), "photo"),
}  # fmt: skip
_NO_BLOCKS = {  # what is written otherwise than as a block
    **dict.fromkeys(("citation", "quote", "verbatim"), "Une citation s'écrit sans bloc, « > » en tête de chaque ligne."),
    **dict.fromkeys(("tableau", "table"), 'Un tableau s\'écrit sans bloc : {{ table("nom") }}, ou « | a | b | ».'),
    **dict.fromkeys(("graphique", "chart", "figure"), 'Un graphique s\'écrit sans bloc : {{ chart("nom") }}.'),
    **dict.fromkeys(("personnes", "people", "equipe"), 'Des personnes s\'écrivent sans bloc : {{ people("groupe") }}.'),
    **dict.fromkeys(("liste", "puces"), "Une liste s'écrit sans bloc, « - » en tête de chaque ligne."),
}
DIVS = (
    "key-numbers", "cards", "callout", "summary", "interview", "glance", "photo", "columns", "steps", "dates", "definition",
    "statement", "small", "slide", "notes",
)  # fmt: skip
FENCE = regex(r"^[ \t>]*+(:{3,}+)[ \t]*+((?:[^ \t\n]++(?:[ \t]++(?=[^ \t\n]))?+)*+)[ \t]*$", re.MULTILINE)


def placed_calls(sources: Sources) -> Iterator[tuple[Text, Placed]]:
    """Yield the calls of every text that can be understood."""
    for text in sources.texts:
        if "{{" in text.text:
            for found in calls_of(text.text):
                if isinstance(found, Placed):
                    yield text, found


@shared
def called(sources: Sources) -> Iterator[tuple[Place, Known]]:
    """Yield the calls that can be understood, and where they stand."""
    return ((text.place(found.start), found.call) for text, found in placed_calls(sources))


@shared
def charts_shown(sources: Sources) -> Iterator[str]:
    """Yield the charts that the sections show."""
    calls = (found.call for text, found in placed_calls(sources) if text.body)
    return (call.ref for call in calls if isinstance(call, ChartCall))


@rule("TXT01", text_by_text=True)
def unreadable_expression(sources: Sources) -> Iterator[Finding]:
    """Une expression {{ … }} est fermée et appelle value, evolution, chart, table ou people."""
    for text in sources.texts:
        if "{{" in text.text and not of_factsheet(text.start.path):  # FIC02, which knows what factsheets alone can call
            for found in calls_of(text.text):
                if isinstance(found, ExpressionError):
                    yield Finding.of(found, text.place(found.offset))


@rule("TXT02", text_by_text=True)
def unknown_number(sources: Sources) -> Iterator[Finding]:
    """Un nombre demandé par value(…) ou evolution(…) existe dans data/, et peut s'écrire comme on le demande."""
    for text, found in placed_calls(sources):
        if isinstance(found.call, NumberCall):
            try:
                printed_number(sources.register.number(found.call.number), found.call)
            except (UnknownNumber, ExpressionError) as error:
                yield Finding.of(error, text.place(found.start))


@rule("TXT03", text_by_text=True)
def unknown_name(sources: Sources) -> Iterator[Finding]:
    """Un graphique, une table ou un groupe de personnes demandé dans un texte existe."""
    for text, found in placed_calls(sources):
        call, place = found.call, text.place(found.start)
        if isinstance(call, ChartCall):
            if call.ref not in (charts := sources.once(names_of_charts)):
                yield Finding(f"Aucun graphique ne s'appelle « {call.ref} ».", place, _near(call.ref, charts))
        elif isinstance(call, PeopleCall):
            people = sources.once(columns_of_tables).get("people", ())
            if call.ref not in (groups := sources.once(groups_of_people)):
                yield Finding(f"Aucun groupe de personnes ne s'appelle « {call.ref} ».", place, _near(call.ref, groups))
            elif people and call.by and call.by not in people:
                yield Finding(f"La table « people » n'a pas de colonne « {call.by} ».", place)
        elif isinstance(call, TableCall):
            if call.ref not in (tables := sources.once(columns_of_tables)):
                yield Finding(f"Aucune table ne s'appelle « {call.ref} ».", place, _near(call.ref, tables))
                continue
            columns = tables[call.ref]
            for name in (*call.columns, *(column for column, _ in call.where)):
                if name not in columns:
                    yield Finding(
                        f"La table « {call.ref} » n'a pas de colonne « {name} ».", place, f"Colonnes : {', '.join(columns)}."
                    )


def _near(name: str, known: object) -> str:
    names = sorted(str(item) for item in known)  # type: ignore[attr-defined]  # dict or set of names
    close = near(name, names, 3, 0.5) or names[:12]
    return f"Noms proches : {', '.join(close)}." if close else ""


@rule("TXT04", text_by_text=True)
def misplaced_block(sources: Sources) -> Iterator[Finding]:
    """Un graphique, une table ou un groupe de personnes est seul sur sa ligne."""
    for text, found in placed_calls(sources):
        if isinstance(found.call, NumberCall):
            continue
        if not text.body or not _ALONE.match(text.text, found.end) or not _alone_before(text.text, found.start):
            said = "Un graphique, une table ou un groupe de personnes se met seul sur sa ligne, dans le texte d'une section."
            yield Finding(said, text.place(found.start))


_ALONE = regex(r"[^\S\n]*+(?:\n|\Z)")


def _alone_before(text: str, offset: int) -> bool:
    while offset and text[offset - 1] != "\n" and text[offset - 1].isspace():
        offset -= 1
    return not offset or text[offset - 1] == "\n"


def bodies(sources: Sources) -> Iterator[tuple[Text, str]]:
    """Yield the sections' bodies, and the same with code blanked out, offsets unchanged."""
    for text in sources.texts:
        if text.body:
            yield text, without_code_blocks(text.text)


@rule("TXT05", text_by_text=True)
def unknown_div(sources: Sources) -> Iterator[Finding]:
    """Un bloc « ::: nom » est d'un genre connu."""
    for text, prose in bodies(sources):
        for fence in FENCE.finditer(prose):
            names = re.findall(r"\.([\w-]+)", fence[2]) if fence[2].startswith("{") else fence[2].split()[:1]
            if fence[2] and not set(names) & set(DIVS):
                name = names[0] if names else fence[2]
                said = FRENCH_DIVS.get(french.folded(name).replace(" ", "-"))
                close = [said] if said else near(name, DIVS, 1, 0.75)
                hint = f"Vouliez-vous « ::: {close[0]} » ?" if close else f"Blocs connus : {', '.join(DIVS)}."
                hint = _NO_BLOCKS.get(french.folded(name), hint)
                yield Finding(f"Le bloc « ::: {name} » n'existe pas.", text.place(fence.start(1)), hint)


@rule("TXT06", text_by_text=True)
def unbalanced_div(sources: Sources) -> Iterator[Finding]:
    """Chaque bloc ouvert par « ::: nom » est fermé par une ligne « ::: »."""
    for text, prose in bodies(sources):
        opened: list[tuple[int, str]] = []
        for fence in FENCE.finditer(prose):
            if fence[2]:
                opened.append((fence.start(1), fence[2]))
            elif opened:
                opened.pop()
            else:
                yield Finding("Cette ligne « ::: » ne ferme aucun bloc.", text.place(fence.start(1)), "Retirez-la.")
        for offset, name in opened:
            yield Finding(
                f"Le bloc « ::: {name} » n'est jamais fermé.", text.place(offset), "Ajoutez une ligne « ::: » à sa fin."
            )


# What leaves nothing to read of a heading: its name, its notes, marks without words, the signs that close it.
UNREAD = regex(
    r"\{[^{}\n]*\}[ \t]*$|\^\[[^\]\n]*\]|\[\^[^\]\n]+\]|&nbsp;|!\[[^\]\n]*\]\([^)\n]*\)(?:\{[^{}\n]*\})?"
    rf"|\[[*_~^\s{INVISIBLE}]*\](?:\([^)\n]*\)|\{{[^{{}}\n]*\}})|[#*_~^\s{INVISIBLE}]"
)


_FILE_NAME = regex(  # as it is, or as telephones and cameras number them
    r"(?i:.*\.(?:jpe?g|png|webp|svg|gif|heic|tiff?)|(?:IMG|DSC[NF]?|PXL|MVIMG|WhatsApp Image|Screenshot)[-_ ]?\d.*"
    r"|Capture d['’]écran \d.*|\d{8}[-_]\d{6}.*)"
)


@rule("TXT08", text_by_text=True)
def missing_alt(sources: Sources) -> Iterator[Finding]:
    """Une image a un texte de remplacement, lu aux personnes qui ne la voient pas : des mots, non le nom de son fichier."""
    for text, prose in bodies(sources):
        for target in targets_in(prose):
            hint = "Décrivez l'image entre les crochets : ![Deux salariés au tri](photo.jpg)."
            if target.picture and says_nothing(target.label):
                yield Finding("L'image n'a pas de texte de remplacement.", text.place(target.start), hint)
            elif target.picture and _FILE_NAME.fullmatch(target.label.strip()):
                said = f"Le texte de remplacement, « {short(target.label.strip())} », est le nom d'un fichier."
                yield Finding(said, text.place(target.start), hint)


@rule("TXT10", text_by_text=True)
def template_statement(sources: Sources) -> Iterator[Finding]:
    """Seules les expressions {{ … }} existent : ni « {% », ni boucle, ni condition."""
    for text, prose in bodies(sources):
        for found in re.finditer(r"\{%", prose):
            yield Finding("« {% » n'est pas admis dans un texte.", text.place(found.start()), "Seul {{ … }} l'est.")


@rule("TXT11", Severity.WARNING, text_by_text=True)
def component_without_content(sources: Sources) -> Iterator[Finding]:
    """Un bloc n'est pas vide ; key-numbers contient une liste, cards des intertitres, steps une liste numérotée."""
    needs = {
        "key-numbers": (r"^[ ]{0,3}- ", "une liste « - »"),
        "cards": (r"^[ ]{0,3}#{2,6} ", "des intertitres « ### »"),
        "steps": (r"^[ ]{0,3}\d+[.)] ", "une liste « 1. »"),
    }
    for text, prose in bodies(sources):
        fences = list(FENCE.finditer(prose))
        for fence, following in pairwise(fences):
            inside = text.text[fence.end() : following.start()]
            need = needs.get(fence[2])
            if need and not re.search(need[0], inside, re.MULTILINE):
                yield Finding(f"Le bloc « ::: {fence[2]} » attend {need[1]}.", text.place(fence.start(1)))
            elif fence[2] and not following[2] and says_nothing(_MARGIN.sub("", inside)) and "brief=" not in fence[2]:
                said = f"Le bloc « ::: {short(fence[2])} » est vide : il s'imprimerait ainsi."
                yield Finding(said, text.place(fence.start(1)), "Écrivez son texte, ou retirez-le.")


_MARGIN = regex(r"^[ \t>]+|&nbsp;|\\$", re.MULTILINE)
