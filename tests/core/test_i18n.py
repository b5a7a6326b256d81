"""Sentences change with the language they are shown in."""

from gettext import NullTranslations

from markupsafe import Markup

from hackathon.core.i18n import gettext, lazy, ngettext, speaking


class Shouting(NullTranslations):
    """A language of capitals."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


def test_speaking_changes_the_language_inside_the_block_only() -> None:
    sentence = lazy("good %(time)s")

    with speaking(Shouting()):
        inside = [gettext("hello"), ngettext("bell", "bells", 2), str(sentence)]

    assert inside == ["HELLO", "BELLS", "GOOD %(TIME)S"]
    assert [gettext("hello"), ngettext("bell", "bells", 1), sentence % {"time": "day"}] == ["hello", "bell", "good day"]


def test_lazy_sentence_in_a_page_is_escaped() -> None:
    assert Markup("<p>%s</p>") % lazy("a < b") == "<p>a &lt; b</p>"


def test_lazy_sentences_are_equal_when_they_read_the_same() -> None:
    assert lazy("yes") == "yes"
    assert len({lazy("yes"), lazy("yes"), lazy("no")}) == 2
