"""The house keeps its own rules: who imports whom, who prints, who reads, what nobody writes (docs/architecture.md)."""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from rapport import ROOMS
from rapport.cli.guide import refreshed, rooms_table
from rapport.sources.reading.files import uncollected

PROJECT = Path(__file__).resolve().parents[1]
ENGINE = PROJECT / "rapport"
MODULES = sorted(ENGINE.rglob("*.py"))
SCRIPTS = [  # what is written for another tool than Python: its filters, its style library, its page
    path
    for folder in (ENGINE, PROJECT / "templates")
    for path in sorted(folder.rglob("*"))
    if path.suffix in {".css", ".js", ".lua", ".typ"}
]


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    """Return the syntax tree of each module, made when a test asks for it and not while the tests are listed."""
    assert len(MODULES) > len(ROOMS)
    with uncollected():
        return {path: ast.parse(path.read_text("utf-8")) for path in MODULES}


@pytest.fixture(scope="module")
def nodes(trees: dict[Path, ast.Module]) -> dict[Path, list[ast.AST]]:
    """Return every node of each module, those inside functions too."""
    with uncollected():  # millions of them, and none is garbage
        return {path: list(ast.walk(tree)) for path, tree in trees.items()}


FLOW = list(ROOMS)

# Reading author files is the trade of `sources/reading`. The others (a module, or a folder), and why:
READERS = {
    "ground/packed.py": "the parts of an archive, counted before anybody reads them",
    "ground/programs": "the locks of temporary folders",
    "ground/cache.py": "its own entries, and the files whose contents name an entry",
    "manuscript/charts": "the background of a map, a drawing and not a text",
    "outputs/engines": "what the tools that they run have written, the lock file",
    "team/comparison": "a published folder, read back",
    "team/editions": "the very bytes of the files that it keeps",
    "sources/editing": "the very bytes of the files that it changes",
    "outputs/formats": "the page's own parts as laid in the draft: styles, script, logo, fonts",
    "outputs/factsheets": "the templates as laid, the factsheets that were made and their manifest, read back",
    "outputs/variants": "the fonts of the brand and its logo, as laid in the draft",
    "flow": "the preview's and the workshop's own files, and the editor's scripts",
    "sources/manifest.py": "the manifest of an output, read back",
    "cli/streams.py": "where nothing is kept, in place of a stream that is closed",
    "ground/shared_folder.py": "one word of report.yml, before what reads YAML is installed; the disks that the system lists",
    "ground/regular.py": "what its callers ask for, by the names above",
    "flow/disclosure.py": "the finished data, read back",
    "rules/outputs/standards.py": "the finished PDF, read back",
    "rules/drawings.py": "a drawing, read as no text",
    "rules/maps.py": "the outlines of a map, a drawing and not a text",
    "rules/links.py": "the first bytes of a picture",
    "rules/outputs/finished.py": "the finished files, read back",
    "rules/outputs/variants.py": "the finished variants, read back",
    "rules/outputs/data.py": "the finished data, read back",
    "team/workbook": "a workbook that comes back, which is no author file",
    "cli/installed.py": "the lock file",
    "team/committed.py": "the very bytes that a commit must hold",
    "team/repository.py": "an archive of a commit, unpacked",
}
TOOLS = {"subprocess", "typst", "pypandoc"}
STARTERS = ("ground/programs", "outputs/engines")


def room_of(path: Path) -> str:
    """Return a module's room: the folder under `rapport/`."""
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def is_under(path: Path, *folders: str) -> bool:
    """Tell whether a module is one of these, or in one of these folders of `rapport/`."""
    return any(path.is_relative_to(ENGINE / folder) for folder in folders)


def name_of(path: Path) -> str:
    return path.relative_to(ENGINE).as_posix()


