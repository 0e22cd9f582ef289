"""SVG drawings that authors bring (logos, pictures), written again from their parsed tree: what draws, and nothing else.

An allow-list of elements and attributes; no document type, no entity, no network. A drawing that is read can be placed in a
page: its names get a prefix of their own, its styles become attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from rapport.ground.problems import AuthorError
from rapport.ground.svg.element import Element, Foreign, Svg
from rapport.ground.svg.vocabulary import (
    CLOSED,
    DEEPEST,
    DRAWN,
    ELEMENTS,
    MEASURED,
    MOST,
    PAINTED,
    PICTURE,
    RUNNING,
    SPOKEN,
    SVG,
    WORDED,
    XLINK,
    XML,
    declared,
    harmless,
)


class UnreadableSvgError(AuthorError):
    """A file that is no XML, or (``other``) whose root is no drawing: where it stops (from 1); its hint says why."""

    def __init__(self, line: int, column: int, why: str = "", *, other: bool = False) -> None:
        super().__init__(
            "Ce dessin (SVG) ne se lit pas.", why or f"Le fichier est abîmé à la ligne {line} : exportez-le de nouveau."
        )
        self.line, self.column = line, column
        self.other = other


def read_svg(content: bytes) -> Svg:
    """Return the drawing of a file; raises UnreadableSvgError when it isn't one."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableSvgError(error.lineno, error.offset + 1) from None
    except (LookupError, ValueError):  # Python knows the encoding that it declares, but not one byte a letter; or doesn't
        raise UnreadableSvgError(1, 1, "Enregistrez-le en UTF-8.") from None
    if reader.root is None or reader.root.name != "svg":
        raise UnreadableSvgError(1, 1, "Sa première balise n'est pas <svg>.", other=True)
    if wrong := _copied(reader.root):
        reader.tell(wrong)
        for element in reader.root.within():
            if element.name == "use":
                element.attributes.pop("href", None)
    return Svg(reader.root, tuple(reader.foreign))


class _Reader:
    """The elements as expat meets them; what isn't drawing is told and passed over, with all that it holds."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.foreign: list[Foreign] = []
        self._open: list[Element] = []
        self._passing = self._met = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.SkippedEntityHandler = lambda *_: self.tell("une entité")
        self.parser.ProcessingInstructionHandler = self._instruction

    def tell(self, what: str) -> None:
        """Keep what isn't drawing, with the place that is being read."""
        self.foreign.append(Foreign(what, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1))

    def _doctype(self, name: str, system: str | None, public: str | None, subset: int) -> None:  # noqa: ARG002
        if subset:  # entities could unfold without end: nothing more is read
            line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            raise UnreadableSvgError(line, column, "Il déclare des entités (« <!DOCTYPE … [ ») : exportez-le en SVG « simple ».")

    def _instruction(self, target: str, data: str) -> None:  # noqa: ARG002
        if not self._passing:
            self.tell(f"une instruction (« <?{target[:40]} »)")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self._met += 1
        if self._met > ELEMENTS:
            line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            raise UnreadableSvgError(line, column, f"Il a plus de {ELEMENTS} éléments : simplifiez-le, ou exportez-le en PNG.")
        if self._passing or self._passed_over(space, name):
            self._passing += 1
            return
        element = Element(name, self._kept(name, given))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _passed_over(self, space: str, name: str) -> bool:
        """Tell whether an element isn't written again; it is told unless it says nothing to anybody."""
        if (space not in {"", SVG, *RUNNING}) or name == "metadata":
            return True  # what an editor keeps for itself
        if len(self._open) >= DEEPEST:
            self.tell(f"plus de {DEEPEST} éléments l'un dans l'autre")
        elif space in RUNNING or name not in DRAWN or (self._open and self._open[-1].name in CLOSED):
            self.tell(f"un élément « {name[:40]} »")
        else:
            return False
        return True

    def _end(self, _: str) -> None:
        if self._passing:
            self._passing -= 1
            return
        element = self._open.pop()
        if element.name == "style" and not harmless("".join(map(str, element.children))):
            self.tell("un élément « style »")
            element.children.clear()

    def _words(self, words: str) -> None:
        if not self._passing and self._open and (self._open[-1].name in WORDED or not words.strip()):
            self._open[-1].children.append(words)

    def _kept(self, name: str, given: Mapping[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        styled: dict[str, str] = {}
        for key, value in given.items():
            space, _, local = key.rpartition(" ")
            if local.lower().startswith("on") and space in {"", SVG, *RUNNING}:
                self.tell(f"du code (« {local[:40]} »)")
            elif local == "href" and space in {"", XLINK}:
                if value.startswith("#") or (name == "image" and PICTURE.fullmatch(value)):
                    kept["href"] = value
                else:
                    self.tell(f"un lien (« {value[:40]} »)")
            elif space == XML and local in {"space", "lang"}:
                kept[f"xml:{local}"] = value
            elif not space and local in SPOKEN:
                kept[local] = value
            elif not space and local in PAINTED | MEASURED | {"style"}:
                if not harmless(value):
                    self.tell(f"une adresse (« {value[:40]} »)")
                elif local == "style":
                    styled = declared(value)
                else:
                    kept[local] = value
        return kept | styled  # CSS wins over attributes


def _copied(root: Element) -> str:
    """Return what is wrong with the copies (« use ») of a drawing: copies of copies grow without end."""
    named = {element.attributes["id"]: element for element in root.within() if "id" in element.attributes}
    total, sizes = 0, dict[str, int]()
    for element in root.within():
        target = element.attributes.get("href", "")[1:] if element.name == "use" else ""
        if target in named and target not in sizes:
            below = [inner.name for inner in named[target].within()]
            if "use" in below:
                return "un élément « use » qui en copie d'autres"
            sizes[target] = len(below)
        total += sizes.get(target, 0)
    return f"plus de {MOST} copies" if total > MOST else ""
