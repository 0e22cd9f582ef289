"""What a reviewer does beside the text is listed: heads and feet, protection, bookmarks, controls, threads of comments."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rapport.sources.model import Report
from rapport.sources.proof import ProofComment
from rapport.sources.reading.proofs.document import proof_of
from rapport.sources.reading.proofs.remarks import Heard, comments_in, threads_in, unasked
from tests.some import some
from tests.team.returned.reviewer import COMMENTS, RELATIONS, Reviewer, W, text_of
from tests.team.returned.test_all_is_listed import HERE, Work, elements, in_part, listed, unlisted
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice

FOOT, SETTINGS = "word/footer.xml", "word/settings.xml"
NUMBER = "vélos cette année"
EDGE = "En-tête ou pied de page, mise en forme non reprise (le programme la fait) : "
FREED = "la mise en page (contrôle d'un chiffre) n'a pas d'équivalent"
CONTROL = "la mise en page (contrôle de contenu) n'a pas d'équivalent"


def in_foot(before: str, after: str) -> Work:
    """Change how the foot of the pages is made."""
    return in_part(FOOT, before, after)


def setting(text: str) -> Work:
    """Set something of the whole document."""

    def work(reviewer: Reviewer) -> None:
        whole = reviewer.parts[SETTINGS].decode()
        reviewer.parts[SETTINGS] = whole.replace("</w:settings>", f"{text}</w:settings>").encode()

    return work


def bookmarked(name: str, around: str = HERE) -> Work:
    """Set a bookmark."""

    def work(reviewer: Reviewer) -> None:
        ends = elements(f'<w:bookmarkStart w:id="99" w:name="{name}"/><w:bookmarkEnd w:id="99"/>')
        reviewer.paragraph(around).extend(ends)

    return work


def unmarked(name: str) -> Work:
    """Take a bookmark away."""

    def work(reviewer: Reviewer) -> None:
        for mark in some([one for one in reviewer.root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == name]):
            mark.getparent().remove(mark)

    return work


def controlled(properties: str, around: str = HERE) -> Work:
    """Set words in a control of contents."""

    def work(reviewer: Reviewer) -> None:
        paragraph = reviewer.paragraph(around)
        start = text_of(paragraph).index("quartier")
        runs = reviewer._between(paragraph, start, start + len("quartier"))
        control = elements(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent/></w:sdt>")[0]
        runs[0].addprevious(control)
        control[1].extend(runs)

    return work


def held_whole(reviewer: Reviewer) -> None:
    """Set a paragraph in a control of contents."""
    paragraph = reviewer.paragraph(HERE)
    control = elements('<w:sdt><w:sdtPr><w:alias w:val="Bloc"/></w:sdtPr><w:sdtContent/></w:sdt>')[0]
    paragraph.addprevious(control)
    control[1].append(paragraph)


def opened(*kinds: str) -> Work:
    """Take away what holds a number, which stays: its control, its link."""

    def work(reviewer: Reviewer) -> None:
        for kind in kinds:
            holder = next(reviewer.paragraph(NUMBER).iter(f"{W}{kind}"))
            content = holder.find(f"{W}sdtContent")
            for one in [*(holder if content is None else content)]:
                holder.addprevious(one)
            holder.getparent().remove(holder)

    return work


def both(*works: Work) -> Work:
    """Do several things."""

    def work(reviewer: Reviewer) -> None:
        for one in works:
            one(reviewer)

    return work


EDGES: Mapping[str, tuple[Work, str]] = {
    "a colour": (in_foot(r'w:color w:val="\w+"', 'w:color w:val="FF0000"'), f"{EDGE}couleur"),
    "a size": (in_foot('<w:sz w:val="16"/>', '<w:sz w:val="30"/>'), f"{EDGE}taille"),
    "in the middle": (in_foot('<w:spacing w:after="0"/>', '<w:spacing w:after="0"/><w:jc w:val="center"/>'), f"{EDGE}alignement"),
    "no line above": (in_foot('w:val="single"', 'w:val="nil"'), f"{EDGE}bordure"),
    "in italic": (in_foot('<w:sz w:val="16"/>', '<w:i/><w:sz w:val="16"/>'), f"{EDGE}mise en forme"),
}
WHOLE: Mapping[str, tuple[Work, str]] = {
    "read only": (setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), "protection : lecture seule"),
    "followed": (setting('<w:documentProtection w:edit="trackedChanges" w:enforcement="on"/>'), "protection : suivi des"),
    "advised": (setting('<w:writeProtection w:recommended="1"/>'), "protection : ouverture en lecture seule"),
    "facing pages": (setting("<w:mirrorMargins/>"), "pages en vis-à-vis"),
    "even pages": (setting("<w:evenAndOddHeaders/>"), "en-têtes des pages paires"),
    "a booklet": (setting("<w:bookFoldPrinting/>"), "impression en livret"),
}
MARKS: Mapping[str, tuple[Work, str]] = {
    "a bookmark": (bookmarked("mien"), "Signet ajouté, non repris (le programme fait les siens) : mien"),
    "one of a heading": (bookmarked("mien", "Les demandes"), "Signet ajouté"),
    "one taken away": (unmarked("relire"), "Signet retiré, non repris (le programme le refait) : relire"),
    "renamed": (both(unmarked("relire-les-demandes"), bookmarked("autre", "Les demandes")), "Signet retiré"),
}
CONTROLS: Mapping[str, tuple[Work, str]] = {
    "a number's, taken away": (opened("sdt"), FREED),
    "with its link": (opened("sdt", "hyperlink"), FREED),
    "with a name": (controlled('<w:tag w:val="nom"/>'), CONTROL),
    "with a title": (controlled('<w:alias w:val="Nom"/>'), CONTROL),
    "with neither": (controlled("<w:text/>"), CONTROL),
    "a list to choose from": (controlled('<w:dropDownList><w:listItem w:value="quartier"/></w:dropDownList>'), CONTROL),
    "of a whole paragraph": (held_whole, CONTROL),
}


@pytest.mark.parametrize("kind", [EDGES, WHOLE, MARKS, CONTROLS])
def test_what_is_done_beside_the_text_is_listed(kind: Mapping[str, tuple[Work, str]], report: Report, raw: bytes):
    assert unlisted(kind, report, raw) == {}


def test_what_programs_do_there_by_themselves_is_not(report: Report, raw: bytes):
    reviewer = Reviewer(raw, tracked=False)
    setting('<w:documentProtection w:edit="forms" w:enforcement="0"/><w:mirrorMargins w:val="0"/><w:rsids/>')(reviewer)
    bookmarked("_GoBack")(reviewer)
    assert listed(report, reviewer.saved()) == []


def test_a_heading_that_goes_takes_its_bookmark_along(raw: bytes):
    reviewer = Reviewer(raw, tracked=False)
    heading = reviewer.paragraph("Les demandes")
    mark = next(one for one in reviewer.root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == "relire-les-demandes")
    for one in (heading, mark):
        one.getparent().remove(one)
    assert [one.text for one in proof_of(io.BytesIO(reviewer.saved())).comments] == []


@needs_libreoffice
@pytest.mark.parametrize("kind", ["a colour", "in the middle"])
def test_a_foot_that_looks_otherwise_is_listed_through_libreoffice(kind: str, raw: bytes, report: Report, tmp_path: Path):
    reviewer = Reviewer(raw, tracked=False)
    work, said = EDGES[kind]
    work(reviewer)
    path = tmp_path / "relecture.docx"
    path.write_bytes(reviewer.saved())
    assert listed(report, saved_by_libreoffice(path).read_bytes()) == [said]


# --- threads of comments

ASKED = "À confirmer : le total ?"
THREADS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)


def read(comments: Mapping[str, tuple[str, str]], threads: str) -> list[ProofComment]:
    """Return comments (a person and a text, by the name of their paragraph), read with their threads."""
    said = "".join(
        f'<w:comment w:id="{at}" w:author="{person}"><w:p w14:paraId="{name}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for at, (name, (person, text)) in enumerate(comments.items())
    )
    root: Any = etree.fromstring(f"<w:comments {SPACES}>{said}</w:comments>")
    heard = Heard()
    heard("commentRangeStart", "0", "0012", "")
    heard("commentRangeEnd", "0", "0012", "la gare")
    return [*comments_in(root, threads_in(etree.fromstring(f"<w15:commentsEx {SPACES}>{threads}</w15:commentsEx>")), heard)]


def thread(name: str, parent: str = "", *, done: bool = False) -> str:
    """Return where a comment stands among others, as Word says it."""
    above = f' w15:paraIdParent="{parent}"' if parent else ""
    return f'<w15:commentEx w15:paraId="{name}"{above} w15:done="{int(done)}"/>'


TWO = {"A1": ("Nadia", "Laquelle ?"), "A2": ("Paul", "Celle du nord.")}


def test_an_answer_says_what_it_answers_and_stands_there():
    found = read(TWO, thread("A1") + thread("A2", "A1"))
    assert [(one.person, one.text, one.about, one.id) for one in found] == [
        ("Nadia", "Laquelle ?", "la gare", "0012"),
        ("Paul", "En réponse à «\u00a0Laquelle\u202f?\u00a0»\u00a0: Celle du nord.", "la gare", "0012"),
    ]


def test_a_settled_thread_is_settled_to_its_last_answer():
    assert [one.resolved for one in read(TWO, thread("A1", done=True) + thread("A2", "A1"))] == [True, True]


@pytest.mark.parametrize("threads", ["", thread("A2", "A9"), thread("A2", "A2"), thread("", "")])
def test_threads_that_lead_nowhere_change_nothing(threads: str):
    assert [one.text for one in read(TWO, threads)] == ["Laquelle ?", "Celle du nord."]


def unnamed(person: str, text: str) -> dict[str, tuple[str, str]]:
    """Return a comment whose paragraph has no name, as the export and old programs write them."""
    return {"": (person, text)}


BESIDE = {
    "of the export": ({**TWO, **unnamed("Le rapport", ASKED)}, thread("A1") + thread("A2")),
    "of somebody, ahead": ({**unnamed("Ali", "Ouf."), **TWO}, thread("A1") + thread("A2")),
    "beside a settled thread that has no name": ({**TWO, **unnamed("Ali", "Ouf.")}, thread("", done=True)),
    "beside an answer to nobody": ({**TWO, **unnamed("Ali", "Ouf.")}, thread("A1") + thread("", "A1") + thread("A2", "")),
}


@pytest.mark.parametrize(("comments", "threads"), [pytest.param(*one, id=name) for name, one in BESIDE.items()])
def test_a_comment_without_a_name_is_in_no_thread(comments: Mapping[str, tuple[str, str]], threads: str):
    assert [(one.text, one.resolved) for one in read(comments, threads)] == [(text, False) for _, text in comments.values()]


@needs_libreoffice
def test_a_comment_settled_in_libreoffice_answers_no_other(raw: bytes, tmp_path: Path):
    """LibreOffice 7.4 names the comments that are settled, and those alone."""
    reviewer = Reviewer(raw, tracked=False)
    reviewer.comment("la gare", "Laquelle ?", "autre chose")
    reviewer.comment("dernier paragraphe", "Ouf.")
    named = f'<w:p {SPACES} w14:paraId="000001A1"><w:r><w:t>Laquelle'
    comments = reviewer.parts[COMMENTS].decode()
    reviewer.parts[COMMENTS] = comments.replace("<w:p><w:r><w:t>Laquelle", named).encode()
    threads = f"<w15:commentsEx {SPACES}>{thread('000001A1', done=True)}</w15:commentsEx>"
    reviewer.parts["word/commentsExtended.xml"] = threads.encode()
    tie = f'<Relationship Id="rIdThreads" Type="{THREADS}" Target="commentsExtended.xml"/></Relationships>'
    reviewer.parts[RELATIONS] = reviewer.parts[RELATIONS].replace(b"</Relationships>", tie.encode())
    path = tmp_path / "relecture.docx"
    path.write_bytes(reviewer.saved())
    found = proof_of(io.BytesIO(saved_by_libreoffice(path).read_bytes())).comments
    assert [(one.text, one.resolved) for one in found] == [("Laquelle ?", True), ("Ouf.", False)]


def test_an_answer_to_a_question_of_the_export_is_kept():
    found = unasked(read({"A1": ("Le rapport", ASKED), "A2": ("Paul", "543.")}, thread("A1") + thread("A2", "A1")), [ASKED])
    assert [(one.person, one.text.endswith(": 543.")) for one in found] == [("Paul", True)]


def test_a_question_of_the_export_that_somebody_settled_is_told():
    settled = read({"A1": ("Le rapport", ASKED)}, thread("A1", done=True))
    assert [(one.text, one.id) for one in unasked(settled, [ASKED])] == [
        (f"Question marquée comme résolue, sans effet (elle se répond dans les données) : {ASKED}", "0012")
    ]


def test_questions_of_the_export_that_somebody_took_away_are_told():
    assert [one.text for one in unasked([], [ASKED])] == [
        f"Question retirée, sans effet (elle se répond dans les données) : {ASKED}"
    ]
    assert [one.text[:32] for one in unasked([], [ASKED, "Une autre ?"])] == ["Question retirée, et 1 de plus, "]
    assert [*unasked(read({"A1": ("Le rapport", ASKED.replace(" ", "\u00a0 "))}, ""), [ASKED])] == []
