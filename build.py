#!/usr/bin/env python3
"""The doorstep: makes `.venv` from the lock file when needed, then calls the engine.

Standard library only, and syntax that an old Python can read, so that it can say what is missing. Modules that only an
installation needs are imported there: this file runs before every command.
"""

import gc
import json
import os
import sys
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from rapport.ground.shared_folder import kept_apart, settle  # standard library only, as this file

ROOT = Path(__file__).resolve().parent
VENV = kept_apart(ROOT) / ".venv"
STATE = VENV / "rapport.json"  # what build.py has put in .venv; absent from a .venv that isn't ours
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INTERRUPTED = 128  # and the number of the signal
INSIDE = "RAPPORT_INSIDE_VENV"  # set once the right interpreter runs

# The lock file of each set of dependencies, and the modules that prove it is there.
LOCKS = {"build": "requirements.lock", "test": "requirements-test.lock"}
MODULES = {
    "build": (
        "altair brotli cssselect2 docx fontTools icalendar jinja2 lxml PIL openpyxl packaging pandas phonenumbers pydantic "
        "pypandoc pypdfium2 tinycss2 typst urllib3 vl_convert watchfiles xlrd xlsxwriter yaml"
    ).split(),
    "test": "check_jsonschema hypothesis mypy page playwright pytest ruff xdist".split(),
}
MODULES["test"] += [*MODULES["build"], "distributed", "nicegui", "pptx"]
# What few people need has a lock file of its own, which holds the first one's too: installed when it is first asked for.
FEATURES = {"atelier": "de l'atelier", "cluster": "de la grappe de calcul", "slides": "des diapositives"}
LOCKS.update({name: f"requirements-{name}.lock" for name in FEATURES})

# `python build.py test TIER`: the tests by what they cost (tests/conftest.py says which is which); without one, all of them.
TIERS = {"quick": "quick", "tools": "tools and not live", "browser": "browser", "live": "live"}
PIP = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
SURELY = ["--require-hashes", "--no-deps", "--only-binary=:all:"]  # nothing but what the lock files say, and nothing is built
UV_NAMES = {  # pip's settings, and the variables of uv that mean the same
    "index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS", "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE", "trusted-host": "UV_INSECURE_HOST", "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT", "proxy": "ALL_PROXY",
}  # fmt: skip


class NotReady(Exception):  # noqa: N818 - told, not reported
    """What prevents the set-up, in French, with what to do."""


def main(arguments):
    """Find or make an interpreter that has the dependencies, then run the command in it."""
    bootstrap = "--no-bootstrap" not in arguments
    arguments = [argument for argument in arguments if argument != "--no-bootstrap"]
    wanted = "test" if arguments[:1] == ["test"] else "build"
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is just what this line is for
            own = ".".join(map(str, sys.version_info[:2]))
            raise NotReady(f"Python 3.11 ou plus récent est nécessaire ; celui-ci est le {own}.")
        for line in settle(ROOT):
            print(line, file=sys.stderr)
        absent = missing(wanted)
        inside = os.environ.get(INSIDE) == str(VENV)
        if inside or not absent:
            try:
                return run(wanted, arguments)
            except ModuleNotFoundError as error:  # the engine's, for a feature that isn't there yet
                wanted, absent = getattr(error, "feature", ""), [error.name]
                if wanted not in FEATURES:
                    raise
                if inside and ready(wanted):
                    raise NotReady(incomplete(absent)) from error
        if not bootstrap:
            raise NotReady(f"Il manque : {', '.join(absent)}. Installez-les, ou relancez sans --no-bootstrap.")
        prepare(wanted)
    except NotReady as reason:
        print(f"Mise en place impossible. {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInstallation interrompue ; elle reprendra du début la prochaine fois.", file=sys.stderr)
        return 130
    except Exception:
        if os.path.lexists(__file__):
            raise
        print(f"Le dossier « {ROOT} » n'est plus là : rebranchez-le, puis relancez la commande.", file=sys.stderr)
        return 1
    return again(arguments)


def missing(wanted):
    """Return the modules of a set that this interpreter can't import."""
    return [name for name in MODULES[wanted] if find_spec(name) is None]


def incomplete(absent):
    """Return what is told of a `.venv` that lacks what was installed there."""
    return f"Le dossier {shown()} est incomplet ({', '.join(absent)}) : supprimez-le et relancez."


def shown():
    """Return `.venv` as it is told: by its whole path where it lies apart from a shared folder."""
    return ".venv" if VENV.parent == ROOT else str(VENV)


