"""Answers of the server that arrive later than what they tell is true."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import APIResponse, Page, Request, Route
from tests.support import tied


class Late:
    """Keeps the answer to the second reading of an address back, as the server gave it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.readings = 0
        self.kept: list[tuple[Route, APIResponse]] = []
        self.over: list[Request] = []
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.route(address, self._pass_or_keep)

    def _ended(self, request: Request) -> None:
        self.over.append(request)

    def _pass_or_keep(self, route: Route) -> None:
        self.readings += 1
        if self.readings == 2:
            self.kept.append((route, route.fetch()))
        else:
            route.continue_()

    def wait(self) -> None:
        """Until there is an answer that is kept back."""
        self._until(lambda: bool(self.kept), "it was not read a second time")

    def release(self) -> None:
        """Let it through, and come back when the page has drawn what it makes of it."""
        [(route, response)] = self.kept
        route.fulfill(response=response)
        self._until(lambda: route.request in self.over, "the answer did not arrive")
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def _until(self, true: Callable[[], bool], otherwise: str) -> None:
        # Events of the browser are only handed over while it is being asked something.
        tied.until(lambda: self.page.evaluate("true") and true(), 30, lambda: otherwise)
