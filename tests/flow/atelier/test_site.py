"""The workshop's site: this machine alone, the key of the run on all of it, bounds on what comes back."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.site import CLOSED, LARGEST, atelier_site_of, new_key
from rapport.flow.preview.board import Board
from rapport.flow.preview.site import HOST
from rapport.ground.problems import AuthorError, BuildStopped, Place, Problem, Severity
from rapport.ground.programs.features import FeatureMissingError
from rapport.ground.programs.second import Stopped

KEY = "une-clef-de-test"
TOTAL = "data/indicators/ateliers.yml"


class Site(NamedTuple):
    """A site at work on an edition of its own."""

    root: Path
    port: int

    def asked(
        self, method: str, path: str, body: str | bytes = b"", **headers: str
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        """Return the status, the body and the headers of an answer."""
        link = http.client.HTTPConnection(HOST, self.port, timeout=10)
        link.request(method, path, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        return answer.status, answer.read(), answer.headers

    def read(self, path: str) -> tuple[int, str]:
        """Ask as a browser that was let in."""
        status, body, _ = self.asked("GET", path, Cookie=self.cookie)
        return status, body.decode()

    def write(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, str]]:
        """Send a form as a page of ours does."""
        status, body, _ = self.asked("POST", path, urlencode(fields), **self.headers)
        return status, json.loads(body)

    @property
    def cookie(self) -> str:
        """Return the cookie of a browser that was let in."""
        return f"atelier-{self.port}={KEY}"

    @property
    def headers(self) -> dict[str, str]:
        """Return what a page of ours sends with a form."""
        own = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"http://{HOST}:{self.port}"}
        return {**own, "Cookie": self.cookie, "X_Key": KEY}


@pytest.fixture
def site(petite: Path) -> Iterator[Site]:
    """Return a site at work."""
    board = Board()
    board.show_page(b"<p>page</p>", [], None)  # type: ignore[arg-type]
    server = atelier_site_of(board, Answers(Desk(petite)), 0, KEY)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Site(petite, server.server_address[1])
    board.close()
    server.shutdown()
    server.server_close()


def fields_of(html: str) -> dict[str, str]:
    """Return what a form would send back, as it came."""
    from html import unescape

    found = dict(re.findall(r'name="(was:[^"]+)" value="([^"]*)"', html))
    return {name: unescape(value) for name, value in found.items()}


def total(site: Site) -> str:
    return (site.root / TOTAL).read_text("utf-8")


def change(site: Site, **given: str) -> dict[str, str]:
    """Return the fields of the card of a number, some of them changed."""
    was = fields_of(site.read("/-/form?target=number:heures.total")[1])
    own = {name.replace("was:", "field:"): value for name, value in was.items()}
    return {"target": "number:heures.total", **was, **own, **{f"field:{name}": value for name, value in given.items()}}


def test_a_number_is_saved_undone_and_made_again(site: Site):
    before = total(site)
    status, told = site.write("/-/save", change(site, value="1 250"))
    assert (status, told["said"], told["undo"]) == (200, "Enregistré : Heures de bénévolat.", "Heures de bénévolat")
    assert total(site) == before.replace("2024: 1240", "2024: 1250")
    assert site.write("/-/undo", {}) == (
        200,
        {"said": "Annulé : Heures de bénévolat.", "undo": "", "redo": "Heures de bénévolat"},
    )
    assert total(site) == before
    assert site.write("/-/redo", {})[0] == 200
    assert "2024: 1250" in total(site)


def test_a_refused_value_comes_back_as_typed_with_its_reason(site: Site):
    before = total(site)
    status, told = site.write("/-/save", change(site, value="<b>beaucoup</b>", note="Gardée"))
    assert status == 422
    assert "« &lt;b&gt;beaucoup&lt;/b&gt; » n&#39;est pas un nombre." in told["page"]
    assert 'value="&lt;b&gt;beaucoup&lt;/b&gt;"' in told["page"]
    assert 'aria-invalid="true"' in told["page"]
    assert "Gardée" in told["page"]
    assert total(site) == before


def test_a_value_changed_elsewhere_is_shown_beside(site: Site):
    fields = change(site, value="1260")
    (site.root / TOTAL).write_text(total(site).replace("1240", "1255"), "utf-8")
    status, told = site.write("/-/save", fields)
    assert status == 409
    assert "Le fichier dit maintenant" in told["page"]
    assert "<pre>1255</pre>" in told["page"]
    assert "2024: 1255" in total(site)
    again = {**fields, **fields_of(told["page"])}
    assert site.write("/-/save", again)[0] == 200  # seen, and meant
    assert "2024: 1260" in total(site)


def test_whoever_has_the_address_is_let_in_and_nobody_else(site: Site):
    status, _, headers = site.asked("GET", f"/?key={KEY}")
    assert (status, headers["Location"]) == (303, "/")
    assert headers["Set-Cookie"] == f"{site.cookie}; HttpOnly; SameSite=Strict; Path=/"
    for path in ("/", "/?key=", "/?key=autre", "/page.html", "/-/form?target=cover:", "/-/news", "/-/codemirror/index.js"):
        status, body, _ = site.asked("GET", path)
        assert (status, body.decode()) == (403, CLOSED)
    assert new_key() != new_key()
    assert len(new_key()) >= 32


@pytest.mark.parametrize(
    "without", ["Cookie", "X_Key", "Content_Type", "wrong key", "wrong cookie", "wrong origin", "wrong host"]
)
@pytest.mark.parametrize("path", ["/-/save", "/-/arrange", "/-/undo"])
def test_nothing_is_written_for_a_page_from_elsewhere(site: Site, path: str, without: str):
    site.write("/-/save", change(site, value="1250"))
    before = total(site)
    headers = {name: value for name, value in site.headers.items() if name != without}
    headers |= {
        "wrong key": {"X_Key": "autre"}, "wrong cookie": {"Cookie": f"atelier-{site.port}=autre"},
        "wrong origin": {"Origin": "http://ailleurs.example"}, "wrong host": {"Host": "ailleurs.example"},
    }.get(without, {})  # fmt: skip
    body = urlencode({**change(site, value="1300"), "act": "remove"})
    status, _, _ = site.asked("POST", path, body, **headers)
    assert status in {400, 403}
    assert total(site) == before


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "", str(LARGEST + 1), "9" * 400])
def test_a_body_is_bounded_before_it_is_read(site: Site, length: str):
    link = socket.create_connection((HOST, site.port), timeout=10)
    own = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in site.headers.items())
    link.sendall(f"POST /-/save HTTP/1.1\r\nHost: {HOST}:{site.port}\r\n{own}Content-Length: {length}\r\n\r\n".encode())
    answer = link.makefile("rb").read()
    assert re.match(rb"HTTP/1.1 4(00|13) ", answer)


@pytest.mark.parametrize(
    "body", [b"\xff=\xff", b"a=1&" * 700, b"%", b"target=%00", b"target=number%3Aheures.total&field%3Avalue=1"]
)
def test_a_body_that_is_no_form_of_ours_writes_nothing(site: Site, body: bytes):
    before = total(site)
    status, answer, _ = site.asked("POST", "/-/save", body, **site.headers)
    assert 400 <= status < 500
    assert json.loads(answer)["said"] or json.loads(answer)["page"]
    assert total(site) == before


@pytest.mark.parametrize("path", [
    "/-/codemirror/../../../../../../etc/passwd", "/-/codemirror/%2e%2e/%2e%2e/x.js", "/-/codemirror/index.js.map",
    "/-/codemirror/", "/-/codemirror/package.json", "/-/codemirror/..js", "/-/site.py", "/report.yml", "/-/save", "/-/atelier.py",
    "/-/pages/form.html.j2",
])  # fmt: skip
def test_no_path_leads_to_another_file(site: Site, path: str):
    assert site.read(path)[0] == 404


def test_the_editor_comes_from_the_installed_package(site: Site):
    status, body = site.read("/-/codemirror/index.js")
    assert status == 200
    assert all(name in body for name in ("EditorView", "basicSetup", "Decoration"))


def test_the_frame_takes_nothing_from_elsewhere(site: Site):
    _, body, headers = site.asked("GET", "/", Cookie=site.cookie)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    assert "unsafe" not in policy
    assert not re.search(rb'(src|href)="(?!/|data:)', body)
    assert site.asked("GET", "/", Cookie=site.cookie)[2]["Content-Security-Policy"] != policy  # a nonce serves once


@pytest.mark.parametrize("path", ["/-/contents", "/-/progress", "/-/release", "/-/list?table=people"])
def test_the_panels_are_told_in_html(site: Site, path: str):
    status, body = site.read(path)
    assert status == 200
    assert '<h2 id="panel-title"' in body


@pytest.mark.parametrize(("asked", "title"), [
    ("ref=heures.total", "Heures de bénévolat"), ("ref=heures_par_atelier.velo.hours", "Heures de bénévolat par atelier : Vélo"),
    ("chart=heures", "Graphique « heures »"), ("place=data/charts.yml:3:4", "Graphique « heures »"),
    ("place=data/tables/people.csv:3:1", "Les personnes : Paul MAREC"), ("place=report.yml:4", "Couverture"),
    ("place=report.yml:11:3", "Partie « Les ateliers »"), ("place=content/edito.md:2", "Section « Le mot de la présidente »"),
    ("place=content/edito.md:12:1", "Texte, ligne 12"), ("place=data/tables.yml:15:1", "Table « Les personnes »"),
    ("target=list:people", "Les personnes"),
])  # fmt: skip
def test_what_is_pressed_opens_its_form(site: Site, asked: str, title: str):
    status, body = site.read(f"/-/form?{asked}")
    assert status == 200
    assert re.search(r'tabindex="-1">(.*?)</h2>', body)[1] == title  # type: ignore[index]


@pytest.mark.parametrize(
    "asked",
    [
        "ref=rien",
        "chart=rien",
        "place=build.py:1",
        "place=x",
        "place=build.py:" + "9" * 5000,
        "section=edito&text=rien",
        "",
        "target=x:y",
    ],
)
def test_what_can_t_be_edited_is_told(site: Site, asked: str):
    status, body = site.read(f"/-/form?{asked}")
    assert status == 404
    assert json.loads(body)["said"]


def test_a_list_is_arranged(site: Site):
    path = site.root / "data/tables/people.csv"
    status, told = site.write("/-/arrange", {"target": "row:people:1:bureau.Paul MAREC", "act": "up"})
    assert (status, told["said"]) == (200, "Ligne montée : Paul MAREC.")
    assert path.read_text("utf-8").splitlines()[1].startswith("2024,bureau,Paul MAREC")
    assert site.write("/-/arrange", {"target": "row:people:1:bureau.Paul MAREC", "act": "brûler"})[0] == 404


def test_texts_of_authors_are_shown_as_text(site: Site):
    path = site.root / TOTAL
    path.write_text(
        path.read_text("utf-8").replace("label: Vélos réparés", 'label: "<script>alert(1)</script>{{ 7*7 }}"'), "utf-8"
    )
    for asked in ("/-/contents", "/-/form?target=number:velos.repares"):
        body = site.read(asked)[1]
        assert "<script" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in body


def test_completions_name_what_can_be_called(site: Site):
    told = json.loads(site.read("/-/completions")[1])
    assert {"name": "heures.total", "label": "Heures de bénévolat", "printed": "1\u202f240"} in told["value"]
    assert [one["name"] for one in told["chart"]] == ["heures"]
    assert [one["name"] for one in told["people"]] == ["bureau"]
    assert "callout" in [one["name"] for one in told["block"]]


def test_a_full_disk_is_told(site: Site, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before, fields = total(site), change(site, value="1250")
    monkeypatch.setattr("rapport.sources.editing.history.write_all", full)
    status, told = site.write("/-/save", fields)
    assert status == 409
    assert told["said"].startswith("Rien n'a été écrit")
    assert total(site) == before
    assert json.loads(site.read("/-/history")[1]) == {"undo": "", "redo": ""}


@pytest.mark.skipif(not shutil.which("git"), reason="a computer without git")
def test_what_changed_since_the_last_commit_is_told(site: Site):
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "un"]):
        subprocess.run(["git", *words], cwd=site.root, check=True)
    assert "Changé depuis" not in site.read("/-/progress")[1]
    site.write("/-/save", change(site, value="1250"))
    assert f'data-place="{TOTAL}:1"' in site.read("/-/progress")[1]


READ = ("/-/form?target=cover:", "/-/contents", "/-/progress", "/-/release", "/-/completions", "/-/list?table=people")


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize(("error", "status", "said"), [
    (AuthorError("Ceci manque.", "Ajoutez-le."), 409, "Ceci manque. Ajoutez-le."),
    (Stopped("Le tracé", "a pris trop de temps"), 409, "Le tracé a pris trop de temps."),
    (BuildStopped([Problem("LEC01", Severity.ERROR, "vide", Place("report.yml"))]), 409, "report.yml : vide"),
    (FeatureMissingError("slides", "pptx"), 409, "Il manque un complément (pptx)"),
    (OSError(28, "No space left"), 409, "le disque est plein"),
    (ZeroDivisionError("x"), 500, "Une erreur du programme (pas de vos fichiers) s'est produite ; il continue."),
    (OSError(9, "Bad file descriptor"), 500, "Envoyez ce journal à l'équipe technique : "),
])  # fmt: skip
def test_whatever_goes_wrong_is_told_and_the_server_lives_on(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, error: Exception, status: int, said: str
):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with monkeypatch.context() as spoilt:
        spoilt.setattr("rapport.flow.atelier.desk.Desk._report", fail)
        got, body = site.read(path)
    assert (got, said in json.loads(body)["said"]) == (status, True)
    logs = [log.read_text("utf-8") for log in tmp_path.glob("rapport-*.log")]
    assert len(logs) == (status == 500)
    assert all(type(error).__name__ in log for log in logs)
    assert site.read(path)[0] == 200


def test_a_bug_outside_of_the_answers_is_told_too(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fields = change(site, value="1250")

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    for place, ask in (
        ("rapport.flow.atelier.site.distribution", lambda: site.read("/-/codemirror/index.js")),
        ("rapport.flow.preview.site.place_of", lambda: site.read("/-/place?section=edito")),
        ("rapport.flow.atelier.site._first", lambda: site.write("/-/save", fields)),
    ):
        with monkeypatch.context() as spoilt:
            spoilt.setattr(place, fail)
            status, told = ask()
        assert (place, status, "Une erreur du programme" in str(told)) == (place, 500, True)
    assert site.write("/-/save", fields)[0] == 200