def run(wanted, arguments):
    """Run the command here: the dependencies can be imported."""
    absent = missing(wanted)
    if absent:
        raise NotReady(incomplete(absent))
    # Containers often say that nothing compiled is to be kept: each command, and each program that it starts, would compile
    # the engine's six hundred modules anew, half a second of work.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if wanted == "test":
        import pytest

        os.chdir(ROOT)
        tier = arguments[1] if arguments[1:2] and arguments[1] in TIERS else ""
        others = ["-m", TIERS[tier], *arguments[2:]] if tier else arguments[1:]
        if tier != "quick":  # it needs nothing but Python
            fetch_tools()
        # On every core, the tests of a file together, which share what they have built; the longest first (tests/conftest.py).
        return int(pytest.main(["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder", *others]))
    # No plugin of pydantic's is wanted, and looking for some reads the description of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What a command imports and reads lives until its end: collecting it would take a tenth of `check`. Rendering, which
    # makes garbage, turns the collector on again.
    gc.disable()
    from rapport.cli.main import main as engine

    try:
        return engine(arguments, ROOT)
    finally:
        gc.freeze()  # Python looks three times for garbage in all that is left as it ends: it would take another tenth


def fetch_tools():
    """Install what the tests need beside Python (a browser…) where nobody has to be asked: on a Debian, as root."""
    import subprocess
    from shutil import which

    tools = ROOT / ".ci/tools"
    if os.name == "nt" or os.geteuid() != 0 or not which("apt-get") or not tools.exists():
        return
    if subprocess.call([str(tools)]):
        print("Des outils manquent ; les essais qui les demandent sont laissés de côté.", file=sys.stderr)


def again(arguments):
    """Run this script with the interpreter of `.venv`, in place of this process where the system can."""
    command = [str(PYTHON), str(ROOT / "build.py"), *arguments]
    environment = {**os.environ, INSIDE: str(VENV)}
    if os.name == "nt":
        import subprocess

        return subprocess.call(command, env=environment)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None when it was closed before Python began
            stream.flush()
    return os.execve(command[0], command, environment)  # noqa: S606 - our own interpreter, no shell; never returns


def prepare(wanted):
    """Make `.venv` hold a set of dependencies; one installation at a time."""
    if ready(wanted):
        return
    try:
        with alone():
            if not ready(wanted):
                install(wanted)
    except PermissionError as error:
        raise NotReady(f"Le dossier {VENV.parent} ne peut pas être écrit ({error.strerror}).") from error
    except OSError as error:
        raise NotReady(f"Le dossier {shown()} ne peut pas être écrit ({error.strerror or error}).") from error


def state():
    """Return what build.py has noted of `.venv`, an empty dictionary when it noted nothing that can be read."""
    try:
        noted = json.loads(STATE.read_text("utf-8")) if STATE.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) else {}


def note(**noted):
    """Note the state of `.venv`, whole or not at all."""
    draft = STATE.with_suffix(".new")
    draft.write_text(json.dumps(noted), "utf-8")
    draft.replace(STATE)


def fingerprint(wanted):
    """Return what an installation must match: the lock file and the Python that runs."""
    try:
        lock = (ROOT / LOCKS[wanted]).read_bytes()
    except FileNotFoundError:
        raise NotReady(f"Le fichier {LOCKS[wanted]} manque : reprenez-le du dépôt.") from None
    return sha256(lock + sys.version.encode() + str(VENV).encode()).hexdigest()


def ready(wanted):
    """Tell whether `.venv` holds this very set, installed to the end."""
    return PYTHON.exists() and state().get(wanted) == fingerprint(wanted)


def install(wanted):
    """Make `.venv`, or complete it; whatever was not installed to the end is made anew."""
    noted = state()
    fresh = wanted == "build" or noted.get("build") != fingerprint("build")
    if fresh and VENV.exists() and not noted and any(VENV.iterdir()):
        said = f"Le dossier {shown()} existe, mais build.py ne l'a pas fait"
        raise NotReady(f"{said} : renommez-le ou supprimez-le, puis relancez.")
    first = f" {FEATURES[wanted]}" if wanted in FEATURES else ""
    wait = "moins d'une minute, deux sans uv" if fresh else "quelques secondes"
    print(f"Première utilisation{first} : installation des outils dans {shown()} ({wait})…", file=sys.stderr)
    if fresh:
        VENV.mkdir(parents=True, exist_ok=True)
        note(installing=wanted)
        clear()
        make_venv()
    note(installing=wanted)
    download(wanted)
    kept = {} if fresh else {name: mark for name, mark in noted.items() if name in LOCKS}
    note(**{**kept, "build": fingerprint("build"), wanted: fingerprint(wanted)})
    print("Installation terminée.", file=sys.stderr)


