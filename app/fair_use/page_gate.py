"""Pages that cost the loop much and that anybody may ask for: one at a time, in turn, and not without an end.

NiceGUI builds them in tasks of its own, for which no account pays (`fair_queue`), so the cost is taken here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.requests import Request

from app.fair_use.fair_queue import FREE, REST, Account, account_of, spent
from app.fair_use.worker import Bench, Busy

WAITING = 20  # a hall has a few moderators


class Gate:
    """Before the pages of moderators. `is_moderator`: judges a request's headers; they need not wait.

    `busy`: the answer to whom there is no room for. `built`: hears of each page that was built.
    """

    def __init__(
        self,
        pages: Any,
        is_moderator: Callable[[Any], bool],
        busy: Callable[[Request], Any],
        built: Callable[[], None],
    ) -> None:
        self._pages = pages
        self._is_moderator = is_moderator
        self._busy = busy
        self._built = built
        self._bench = Bench(WAITING)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        open_to_all = scope["type"] != "http" or not scope["path"].startswith("/m")
        if open_to_all or self._is_moderator(scope):
            await self._pages(scope, receive, send)
            return
        account = account_of.get() or Account()
        try:
            await self._bench.take(account)
        except Busy:
            await self._busy(Request(scope))(scope, receive, send)
            return
        lease = _Lease(self._bench, account)
        try:
            await self._pages(scope, receive, partial(lease.sending, send))
        finally:
            lease.end()
            self._built()


class _Lease:
    """Of one request, until its answer begins: who reads it slowly keeps nobody waiting."""

    def __init__(self, bench: Bench, account: Account) -> None:
        self._bench = bench
        self._account = account
        self._began = spent()
        self._over = False

    async def sending(self, send: Any, message: dict[str, Any]) -> None:
        self.end()
        await send(message)

    def end(self) -> None:
        if not self._over:
            self._over = True
            cost = spent() - self._began
            self._account.charge(cost)
            self._bench.leave(cost * REST if self._account.used() > FREE else 0.0)
