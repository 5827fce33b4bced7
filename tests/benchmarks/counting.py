"""Counting queries: of a block, and of each request that a site answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

READS = ("SELECT", "PRAGMA", "EXPLAIN")


@dataclass
class Queries:
    """How many statements went to the database, transactions' own included."""

    all: int = 0
    writes: int = 0

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.all += 1
        self.writes += not sql.lstrip("( ").upper().startswith(READS)
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Queries]:
    """Count the queries of a block, in this thread."""
    queries = Queries()
    with connection.execute_wrapper(queries):
        yield queries


@dataclass(frozen=True)
class Answered:
    """A request that this site has answered."""

    path: str
    status: int
    queries: int


class RequestLog:
    """Middleware that keeps the last requests, for the measures to look at."""

    last: deque[Answered] = deque(maxlen=1000)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with counted() as queries:
            response = self.get_response(request)
        self.last.append(Answered(request.path, response.status_code, queries.all))
        return response

    @classmethod
    def take(cls) -> list[dict[str, Any]]:
        """Return the requests since the last time."""
        taken = [asdict(answered) for answered in cls.last]
        cls.last.clear()
        return taken