def clear():
    """Empty `.venv` of all but the note that it is ours: an interrupted clearing is taken up again."""
    from shutil import rmtree

    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            rmtree(path, ignore_errors=True)
        elif path != STATE:
            path.unlink()


def make_venv():
    """Make the virtual environment with this interpreter."""
    import subprocess

    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        hint = "Sous Debian ou Ubuntu, installez le paquet python3-venv." if "ensurepip" in made.stdout + made.stderr else ""
        raise NotReady(f"L'environnement Python ne peut pas être créé. {hint}\n{made.stdout}{made.stderr}".rstrip())


def download(wanted):
    """Install the packages of a lock file, each checked against its hash: by uv, ten times as fast, or else by pip."""
    lock = ROOT / LOCKS[wanted]
    total = sum("==" in line for line in lock.read_text("utf-8").splitlines())
    installer = uv()
    if installer:
        print(f"  {total} paquets…", file=sys.stderr, flush=True)
        # It compiles nothing (it would take longer than all the rest): Python does, once, what a command imports.
        command = [installer, "pip", "install", "--python", str(PYTHON), "--quiet", *SURELY, "-r", str(lock)]
        if ran(command, as_pip_is_set())[0] == 0:
            return
    code, said = ran([*PIP, "--progress-bar=off", *SURELY, "-r", str(lock)], None, total)
    if code:
        errors = [line for line in said if line.startswith("ERROR")] or said[-5:]
        told = "".join(errors).strip()
        raise NotReady(f"Le téléchargement a échoué : vérifiez la connexion à internet, puis relancez.\n{told}")


def uv():
    """Return the program uv at its pinned version, put beside the packages; an empty text where it can't be had."""
    lock = ROOT / "requirements-uv.lock"
    program = VENV / "uv" / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not program.exists() and lock.is_file():
        ran([*PIP, "--quiet", *SURELY, "--target", str(VENV / "uv"), "-r", str(lock)])
    return str(program) if program.exists() else ""


def as_pip_is_set():
    """Return the environment that makes uv ask where pip would: it reads none of pip's settings."""
    from ast import literal_eval

    code, said = ran([str(PYTHON), "-m", "pip", "config", "list"])
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    if not os.access(Path.home(), os.W_OK):
        environment["UV_NO_CACHE"] = "1"
    for line in said if code == 0 else ():
        name, _, value = line.strip().partition("=")
        name = name.rpartition(".")[2]
        if name in UV_NAMES:
            try:
                told = str(literal_eval(value))
            except (SyntaxError, ValueError):  # a setting that pip itself could not have written so
                continue
            several = {"find-links": ",", "extra-index-url": " ", "trusted-host": " "}.get(name)
            environment[UV_NAMES[name]] = told if several is None else several.join(told.split())
    return environment


def ran(command, environment=None, total=0):
    """Run a program to its end and return its exit code and its lines; of ``total`` packages, the one under way is shown."""
    import subprocess

    said = []
    told = subprocess.PIPE, subprocess.STDOUT
    try:
        running = subprocess.Popen(command, stdout=told[0], stderr=told[1], text=True, errors="replace", env=environment)
    except OSError as error:
        return 1, [str(error)]
    with running:
        try:
            for line in running.stdout:
                said.append(line)
                if total:
                    show(line, sum(one.startswith(("Collecting ", "Processing ")) for one in said), total)
        except BaseException:
            running.kill()
            raise
    if total:
        show_end()
    return running.returncode, said


def show(line, count, total):
    """Show the package under way."""
    if line.startswith(("Collecting ", "Processing ")):
        name = line.split()[1].rpartition("/")[2]
        text = f"  {count:>2}/{total} {name.split('==')[0].split('-')[0]}"
    elif line.startswith("Installing collected"):
        text = "  mise en place des paquets…"
    else:
        return
    print(f"\r{text:<60}" if sys.stderr.isatty() else text, end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def show_end():
    """End the line of progress."""
    if sys.stderr.isatty():
        print(file=sys.stderr)


@contextmanager
def alone():
    """Hold the installation's lock, which the system frees whatever happens to this process."""
    with (VENV.parent / ".venv-lock").open("a+b") as file:
        lock(file)
        yield


def lock(file):
    """Wait for the lock of an open file."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Une autre installation est en cours ; attente…", file=sys.stderr)
        fcntl.flock(file, fcntl.LOCK_EX)


def leave(code):
    """End with an exit code; at once after an interruption: Python would wait for what threads are still at."""
    if code > INTERRUPTED:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
