"""Log lines carry no secrets."""

from hackathon.core.logs import mask_secrets


def test_mask_secrets_hides_values_called_so_and_passwords_in_addresses() -> None:
    event = {"event": "lost", "api_token": "abc", "Password": 1, "url": "redis://hub:pw@queue/0", "tries": 2}

    assert mask_secrets(None, "info", event) == {
        "event": "lost",
        "api_token": "•••",
        "Password": "•••",
        "url": "redis://•••@queue/0",
        "tries": 2,
    }


def test_mask_secrets_leaves_plain_addresses_and_mail_addresses() -> None:
    event = {"event": "at https://hub.example.org/a@b", "to": "ada@example.org"}

    assert mask_secrets(None, "info", dict(event)) == event
