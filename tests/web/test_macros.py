"""Tests of what the macros promise to people: reasons shown, errors beside fields, text kept and escaped."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from wtforms import BooleanField, Form, IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tests.clocks import NOON

TEMPLATES = Path(__file__).parents[2] / "templates"


class ExampleForm(Form):
    """One field of each shape."""

    name = StringField("Name", [InputRequired("Give it a name.")], description="As people will see it.")
    about = StringField("About")
    skills = SelectMultipleField(
        "Skills",
        choices=["SQL"],  # type: ignore[list-item]  # stubs older than WTForms 3.3
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    agrees = BooleanField("I agree")
    version = IntegerField(widget=HiddenInput(), default=7)


@pytest.fixture
def env() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"icon": lambda *_: "", "csrf_token": lambda: "token"}
    env.filters |= {"iso": str, "moment": str, "relative": str}
    return env


def drawn(env: Environment, source: str, **values: object) -> str:
    html = env.from_string(source).render(**values)
    return re.sub(r"\s+", " ", re.sub(r"\s*(<[^>]*>)\s*", r"\1", html)).strip()


def test_action_refused_stays_visible_with_its_reason(env: Environment) -> None:
    source = """{% from "macros/layout.html" import action %}{{ action("Hand in", "/x", disabled_reason=why) }}"""

    html = drawn(env, source, why="Only <captains> may.")

    assert html == (
        '<span class="refused"><button type="button" class="btn" disabled aria-describedby="why-Hand-in-/x">'
        "Hand in</button>"
        '<span class="refused-why" id="why-Hand-in-/x">Only &lt;captains&gt; may.</span></span>'
    )


def test_action_posted_carries_token_version_and_values(env: Environment) -> None:
    source = """{% from "macros/layout.html" import action %}
      {{ action("Join", "/join", kind="primary", post=true, version=3, values={"team": 5}) }}"""

    html = drawn(env, source)

    assert html == (
        '<form method="post" action="/join" class="d-inline-block">'
        '<input type="hidden" name="csrf_token" value="token"><input type="hidden" name="version" value="3">'
        '<input type="hidden" name="team" value="5">'
        '<button type="submit" class="btn btn-primary">Join</button></form>'
    )


def test_action_to_confirm_asks_before_the_button_that_posts(env: Environment) -> None:
    source = """{% from "macros/layout.html" import action %}
      {{ action("Withdraw", "/w", kind="danger", confirm="Withdraw “Radar”?") }}"""

    html = drawn(env, source)

    assert html == (
        '<details class="menu menu-end"><summary class="btn btn-outline-danger">Withdraw</summary>'
        '<div class="menu-panel menu-question"><p>Withdraw “Radar”?</p>'
        '<form method="post" action="/w" class="d-inline-block">'
        '<input type="hidden" name="csrf_token" value="token">'
        '<button type="submit" class="btn btn-outline-danger">Withdraw</button></form></div></details>'
    )


def test_field_with_error_keeps_the_text_and_names_its_error(env: Environment) -> None:
    form = ExampleForm(data={"name": '"typed"'})
    form.name.errors = ["Too long."]
    source = """{% from "macros/forms.html" import field %}{{ field(f, scope="a", rows=2) }}"""

    html = drawn(env, source, f=form.name)

    assert html == (
        '<div class="field"><label class="form-label" for="a-name">Name</label>'
        '<div class="form-hint" id="a-name-help">As people will see it.</div>'
        '<input aria-describedby="a-name-help a-name-error" aria-invalid="true"'
        ' class="form-control is-invalid" id="a-name" name="name" required rows="2" type="text"'
        ' value="&#34;typed&#34;">'
        '<div class="field-error" id="a-name-error">Too long.</div></div>'
    )


def test_form_errors_link_to_their_fields(env: Environment) -> None:
    form = ExampleForm()
    form.validate()
    source = """{% from "macros/forms.html" import form_errors %}{{ form_errors(form) }}"""

    html = drawn(env, source, form=form)

    assert html == (
        '<div class="alert alert-danger form-errors" role="alert" tabindex="-1"><p class="fw-semibold mb-1">'
        'One thing needs your attention. Nothing was saved yet.</p><ul class="mb-0">'
        '<li><a href="#name">Name: Give it a name.</a></li></ul></div>'
    )


def test_csrf_of_a_form_carries_its_hidden_fields(env: Environment) -> None:
    source = """{% from "macros/forms.html" import csrf %}{{ csrf(form) }}"""

    html = drawn(env, source, form=ExampleForm())

    assert html == (
        '<input type="hidden" name="csrf_token" value="token"><input name="version" type="hidden" value="7">'
    )


def test_fields_of_two_forms_on_a_page_have_ids_of_their_own(env: Environment) -> None:
    source = """{% from "macros/forms.html" import field, choice %}
      {% for scope in ("a", "b") %}
        {% for f in (form.name, form.about, form.skills, form.agrees) %}
          {{ field(f, scope=scope) }}
        {% endfor %}
        {{ choice("value", "Value", [(1, "1"), (2, "2", "good")], selected=2, scope=scope) }}
      {% endfor %}"""

    html = drawn(env, source, form=ExampleForm())

    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= set(ids)


def test_activity_without_facts_says_so(env: Environment) -> None:
    source = """{% from "macros/layout.html" import activity %}{{ activity([]) }}"""

    html = drawn(env, source)

    assert html == '<p class="text-secondary mb-2">Nothing has happened yet.</p>'


def test_activity_in_brief_cuts_what_was_said_at_length(env: Environment) -> None:
    entry = SimpleNamespace(sentence="Ruth signed", detail="I stand behind it. " * 30, at=NOON, url=None, fact_id=None)
    source = """{% from "macros/layout.html" import activity %}{{ activity([entry], brief=brief) }}"""

    found = [drawn(env, source, entry=entry, brief=brief).count("I stand") for brief in (False, True)]

    assert found == [30, 10]


def test_chart_draws_each_point_and_no_missing_target(env: Environment) -> None:
    chart = SimpleNamespace(
        title="Minutes: 24, 19", width=100, height=50, points=[(10, 20, "24"), (60, 30, "19")], labels=[],
        baseline_y=5, baseline_label="baseline 26", target_y=None, target_label="",
    )  # fmt: skip
    source = """{% from "macros/charts.html" import line_chart %}{{ line_chart(chart) }}"""

    html = drawn(env, source, chart=chart)

    assert html == (
        '<svg class="plot" viewBox="0 0 100 50" role="img" aria-label="Minutes: 24, 19">'
        '<line class="plot-baseline" x1="0" x2="100" y1="5" y2="5" /><text x="4" y="-1">baseline 26</text>'
        '<polyline class="plot-line" points="10,20 60,30 " />'
        '<circle class="plot-dot" cx="10" cy="20" r="4" /><text class="plot-value" x="17" y="14">24</text>'
        '<circle class="plot-dot" cx="60" cy="30" r="4" /><text class="plot-value" x="67" y="24">19</text>'
        "</svg>"
    )
