"""Rules of the house, each with the fix in its message."""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hackathon.core.facts import KINDS

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "hackathon"
PACKAGES = ("placing", "people", "guidance", "events", "teams", "projects", "judging", "promotion")
FEATURE_FILES = frozenset(
    "__init__ states rules facts models policy queries commands forms routes api reactions jobs gateway cli".split()  # noqa: SIM905
)
BANNED = re.compile(r"(^|_)(manager|helper|helpers|util|utils|common|handle|handler|process|data|info|do)(_|$)")
THEIR_NAMES = frozenset(
    {"process_bind_param", "process_result_value", "process_data", "process_formdata", "do_GET", "do_POST"}
)
"""Methods that libraries call by these names."""
OUR_WORDS = frozenset({"DataClass", "has_usable_data", "data_known", "_manager_id"})
"""Data that people analyse, and the manager a person has in the line."""
BROKEN = "broken.html"
"""Shown when nothing works any more, languages included."""
LONGEST_FILE = 400
ROUTE_LINES = 15


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def modules(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "static" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def features() -> list[Path]:
    return [
        folder
        for package in PACKAGES
        for folder in sorted((HOUSE / package).iterdir())
        if (folder / "__init__.py").exists()
    ]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    missing = [
        named(path) for path in modules(HOUSE, ROOT / "tests") if not (ast.get_docstring(tree_of(path)) or "").strip()
    ]

    assert missing == [], "open these modules with one sentence that says what they are for"


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        named(p): n for p in modules(HOUSE, ROOT / "tests") if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}, "each of these files is two features (or two subjects of tests): part it"


def test_functions_are_short() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for path in modules(HOUSE) for f in functions(path))

    assert statistics.median(lengths) <= 8, (
        "the median function has more than 8 lines: name the steps of the longer ones"
    )
    assert lengths[int(len(lengths) * 0.9)] <= 25, "one function in ten has more than 25 lines: part them"


def test_a_feature_folder_holds_only_the_known_files() -> None:
    strangers = [
        named(p)
        for folder in features()
        for p in folder.rglob("*")
        if p.suffix == ".py" and p.stem not in FEATURE_FILES
    ]

    assert strangers == [], (
        "a feature is made of the files of docs/map.md; split the feature before inventing another file"
    )


def test_no_name_is_one_that_says_nothing() -> None:
    nameless = [
        f"{named(path)}: {node.name}"
        for path in modules(HOUSE)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name not in THEIR_NAMES | OUR_WORDS
        and BANNED.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower())
    ]

    assert nameless == [], (
        "call these by what they do or are: handle, process, data, info, util and the like say nothing"
    )


def test_only_the_unit_of_work_and_the_leases_commit() -> None:
    committing = [
        named(path)
        for path in modules(HOUSE)
        if re.search(r"\.commit\(\)", path.read_text()) and path.name not in {"work.py", "jobs.py"}
    ]

    assert committing == [], "open a unit of work instead: facts are written with the change or not at all"


def test_routes_are_short_and_ask_no_database() -> None:
    long = [
        f"{named(path)}: {f.name}"
        for path in HOUSE.rglob("routes.py")
        for f in functions(path)
        if f.decorator_list and (f.end_lineno or 0) - f.body[_first_statement(f)].lineno + 1 > ROUTE_LINES
    ]
    selecting = [
        named(path)
        for path in HOUSE.rglob("routes.py")
        if re.search(r"\bselect\(|is_site\(|\.holds\(", path.read_text())
    ]

    assert long == [], "a route is query, form, one command, redirect: move the rest into queries or commands"
    assert selecting == [], "selects belong into queries.py, tests of roles into policy.py"


def test_facts_are_named_after_where_they_happen() -> None:
    misplaced = [
        f"{fact.__module__}.{fact.__qualname__} is called {kind}"
        for kind, fact in KINDS.items()
        if fact.__module__.startswith("hackathon.") and not _is_at_home(fact.__module__, kind)
    ]

    assert misplaced == [], "a fact is called package.feature.verb_past after the folder it stands in"


@pytest.mark.parametrize("pattern", [r"\sstyle\s*=", r"<script(?![^>]*\bsrc=)", r"\son[a-z]+\s*=", r"hx-on"])
def test_templates_need_no_unsafe_policy(pattern: str) -> None:
    found = [named(path) for path in templates() if re.search(pattern, path.read_text())]

    assert found == [], f"{pattern} is refused by our content security policy: use a class or a file"


def test_templates_that_send_carry_the_token() -> None:
    tokenless = [
        f"{named(path)}: {form[:80]}"
        for path in templates()
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE)
        if not re.search(r"csrf|{% include |_fields\(form", form)
    ]

    assert tokenless == [], "put csrf(form) or csrf_fields() inside: a post without the token is refused"


def test_templates_wrap_every_sentence() -> None:
    bare = [
        f"{named(path)}: {text}"
        for path in templates()
        if path.name != BROKEN
        for text in _bare_texts(path.read_text())
    ]

    assert bare == [], "wrap these in _(…) or trans: they would stay English in every other language"


def test_templates_mirror_the_house() -> None:
    lost = [
        named(path)
        for path in templates()
        if (parts := path.relative_to(ROOT / "templates").parts)[0] in PACKAGES
        and not HOUSE.joinpath(*parts[:-1]).is_dir()
    ]

    assert lost == [], "a template stands where its feature stands: templates/<package>/<feature>/"


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def _first_statement(function: ast.FunctionDef) -> int:
    return 1 if ast.get_docstring(function) and len(function.body) > 1 else 0


def _is_at_home(module: str, kind: str) -> bool:
    package, feature = module.split(".")[1:3]
    return kind.startswith(f"{package}.{feature}.") and kind.count(".") == 2


def _bare_texts(source: str) -> list[str]:
    source = re.sub(r"{#.*?#}|<!--.*?-->|{%-?\s*trans.*?endtrans\s*-?%}|<svg.*?</svg>", " ", source, flags=re.DOTALL)
    source = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    attributes = re.findall(r"\b(?:title|alt|placeholder|aria-label)=\"([^\"]*[A-Za-z]{2}[^\"]*)\"", source)
    texts = re.sub(r"<[^>]*>", "\n", source).splitlines()
    return [text.strip() for text in [*texts, *attributes] if re.search(r"[A-Za-z]{2}", text) and text.strip() != "btn"]
