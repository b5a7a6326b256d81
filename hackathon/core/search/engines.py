"""The full-text index of each database: FTS5 beside the table on SQLite, a generated tsvector in it on PostgreSQL.

Neither is known to the models: the index is made with the table and looked after whenever the schema changes, since
SQLite forgets triggers where a step rebuilds a table. On both, words are what stands between punctuation, whatever
their letter case, and a word of the title weighs eight times one of the text.
"""

import string
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    String,
    bindparam,
    column,
    event,
    func,
    inspect,
    literal_column,
    table,
    text,
)
from sqlalchemy.orm import Session

from hackathon.core.db import Base
from hackathon.core.search.models import SearchEntry

ENTRIES, WORDS = SearchEntry.__tablename__, "search_words"
_OURS = {"words", "title_words", "ix_search_entries_words", "ix_search_entries_title_words"}


def _vector(name: str, weight: str) -> str:
    """Write how PostgreSQL weighs the words of a column, with spaces for punctuation as FTS5 has it."""
    marks, spaces = string.punctuation.replace("'", "''"), " " * len(string.punctuation)
    return f"setweight(to_tsvector('simple'::regconfig, translate({name}, '{marks}', '{spaces}')), '{weight}')"


_VECTOR = f"{_vector('title', 'A')} || {_vector('text', 'D')}"
_POSTGRESQL = (
    f"ALTER TABLE search_entries ADD COLUMN words tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    f"ALTER TABLE search_entries ADD COLUMN title_words tsvector GENERATED ALWAYS AS ({_vector('title', 'A')}) STORED",
    "CREATE INDEX ix_search_entries_words ON search_entries USING gin (words)",
    "CREATE INDEX ix_search_entries_title_words ON search_entries USING gin (title_words)",
)
_ADD = "INSERT INTO search_words (rowid, title, text) VALUES (new.id, new.title, new.text);"
_TAKE = "INSERT INTO search_words (search_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);"
_TRIGGERS = {"insert": _ADD, "delete": _TAKE, "update": _TAKE + _ADD}
_FTS5 = (
    """CREATE VIRTUAL TABLE search_words USING fts5
    (title, text, content='search_entries', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    "INSERT INTO search_words (search_words, rank) VALUES ('rank', 'bm25(8.0, 1.0)')",
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
)
_VOCABULARY = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_vocabulary USING fts5vocab(main, {WORDS}, col)"
_BY_WEIGHT = text("'{0.125, 0.25, 0.5, 1.0}'")


def prepare(connection: Connection) -> None:
    """Make the index where there is a table to index, and drop it where there is none any more."""
    tables = inspect(connection).get_table_names()
    statements = (_for_postgresql if connection.dialect.name == "postgresql" else _for_sqlite)(connection, tables)
    for statement in statements:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Tell whether a name found in a database belongs to the index, so that no schema step takes it away."""
    if kind == "table":
        return name is not None and name.startswith(WORDS)
    return parents.get("table_name") == ENTRIES and name in _OURS


def _for_postgresql(connection: Connection, tables: Collection[str]) -> Sequence[str]:
    is_there = ENTRIES in tables and any(each["name"] == "words" for each in inspect(connection).get_columns(ENTRIES))
    return _POSTGRESQL if ENTRIES in tables and not is_there else ()


def _for_sqlite(_connection: Connection, tables: Collection[str]) -> Sequence[str]:
    if ENTRIES not in tables:
        return [f"DROP TABLE {WORDS}"] if WORDS in tables else []
    triggers = [
        f"CREATE TRIGGER IF NOT EXISTS {ENTRIES}_{verb} AFTER {verb.upper()} ON {ENTRIES} BEGIN {statements} END"
        for verb, statements in _TRIGGERS.items()
    ]
    return [*triggers, *(_FTS5 if WORDS not in tables else ())]


@event.listens_for(Base.metadata, "after_create")
def _index_new_table(_metadata: MetaData, connection: Connection, **_values: Any) -> None:
    prepare(connection)


@dataclass(frozen=True)
class Match:
    """How a statement over the entries asks the index: what it reads from, which entries fit, and how well."""

    source: FromClause
    fits: ColumnElement[bool]
    distance: ColumnElement[float]
    """The lower, the better."""


def with_all(dialect: str, words: Collection[str]) -> str:
    """Write what is asked for: entries with words that begin with each of these. Words are letters and digits."""
    if dialect == "postgresql":
        return " & ".join(f"'{word}':*" for word in words)
    return " AND ".join(f'"{word}"*' for word in words)


def with_any_in_title(dialect: str, words: Collection[str]) -> str:
    """Write what is asked of titles: words that begin with any of these. Titles are short, so this is cheap."""
    if dialect == "postgresql":
        return " | ".join(f"'{word}':*" for word in words)
    return "title : (" + " OR ".join(f'"{word}"*' for word in words) + ")"


def match(dialect: str, asked: BindParameter[str]) -> Match:
    """Ask for what `with_all` wrote."""
    return _tsvector("words", asked) if dialect == "postgresql" else _fts5(asked)


def match_titles(dialect: str, asked: BindParameter[str]) -> Match:
    """Ask for what `with_any_in_title` wrote."""
    return _tsvector("title_words", asked) if dialect == "postgresql" else _fts5(asked)


def title_words(session: Session) -> Sequence[tuple[str, int]]:
    """Read every word in titles and how many titles have it; takes tens of milliseconds, so it is for keeping."""
    if dialect_of(session) == "postgresql":
        rows = session.execute(text("SELECT word, ndoc FROM ts_stat('SELECT title_words FROM search_entries')"))
    else:
        session.execute(text(_VOCABULARY))
        rows = session.execute(text("SELECT term, doc FROM temp.search_vocabulary WHERE col = 'title'"))
    return [(row[0], row[1]) for row in rows]


def dialect_of(session: Session) -> str:
    """Name the kind of database."""
    return session.get_bind().dialect.name


def _fts5(asked: BindParameter[str]) -> Match:
    index = table(WORDS, column("rowid"), column("rank"))
    name: ColumnElement[Any] = literal_column(WORDS)
    return Match(
        SearchEntry.__table__.join(index, index.c.rowid == SearchEntry.id),
        name.op("MATCH", is_comparison=True)(asked),
        index.c.rank,
    )


def _tsvector(name: str, asked: BindParameter[str]) -> Match:
    vector: ColumnElement[Any] = literal_column(f"{ENTRIES}.{name}")
    # Written into the statement: without the words PostgreSQL's plan for a prepared one looks at every entry.
    query = func.to_tsquery(text("'simple'"), bindparam(asked.key, type_=String, literal_execute=True))
    return Match(
        SearchEntry.__table__,
        vector.op("@@", is_comparison=True)(query),
        -func.ts_rank(_BY_WEIGHT, vector, query, 1),
    )
