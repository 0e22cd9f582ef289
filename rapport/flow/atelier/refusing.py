"""Why a request of the workshop isn't met, in French, whatever kept it from being: nothing that goes wrong stops the server."""

from __future__ import annotations

from http import HTTPStatus

from rapport.flow.atelier.forms import NoSuchPlace
from rapport.flow.preview.site import bug_message
from rapport.ground.problems import AuthorError, BuildStopped, is_refusal, reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.features import FeatureMissingError
from rapport.ground.regular import NotRegular
from rapport.sources.editing.yaml_text import Unchangeable

_AGAIN = "fermez l'atelier (Ctrl-C dans sa fenêtre), puis ouvrez-le de nouveau : il s'installe au démarrage."


def refusal_of(error: Exception) -> tuple[str, HTTPStatus]:
    """Return what is said of an error that is being handled, and the status of the answer; a bug of ours leaves a log."""
    match error:
        case NoSuchPlace():
            return _message_of(error), HTTPStatus.NOT_FOUND
        case ToolFailed(tool="git"):
            return f"Git ne répond pas ({error.detail}).", HTTPStatus.CONFLICT
        case AuthorError():
            return _message_of(error), HTTPStatus.CONFLICT
        case Unchangeable():
            said = "Ce fichier est écrit d'une façon qui ne permet pas de le modifier d'ici sans toucher au reste."
            return f"{said} Ouvrez-le dans un éditeur de texte.", HTTPStatus.CONFLICT
        case BuildStopped(problems=[first, *_]):
            said = f"L'édition ne peut pas être lue ({first.place} : {first.message}) ; corrigez d'abord ce fichier."
            return said, HTTPStatus.CONFLICT
        case FeatureMissingError():
            return (
                f"Il manque un complément ({error.name}) pour faire ce fichier. Rien n'a été fait : {_AGAIN}",
                HTTPStatus.CONFLICT,
            )
        case OSError() if isinstance(error, NotRegular) or is_refusal(error):
            said = f"Rien n'a été écrit : le disque refuse ({reason_of(error)}). Vérifiez la place libre et les droits."
            return said, HTTPStatus.CONFLICT
    return bug_message(), HTTPStatus.INTERNAL_SERVER_ERROR


def _message_of(error: AuthorError) -> str:
    return f"{error.message} {error.hint}".strip()
