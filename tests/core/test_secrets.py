"""Secrets that have to be read again are sealed, and open under the right key only."""

import pytest

from hackathon.core.config import Settings
from hackathon.core.secrets import SecretLost, Vault, fingerprint
from tests.installation import make_settings

THEN, TODAY = "a key of then", "a key of today"
TEXT = "glpat-ä-0123"


def test_sealed_text_is_opened_again_and_sealed_anew_each_time() -> None:
    vault = Vault((TODAY,))

    seals = {vault.seal(TEXT) for _ in range(3)}

    assert (len(seals), {vault.open(seal) for seal in seals}) == (3, {TEXT})
    assert [seal for seal in seals if TEXT in seal] == []


def test_other_key_opens_nothing() -> None:
    seal = Vault((THEN,)).seal(TEXT)

    with pytest.raises(SecretLost, match="stored under another secret key"):
        Vault((TODAY,)).open(seal)


def test_altered_seal_is_not_opened() -> None:
    seal = Vault((TODAY,)).seal(TEXT)

    for altered in (seal[:-2], seal[:20] + ("A" if seal[20] != "A" else "B") + seal[21:], "", "x"):
        with pytest.raises(SecretLost):
            Vault((TODAY,)).open(altered)


def test_old_key_opens_while_it_is_named_and_seals_no_more() -> None:
    old = Vault((THEN,)).seal(TEXT)
    both = Vault((TODAY, THEN))

    assert both.open(old) == TEXT
    assert Vault((TODAY,)).open(both.seal(TEXT)) == TEXT


def test_vault_takes_its_keys_from_the_settings_and_never_shows_them(settings: Settings) -> None:
    assert Vault.of(settings).keys == (TODAY, THEN)
    assert TODAY not in repr(Vault.of(settings))


def test_fingerprint_tells_keys_apart_and_is_no_key() -> None:
    found = {key: fingerprint(key) for key in (THEN, TODAY)}

    assert len(set(found.values())) == 2
    assert {len(each) for each in found.values()} == {12}
    assert fingerprint(TODAY) == found[TODAY]


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("installation")
    return make_settings(folder, "sqlite://", secret_key=TODAY, old_secret_key=THEN)
