"""Lists of a page as files for a spreadsheet."""

from collections.abc import Iterable, Sequence

from flask import Response

from hackathon.core.tables import list_as_csv


def sent_as_csv(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> Response:
    """Send a list made for people as the file `name`.csv."""
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(list_as_csv(head, rows), mimetype="text/csv", headers=named)
