"""The language of a request: the reader's browser asks, the catalogues that are there decide."""

from flask import Flask, g, request

from hackathon.core.i18n import catalogue, languages, speaking


def install_languages(app: Flask) -> None:
    """Speak the best language for each request, and the server's own outside of one."""
    spoken = languages()

    @app.before_request
    def begin_to_speak() -> None:
        if len(spoken) > 1:
            g.speaking = speaking(catalogue(request.accept_languages.best_match(spoken) or "en"))
            g.speaking.__enter__()

    @app.teardown_request
    def end_to_speak(_error: BaseException | None) -> None:
        if "speaking" in g:
            g.pop("speaking").__exit__(None, None, None)
