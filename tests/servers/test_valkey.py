"""The tests' Valkey answers on its socket and on nothing else."""

from redis import Redis


def test_valkey_url_after_a_write_reads_it_back(valkey_url: str) -> None:
    with Redis.from_url(valkey_url) as client:
        client.set("servers:word", "kept")

        assert client.get("servers:word") == b"kept"


def test_valkey_url_names_a_server_without_a_port(valkey_url: str) -> None:
    with Redis.from_url(valkey_url) as client:
        assert client.config_get("port") == {"port": "0"}
