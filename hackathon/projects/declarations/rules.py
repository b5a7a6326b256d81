"""What became of an answer since it was given."""

from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.guidance.matrix.rules import Answer, Verdict

_THEN: dict[Verdict, LazySentence] = {
    Verdict.ALLOWED: lazy("Was allowed"),
    Verdict.CONDITION: lazy("Was allowed with a condition"),
    Verdict.ASK: lazy("Was to be asked first"),
    Verdict.BLOCKED: lazy("Was blocked"),
}
_TODAY: dict[Verdict, LazySentence] = {
    Verdict.ALLOWED: lazy("now allowed"),
    Verdict.CONDITION: lazy("now allowed with a condition"),
    Verdict.ASK: lazy("now to be asked first"),
    Verdict.BLOCKED: lazy("now blocked"),
}


def change_since(was: Verdict, version: int, answer: Answer) -> str:
    """Say that an answer is another one than when it was declared; empty where it is the same."""
    if was == answer.verdict:
        return ""
    words = {"then": _THEN[was], "was": version, "today": _TODAY[answer.verdict], "now": answer.matrix_version}
    if version == answer.matrix_version:
        return _("%(then)s when it was declared, %(today)s.") % words
    return _("%(then)s under version %(was)s, %(today)s under version %(now)s.") % words
