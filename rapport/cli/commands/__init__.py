"""The commands: one module and one line of COMMANDS each.

A module gives ``add_options(parser)``, which declares its options, and ``run(options, root)``, which does the work on the
edition in the folder ``root`` and returns the exit code.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Protocol, cast

# Exit codes: 0 done; 1 the author has work; 2 bad command; 3 our own bug.
DONE, WORK, BAD_COMMAND, OUR_BUG = range(4)
INTERRUPTED = 130  # by Ctrl-C; by another signal, 128 and its number

# Named here with what `--help` says of them, imported when asked for: `check` must answer at once.
COMMANDS: Mapping[str, str] = {
    "build": "construire le rapport (par défaut)",
    "check": "vérifier les sources, sans rien construire",
    "preview": "montrer le rapport pendant qu'on l'écrit, refait à chaque enregistrement",
    "atelier": "écrire le rapport dans le navigateur : chiffres, textes, listes",
    "new": "garder l'édition faite et passer à l'année suivante",
    "correct": "corriger une édition publiée : une nouvelle version, et la liste de ce qui change",
    "status": "dire ce qui reste à faire, par responsable",
    "diff": "comparer deux éditions, deux commits ou deux dossiers publiés",
    "questions": "lister les chiffres à confirmer et leurs questions",
    "sheet": "écrire le classeur qu'un collègue remplit",
    "import": "reporter un classeur rempli ou un document Word relu, après avoir montré ce qui change",
    "migrate": "mettre une édition plus ancienne au format de ce moteur",
    "sign": "signer le bon à tirer : qui valide quoi",
    "tie": "relire chaque nombre dans la pièce qui le prouve",
    "survey": "calculer une enquête : ce qui étonne, ce qui se publie, ce que le secret cache",
    "dossier": "écrire le dossier de l'auditeur : chaque nombre, sa pièce, la page encadrée",
    "factsheets": "faire une fiche par adhérent, ou par région",
    "rules": "expliquer chaque règle",
    "fonts": "préparer les polices pour le web",
    "export-quarto": "écrire le rapport comme projet Quarto",
    "doctor": "dire ce qui est installé, ce qui manque, et comment y remédier",
    "schemas": "écrire les schémas pour les éditeurs de texte",
    "guide": "remettre à jour les tableaux du guide",
    "test": "lancer les tests du projet",
}


class Command(Protocol):
    """What a module of this room gives."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own options."""
        ...

    def run(self, options: argparse.Namespace, root: Path) -> int:
        """Do the work and return the exit code."""
        ...


def code_of(interruption: KeyboardInterrupt) -> int:
    """Return the exit code of a command that was interrupted, which may name its signal."""
    return INTERRUPTED if not interruption.args else 128 + int(interruption.args[0])


def command_of(name: str) -> Command:
    """Return the module of a name of COMMANDS; a word of Python's own ends with « _ »."""
    return cast("Command", import_module(f"rapport.cli.commands.{name.replace('-', '_')}{'_' * iskeyword(name)}"))
