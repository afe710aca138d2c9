"""Databases in the project file: a name, or a name with the views that are tables."""

from collections.abc import Iterator
from typing import Any

from cptracker.files.yaml_nodes import MapNode, Node, ScalarNode
from cptracker.model.problems import Problem, near_miss
from cptracker.plan.keys import unknown_key
from cptracker.records.databases.naming import SECRET_HINT, Database, is_database

KEYS = ("database", "views")


FORM = "such as `database: postgresql://server/care` and `views: {episodes: dbo.v_episodes}`"


def is_database_node(node: Node) -> bool:
    """Whether a value under `records` is a database and no path."""
    return isinstance(node, MapNode) or (isinstance(node, ScalarNode) and is_database(node.text))


def database_in(node: Node) -> Database:
    """The database that a sound value names."""
    place = node.place
    where: dict[str, Any] = {"path": place.path, "line": place.line, "column": place.column}
    if isinstance(node, ScalarNode):
        return Database(name=node.text, **where)
    entries = node.entries if isinstance(node, MapNode) else {}
    views = entries.get("views")
    named = views.entries if isinstance(views, MapNode) else {}
    texts = {table: view.text for table, view in named.items() if isinstance(view, ScalarNode)}
    return Database(name=_text(entries.get("database")), views=texts, **where)


def database_mistakes(node: Node) -> Iterator[Problem]:
    """What is wrong with it; a password in a file is a mistake, and is not shown."""
    if isinstance(node, MapNode):
        for key in node.entries:
            if key not in KEYS:
                yield unknown_key(node, key, near_miss(key, KEYS), KEYS)
        name = node.entries.get("database")
        if name is None or not is_database(_text(name)):
            yield node.place.problem("`database` must be a URL or an ODBC string", FORM)
            return
        yield from _view_mistakes(node.entries.get("views"))
    if database_in(node).has_password:
        yield node.place.problem("a password stands in this file", SECRET_HINT)


def _view_mistakes(views: Node | None) -> Iterator[Problem]:
    if views is None:
        return
    if not isinstance(views, MapNode):
        yield views.place.problem("`views` must say which view each table is", FORM)
        return
    for table, view in views.entries.items():
        if not isinstance(view, ScalarNode) or not view.text.strip():
            yield view.place.problem(f"`{table}` must name a view", FORM)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""
