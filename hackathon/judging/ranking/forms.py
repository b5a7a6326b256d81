"""What the release button sends."""

from hackathon.web.forms import Form, LineField


class ReleaseForm(Form):
    """`seen` names the ranking that was on the page."""

    seen = LineField("", limit=64)
