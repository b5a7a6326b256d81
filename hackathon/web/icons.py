"""Icons inlined into pages, read once from the vendored set."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

ICON_FOLDER = Path(__file__).parents[1] / "static" / "vendor" / "tabler-icons-3.51.0"

_SHAPES = re.compile(r"<(?:path|circle|line|rect)\b(?![^>]*stroke=\"none\")[^>]*/>")
_FRAME = (
    '<svg class="icon%s" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">%s</svg>'
)


def icon(name: str, cls: str = "") -> Markup:
    """Draw an icon that assistive technology skips: the words beside it carry the meaning."""
    try:
        shapes = _icons()[name]
    except KeyError:
        message = f"No icon named {name!r}: copy it from @tabler/icons as static/vendor/README.md says."
        raise LookupError(message) from None
    extra = f" {escape(cls)}" if cls else ""
    return Markup(_FRAME % (extra, shapes))  # noqa: S704 - our own vendored files, and the class escaped above


@cache
def _icons() -> Mapping[str, str]:
    return {file.stem: _shapes(file) for file in ICON_FOLDER.glob("*.svg")}


def _shapes(file: Path) -> str:
    return "".join(_SHAPES.findall(file.read_text(encoding="utf-8")))
