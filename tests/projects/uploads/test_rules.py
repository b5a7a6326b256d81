"""Which paths may be uploaded."""

import pytest

from hackathon.projects.uploads.rules import UploadRefused, clean_path, require_distinct


@pytest.mark.parametrize("path", ["README.md", "src/model.py", ".env", "a/.config/x y.txt", "git/x", "日本/é.txt"])
def test_clean_path_ordinary_name_is_taken(path: str) -> None:
    assert clean_path(path) == path


def test_clean_path_letters_are_composed() -> None:
    assert clean_path("e\u0301.txt") == "\u00e9.txt"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (".git/config", "belongs to git"),
        ("a/.GIT/hooks/post-checkout", "belongs to git"),
        (".gitattributes", "belongs to git"),
        (".gitmodules", "belongs to git"),
        ("a/.gitignore", "belongs to git"),
        ("GIT~1/config", "belongs to git"),
        (".g\u200cit/config", "invisible character"),
        ("../x", "leaves the project's folder"),
        ("a/../../x", "leaves the project's folder"),
        ("./x", "leaves the project's folder"),
        ("a//x", "leaves the project's folder"),
        ("a/", "leaves the project's folder"),
        ("", "leaves the project's folder"),
        ("/etc/passwd", "full path"),
        ("C:/x", "full path"),
        ("c:x", "full path"),
        ("a\\..\\x", "backslash"),
        ("a\nb", "invisible character"),
        ("a\0b", "invisible character"),
        ("a\u202eb", "invisible character"),
        ("x.", "ends in a space or dot"),
        ("x /y", "ends in a space or dot"),
        ("é" * 128, "too long"),
    ],
)
def test_clean_path_hostile_name_refuses_with_its_reason(path: str, sentence: str) -> None:
    with pytest.raises(UploadRefused, match=sentence) as refused:
        clean_path(path)

    assert refused.value.sentence.isprintable()


def test_require_distinct_different_files_pass() -> None:
    require_distinct(["a", "b/a", "b/c/a", "b/c/b"])


@pytest.mark.parametrize(
    "paths",
    [
        ["README.md", "readme.MD"],
        ["stra\u00dfe", "STRASSE"],
        ["a", "a/b"],
        ["A", "a/b"],
        ["a/b", "A/c"],
        ["x/a/b", "x/A"],
    ],
)
def test_require_distinct_clash_refuses(paths: list[str]) -> None:
    with pytest.raises(UploadRefused, match="Rename one of them"):
        require_distinct(paths)
