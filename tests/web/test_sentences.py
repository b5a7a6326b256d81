"""Sentences in templates: what is filled in is harmless, and per cent signs are themselves."""

from flask import Flask

HOSTILE = "<b>O'Neil & %s</b>"
SENTENCES = {
    '{{ _("95 %% sure") }}': "95 % sure",
    '{{ _("<b>%(name)s</b> left", name=hostile) }}': "<b>&lt;b&gt;O&#39;Neil &amp; %s&lt;/b&gt;</b> left",
    '{{ ngettext("%(num)s day of %(name)s", "%(num)s days of %(name)s", 1, name=hostile) }}': (
        "1 day of &lt;b&gt;O&#39;Neil &amp; %s&lt;/b&gt;"
    ),
    '{{ ngettext("one day", "%(num)s days", 2.5) }}': "2.5 days",
    '{{ _("%(mark)s done", mark=safe) }}': "<i>all</i> done",
}


def test_sentence_in_a_template_makes_harmless_what_it_is_filled_with(app: Flask) -> None:
    env = app.jinja_env

    written = {
        source: env.from_string(source).render(hostile=HOSTILE, safe=env.filters["safe"]("<i>all</i>"))
        for source in SENTENCES
    }

    assert written == SENTENCES
