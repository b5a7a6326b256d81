"""Refusals and faults, mapped once to what a person or a program sees: always a sentence and what to do next."""

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from hackathon.core.decisions import Conflict, Denied, Invalid, Missing, Refusal
from hackathon.core.i18n import _
from hackathon.core.logs import MASK

log = structlog.get_logger()
STATUS: dict[type[Refusal], int] = {Denied: 403, Missing: 404, Conflict: 409, Invalid: 422}


def install_errors(app: Flask) -> None:
    """Answer every refusal and fault with a page, or a problem (RFC 9457) below /api/."""
    app.register_error_handler(Refusal, _on_refusal)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(OperationalError, _on_database_trouble)
    app.register_error_handler(DataError, _on_unfit_value)
    app.register_error_handler(Exception, _on_fault)


def _on_refusal(refusal: Refusal) -> ResponseReturnValue:
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    if isinstance(refusal, Invalid) and _is_asked_by_program():
        return unfit({refusal.field: refusal.sentence})
    return _answer(status, refusal.sentence)


def _on_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    status = error.code or 500
    own = error.description if status == 400 and error.description else None  # noqa: PLR2004 - an HTTP status
    answer = _answer(status, own or _sentence_for(status))
    if isinstance(error, MethodNotAllowed):
        answer.allow.update(error.valid_methods or ())
    return answer


def _on_database_trouble(error: OperationalError) -> ResponseReturnValue:
    log.error("database trouble", trouble=str(error.orig))
    response = make_response(
        _answer(
            503,
            _("The database was too busy. Nothing was saved; your text is here when you go back. Try again."),
        )
    )
    response.headers["Retry-After"] = "5"
    return response


def _on_unfit_value(error: DataError) -> ResponseReturnValue:
    log.warning("unfit value", path=_path(), trouble=str(error.orig))
    return _answer(422, _("Something in this cannot be kept, such as a number that is too large. Nothing was saved."))


def _on_fault(error: Exception) -> ResponseReturnValue:
    log.error("fault", path=_path(), exc_info=error)
    if current_app.testing and current_app.config.get("PROPAGATE_FAULTS"):
        raise error
    if _is_asked_by_program():
        return problem(500, _sentence_for(500))
    return _bare(500)


def problem(status: int, sentence: str, **more: object) -> Response:
    """Answer a program with a problem document (RFC 9457); the sentence is for whoever reads its log."""
    title = HTTPStatus(status).phrase
    response = jsonify({"type": "about:blank", "title": title, "status": status, "detail": sentence, **more})
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def unfit(sentences: Mapping[str, str]) -> Response:
    """Answer a program whose values are not acceptable: a sentence for each by name, empty for the whole."""
    errors = [{"field": field, "detail": sentence} for field, sentence in sentences.items()]
    return problem(422, " ".join(sentences.values()), errors=errors)


def _is_asked_by_program() -> bool:
    """Tell programs, scripts of our own pages among them, from people's forms."""
    return request.path.startswith("/api/") or request.mimetype == "application/json"


def _path() -> str:
    """Return the path that was asked for, without the secret that some hold."""
    secret = (request.view_args or {}).get("token")
    return request.path.replace(secret, MASK) if secret else request.path


def _answer(status: int, sentence: str) -> Response:
    if _is_asked_by_program():
        return problem(status, sentence)
    try:
        return make_response(render_template("errors/error.html", code=status, sentence=sentence), status)
    except SQLAlchemyError:
        return _bare(status)


def _bare(status: int) -> Response:
    """Answer without the frame around pages, which may be what failed: it asks the database who is signed in."""
    return make_response(current_app.jinja_env.get_template("errors/broken.html").render(), status)


def _sentence_for(status: int) -> str:
    return {
        401: _(
            "You are not signed in any more. Sign in in another tab, then come back here and send again; "
            "your browser keeps what you typed."
        ),
        403: _("You may not do this."),
        404: _("There is no page at this address. It may have moved, or you may not be allowed to see it."),
        405: _("This address does not take that kind of request."),
        413: _("That is too large, and nothing was saved. Go back, and choose smaller files or write less."),
        429: _("Too many tries in a short time. Wait a minute and try again."),
    }.get(status, _("Something went wrong on our side. Nothing was lost; try again."))
