"""Which addresses of repositories are taken."""

import pytest

from hackathon.projects.git.rules import SENTENCES, GitRefused, Reason, clone_url


def test_clone_url_web_address_comes_back_unchanged() -> None:
    assert clone_url("https://forge.example/team/project.git") == "https://forge.example/team/project.git"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ext::sh -c touch% /tmp/owned", Reason.TRANSPORT),
        ("fd::17", Reason.TRANSPORT),
        ("http::https://forge.example/x", Reason.TRANSPORT),
        ("--upload-pack=touch /tmp/owned", Reason.OPTION),
        ("-oProxyCommand=touch", Reason.OPTION),
        ("ssh://git@forge.example/x", Reason.SSH),
        ("git+ssh://forge.example/x", Reason.SSH),
        ("git@forge.example:team/project.git", Reason.SSH),
        ("forge:team/project.git", Reason.SSH),
        ("file:///etc", Reason.LOCAL_PATH),
        ("FILE:///etc", Reason.LOCAL_PATH),
        ("/etc", Reason.LOCAL_PATH),
        ("../other", Reason.LOCAL_PATH),
        ("project", Reason.LOCAL_PATH),
        ("", Reason.LOCAL_PATH),
        ("git://forge.example/x", Reason.SCHEME),
        ("ftp://forge.example/x", Reason.SCHEME),
        ("https://forge.example/x y", Reason.CHARACTERS),
        ("https://forge.example/x\n[core]", Reason.CHARACTERS),
        ("https://forge.example/x\x00", Reason.CHARACTERS),
        ("https://forge.example/\u202ex", Reason.CHARACTERS),
        ("https://forge.example/x?service=other", Reason.CHARACTERS),
        ("https://forge.example/x#main", Reason.CHARACTERS),
        ("C:\\project", Reason.CHARACTERS),
        ("https://forge.example/" + "x" * 1000, Reason.TOO_LONG),
    ],
)
def test_clone_url_hostile_text_refuses_with_its_reason(text: str, reason: Reason) -> None:
    with pytest.raises(GitRefused) as refused:
        clone_url(text)

    assert (refused.value.reason, refused.value.sentence) == (reason, str(SENTENCES[reason]))


def test_sentences_every_reason_has_its_own() -> None:
    assert set(SENTENCES) == set(Reason)
    assert len(set(map(str, SENTENCES.values()))) == len(Reason)
