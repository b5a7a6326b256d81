"""Files are kept once under their hash, or not at all."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest

from hackathon.core.decisions import Invalid
from hackathon.core.storage import Kept, Storage


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_keep_returns_where_how_long_and_which_hash(tmp_path: Path) -> None:
    storage, sha256 = Storage(str(tmp_path)), hashlib.sha256(b"slides").hexdigest()

    kept = storage.keep(BytesIO(b"slides"), limit=6)

    assert kept == Kept(f"{sha256[:2]}/{sha256}", 6, sha256)
    with storage.open(kept.key) as contents:
        assert contents.read() == b"slides"


def test_keep_of_the_same_contents_twice_keeps_one_file(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))

    keys = {storage.keep(BytesIO(b"slides"), limit=100).key for _ in range(2)}

    assert [str(path.relative_to(tmp_path)) for path in stored(tmp_path)] == list(keys)


def test_keep_of_too_much_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))

    with pytest.raises(Invalid) as refused:
        storage.keep(BytesIO(b"x" * (1024**2 + 1)), limit=1024**2)

    assert (refused.value.field, refused.value.sentence) == ("file", "The file is larger than the 1 MB allowed.")
    assert stored(tmp_path) == []


def test_keep_of_several_at_once_keeps_each(tmp_path: Path) -> None:
    storage, several = Storage(str(tmp_path)), 4
    begin = Barrier(several)

    def keep(letter: int) -> Kept:
        begin.wait(timeout=30)
        return storage.keep(BytesIO(bytes([letter]) * 3 * 1024**2), limit=4 * 1024**2)

    for number in range(3):
        with ThreadPoolExecutor(several) as threads:
            kept = list(threads.map(keep, range(number * several, (number + 1) * several)))

        assert [storage.has(each.key) for each in kept] == [True] * several


def test_has_tells_kept_from_unknown(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    kept = storage.keep(BytesIO(b""), limit=1)

    assert [storage.has(kept.key), storage.has("00/unknown")] == [True, False]


def test_open_can_seek_for_a_range(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    kept = storage.keep(BytesIO(b"0123456789"), limit=10)

    with storage.open(kept.key) as contents:
        contents.seek(4)

        assert contents.read(3) == b"456"
