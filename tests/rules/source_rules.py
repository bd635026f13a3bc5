"""Rules that can be read off the source: each yields a sentence for every place that breaks it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One module; `path` is relative to the package, with slashes."""

    path: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def within(self, *folders: str) -> bool:
        return self.path.startswith(folders)

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}: {what}"


Rule = Callable[[Source], Iterator[str]]

_SQL_VERBS = {"select", "insert", "update", "delete", "text", "union", "union_all", "exists"}
_EXECUTORS = {"execute", "scalar", "scalars", "exec_driver_sql", "executemany"}
# Where SQL is written although it is no repository, and why.
_SQL_ELSEWHERE = {
    "core/paging.py": "counts the rows of any repository's query",
    "experts/votes/effective.py": "the one definition of the vote that counts",
    "songs/feedback/effective.py": "the one definition that the queries of every repository take",
    "core/operations/waiting.py": "asks on the workflow engine's own connections and threads",
    "core/operations/queue.py": "sets pragmas on the workflow engine's own connections",
}
_VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
_HTTP = ("fastapi", "starlette")
_BLIND_TO_HTTP = {
    "service.py",
    "repository.py",
    "read_repository.py",
    "models.py",
    "workflows.py",
    "events.py",
}


def offences(root: Path, rule: Rule) -> list[str]:
    """Every breach of `rule` in the package at `root`."""
    found: list[str] = []
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root).as_posix()
        found += rule(Source(relative, ast.parse(path.read_text(), relative)))
    return found


def one_committer(source: Source) -> Iterator[str]:
    if source.within("core/db/"):
        return
    for call in _calls(source):
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"commit", "begin"}:
            yield source.at(call, f"only core/db ends transactions, not .{call.func.attr}()")


def sql_in_repositories(source: Source) -> Iterator[str]:
    if source.within("core/db/", "migrations/") or source.path in _SQL_ELSEWHERE:
        return
    if source.name in {"repository.py", "read_repository.py"}:
        return
    # A model's partial index needs its condition as text.
    verbs = _SQL_VERBS - ({"text"} if source.name == "models.py" else set())
    for node, verb in _taken_from(source, "sqlalchemy"):
        if verb in verbs:
            yield source.at(node, f"SQL ({verb}) is written in repositories only")
    for call in _calls(source):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _EXECUTORS:
            yield source.at(call, f"SQL is executed in repositories only, not by .{call.func.attr}()")


def no_background_tasks(source: Source) -> Iterator[str]:
    for package in _HTTP:
        for node, name in _taken_from(source, package):
            if name in {"BackgroundTasks", "BackgroundTask"}:
                yield source.at(node, "work after the answer is lost with the process: enqueue an operation")


def no_naive_datetimes(source: Source) -> Iterator[str]:
    for call in _calls(source):
        if not isinstance(call.func, ast.Attribute) or not _is_datetime(call.func.value):
            continue
        method = call.func.attr
        zoned = any(keyword.arg == "tz" for keyword in call.keywords)
        positions = {"now": 1, "fromtimestamp": 2}
        if method in {"utcnow", "utcfromtimestamp", "today"}:
            yield source.at(call, f"datetime.{method}() has no time zone")
        elif method in positions and not zoned and len(call.args) < positions[method]:
            yield source.at(call, f"datetime.{method}() needs a time zone")


def no_vague_names(source: Source) -> Iterator[str]:
    parts = {part.removesuffix(".py") for part in source.path.split("/")}
    for vague in sorted(parts & _VAGUE_NAMES):
        yield f"{source.path}: {vague!r} says nothing of what is inside"


def decisions_know_no_http(source: Source) -> Iterator[str]:
    if source.name not in _BLIND_TO_HTTP:
        return
    for package in _HTTP:
        for node, name in _taken_from(source, package):
            yield source.at(node, f"only routes know HTTP, not {source.name} ({name})")


def no_hidden_queries(source: Source) -> Iterator[str]:
    for call in _calls(source):
        if isinstance(call.func, ast.Name) and call.func.id == "relationship":
            lazy = {k.arg: k.value for k in call.keywords}.get("lazy")
            if not (isinstance(lazy, ast.Constant) and lazy.value == "raise"):
                yield source.at(call, 'a relationship needs lazy="raise"')


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _is_datetime(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "datetime") or (
        isinstance(node, ast.Attribute) and node.attr == "datetime"
    )


def _taken_from(source: Source, package: str) -> Iterator[tuple[ast.AST, str]]:
    """Each name that the module imports from `package`, or reaches through an alias of it."""
    aliases: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and _belongs(node.module, package):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if _belongs(alias.name, package):
                    aliases.add(alias.asname or package)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            yield node, node.attr


def _belongs(module: str | None, package: str) -> bool:
    return module == package or (module or "").startswith(f"{package}.")