def imports_of(nodes: list[ast.AST]) -> Iterator[tuple[str, int]]:
    """Yield the dotted name of every import of a module, those inside functions too, with its line."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are written in full"
            below = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from ((name, node.lineno) for name in below)


def calls_of(nodes: list[ast.AST]) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of a module with the last name of what they call."""
    for node in nodes:
        if isinstance(node, ast.Call):
            called = node.func
            yield (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")), node


def test_every_room_has_its_place_in_the_table():
    """A room that the table doesn't know could import anything; a module beside the rooms belongs in one of them."""
    assert sorted(path.name for path in ENGINE.iterdir() if path.name != "__pycache__") == sorted([*FLOW, "__init__.py"])


def test_imports_point_down_the_flow(nodes: dict[Path, list[ast.AST]]):
    wrong = []
    for path, inside in nodes.items():
        for name, line in imports_of(inside):
            parts = name.split(".")
            if parts[0] != "rapport" or room_of(path) == "__init__" or parts[1] in {"__version__", "ROOMS"}:
                continue
            if FLOW.index(parts[1]) > FLOW.index(room_of(path)):
                wrong.append(f"{name_of(path)}:{line} imports {name}")
    assert wrong == []


def test_only_cli_and_display_print(nodes: dict[Path, list[ast.AST]]):
    """Elsewhere a word on the screen would break `--format json`."""
    speaking = {"print", "pprint", "input", "breakpoint"}
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path, inside in nodes.items()
        for node in inside
        if (isinstance(node, ast.Name) and node.id in speaking)
        or (isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"} and ast.unparse(node.value) == "sys")
        or (isinstance(node, ast.alias) and node.name in {"logging", "pprint"})
    ]
    assert [place for place in wrong if place.partition(":")[0] not in {"cli/main.py", "cli/display.py", "cli/streams.py"}] == []


def test_only_engines_run_outside_tools(nodes: dict[Path, list[ast.AST]]):
    wrong = [
        f"{name_of(path)}:{line} imports {name}"
        for path, inside in nodes.items()
        for name, line in imports_of(inside)
        if name.split(".")[0] in TOOLS and not is_under(path, *STARTERS)
    ]
    hidden = {"system", "popen", "execv", "execve", "execvp", "spawnv", "import_module", "find_spec", "__import__"}
    wrong += [
        f"{name_of(path)}:{call.lineno} calls {called}"
        for path, inside in nodes.items()
        for called, call in calls_of(inside)
        if called in hidden and not is_under(path, *STARTERS) and not _imports_a_kind(path, call)
    ]
    assert wrong == []


def _imports_a_kind(path: Path, call: ast.Call) -> bool:
    """A chart's kind, a format, a command, a piece's reader and a rule are imported by the names that their mappings give."""
    given = ast.unparse(call).lower()
    return (
        (is_under(path, "manuscript/charts", "cli/guide", "rules") and "kind" in given)
        or given in {"import_module(formats[name])", "import_module(variants[entry.format])"}
        or (is_under(path, "rules/homes.py") and given == "import_module(home)")
        or given == "import_module(f'rapport.sources.reading.pieces.{readers[ending]}')"
        or (path.parent.name == "commands" and given.startswith('import_module(f"rapport.cli.commands.{'))
    )


def test_only_one_room_reads_author_files(nodes: dict[Path, list[ast.AST]]):
    reading = {"open", "read_text", "read_bytes", "loadtxt", "read_csv", "safe_load"}
    found: dict[str, str] = {}
    for path, inside in nodes.items():
        for called, call in calls_of(inside):
            if called not in reading | {"opened", "read"} or is_under(path, "sources/reading"):
                continue
            own = isinstance(call.func, ast.Name) and called != "open"  # a function of ours by that name
            writing = called == "open" and re.search(r"'[wax]b?'|open\(mode\b|O_WRONLY", ast.unparse(call))
            regular = re.match(r"regular\.(?:opened|read)\b", ast.unparse(call))
            if (called in reading or regular) and not own and not writing:
                known = (folder for folder in READERS if is_under(path, folder))
                reader = max(known, key=len, default=name_of(path))
                found.setdefault(reader, f"{name_of(path)}:{call.lineno}")
    assert {reader: place for reader, place in found.items() if reader not in READERS} == {}
    assert set(READERS) == set(found), "an exception that nobody needs any more"


def test_the_engine_knows_no_organisation_and_no_year():
    """Next year's edition, or another federation's, is data only."""
    known = set()
    for path in sorted((PROJECT / "tests/editions").glob("*/report.yml")):
        edition = yaml.safe_load(path.read_text("utf-8"))
        known |= {edition["organisation"].casefold(), edition["title"].casefold(), str(edition["year"])}
    wrong = [
        f"{name_of(path)}:{number} {name}"
        for path in MODULES
        for number, line in enumerate(path.read_text("utf-8").casefold().splitlines(), 1)
        for name in known
        if name in line
    ]
    assert wrong == []


NEVER = {
    "util", "utils", "helper", "helpers", "manager", "managers", "process", "processes", "processor", "figure", "figures",
    "handle",
}  # fmt: skip
RIDDLES = {"told", "untold", "said", "held", "stands", "elders", "scribes", "furnish"}  # of functions and classes
IMPOSED = {
    "handle_starttag",
    "handle_startendtag",
    "handle_endtag",
    "handle_data",
    "handle_comment",  # html.parser calls them so
    "handle_error",
}  # socketserver does


def own_names(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """Yield the names that a module makes up: functions, classes, arguments, variables, aliases."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield (node.id if isinstance(node, ast.Name) else node.attr), node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    """Return the text of every Python file of the project, by its path."""
    paths = [*MODULES, PROJECT / "build.py", *sorted((PROJECT / "tests").rglob("*.py"))]
    assert len(paths) > len(MODULES) + 1
    return {path.relative_to(PROJECT).as_posix(): path.read_text("utf-8") for path in paths}


def test_names_say_something(scripts: dict[str, str], nodes: dict[Path, list[ast.AST]]):
    """« figure » is a number and a picture; a helper or a manager is anything at all."""
    wrong = []
    for path, text in scripts.items():
        names = [(Path(path).stem, 0)]
        if PROJECT / path in nodes:
            names += own_names(nodes[PROJECT / path])
        elif words_of(text) & NEVER:  # the others need no parsing
            names += own_names(ast.walk(ast.parse(text)))
        wrong += [f"{path}:{line} {name}" for name, line in names if words_of(name) & NEVER and name not in IMPOSED]
    assert wrong == []


def test_what_a_function_does_is_in_its_name(nodes: dict[Path, list[ast.AST]]):
    """« told », « said », « held » are true of anything: a name says what comes out."""
    named = [
        (name_of(path), node.name)
        for path, inside in nodes.items()
        for node in inside
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    assert len(named) > 1000
    assert [one for one in named if words_of(one[1]) & RIDDLES] == []


def test_lua_names_say_something():
    text = "\n".join(path.read_text("utf-8") for path in SCRIPTS if path.suffix == ".lua")
    named = re.findall(r"\blocal (?:function )?([\w, ]+)", text) + re.findall(r"\bfunction (\w+)", text)
    assert len(named) > 300
    assert [name for name in named if words_of(name) & NEVER] == []


def test_files_stay_short():
    """A file over 250 lines does several things."""
    files = [*MODULES, *SCRIPTS]
    lengths = {path.relative_to(PROJECT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 250} == {}


def test_functions_stay_short(nodes: dict[Path, list[ast.AST]]):
    """A function over 40 lines does several things."""
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path, inside in nodes.items()
        for node in inside
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 40
    }
    assert long == {}


def test_every_module_and_public_name_says_what_it_is(trees: dict[Path, ast.Module]):
    """The docstring is where the words of the domain are met first."""
    silent = [name_of(path) for path, tree in trees.items() if not ast.get_docstring(tree)]
    silent += [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def tracked() -> list[Path]:
    """Return the files of the project: those that git keeps, or all of them in a copy without git."""
    git = shutil.which("git")
    if git and (PROJECT / ".git").exists():
        listed = subprocess.run([git, "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout.decode()
        return [path for name in listed.split("\0") if name and (path := PROJECT / name).is_file()]
    apart = {".venv", ".cache", "output", "__pycache__", ".git"}
    return [path for path in PROJECT.rglob("*") if path.is_file() and not apart & set(path.relative_to(PROJECT).parts)]


_MACHINE = re.compile(
    r"(?<![\w.:/}~-])/(?:work|home|root|Users|mnt|srv|private|var/folders)/[\w.-]"
    r"|\b[A-Z]:\\{1,2}Users\\"
    r"|--(?:(?:extra-)?index-url|find-links)|\bPIP_INDEX"
    r"|https?://(?:[\w.-]*(?:artifactory|nexus|devpi|mirror|proxy)[\w.-]*|10\.\d+\.\d+\.\d+|192\.168\.)"
)


@pytest.mark.live
def test_no_machine_shows_through():
    """Whoever clones the project finds neither a path of ours nor a package server of ours."""
    wrong = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__):
            wrong += [f"{path.relative_to(PROJECT)}: {found[0]}" for found in _MACHINE.finditer(text)]
    assert wrong == []


@pytest.mark.skipif(not shutil.which("git") or not (PROJECT / ".git").exists(), reason="a copy without git")
def test_nothing_built_is_kept():
    """Outputs and caches are made, never committed."""
    kept = subprocess.run(
        ["git", "ls-files", "-ci", "--exclude-standard"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert kept.stdout.splitlines() == []


_LEFT = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def test_nothing_is_left_to_do(scripts: dict[str, str]):
    """A note to oneself belongs in an issue."""
    wrong = [
        f"{path}:{token.start[0]} {token.string}"
        for path, text in scripts.items()
        if _LEFT.search(text)  # the others need no reading token by token
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and _LEFT.search(token.string)
    ]
    assert wrong == []


def test_every_public_class_has_a_name_of_its_own(trees: dict[Path, ast.Module]):
    """A reader who meets a class by its name finds one."""
    named: dict[str, list[str]] = {}
    for path, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named.setdefault(node.name, []).append(name_of(path))
    assert {name: paths for name, paths in named.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_the_pages_print_the_table_of_the_rooms(page: str):
    """Whoever looks for a room finds it; `python build.py guide` mends the table."""
    text = (PROJECT / page).read_text("utf-8")
    assert rooms_table() in text
    assert refreshed(text, {"rooms": rooms_table()}, french_prose=False) == text
