"""Methods that are queries: written on a connection, awaited without one, each a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, TypeVar

from sqlalchemy import Connection

from bot.store.database import Database, P, T


class Repository:
    """Everything that is asked of one table, or about one idea.

    A method marked :func:`reads` or :func:`writes` is the query itself: it takes a connection as its first argument
    and runs where the database runs queries. Its caller leaves the connection out and awaits the result. What has to
    share a transaction with other queries is a function of a connection beside the class.
    """

    def __init__(self, database: Database) -> None:
        self._database = database


R = TypeVar("R", bound=Repository)


def reads(query: Callable[Concatenate[R, Connection, P], T]) -> Callable[Concatenate[R, P], Coroutine[Any, Any, T]]:
    """Turn a query that changes nothing into a method to await; it takes no write lock."""

    @wraps(query)
    async def method(repository: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await repository._database.read(lambda c: query(repository, c, *args, **kwargs))

    return method


def writes(query: Callable[Concatenate[R, Connection, P], T]) -> Callable[Concatenate[R, P], Coroutine[Any, Any, T]]:
    """Turn a query into a method to await: committed when it returns, rolled back when it raises."""

    @wraps(query)
    async def method(repository: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await repository._database.write(lambda c: query(repository, c, *args, **kwargs))

    return method
