"""Serves the panel to browsers of this machine, by textual-serve's page and terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import aiohttp_jinja2
import jinja2
from aiohttp import WSCloseCode, web
from textual_serve.server import Server, to_int

from arqon_tui.web.access import refusal
from arqon_tui.web.child import PanelChild

__all__ = ["PanelServer"]

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HEARTBEAT_S: Final = 15.0
_CLOSE_S: Final = 1.0
_MOST: Final = 500
"""Columns or rows: more than any screen shows."""

_FOCUS: Final = """<script>
  const focusTerminal = () => document.querySelector(".xterm-helper-textarea")?.focus();
  new MutationObserver(focusTerminal).observe(document.body, {attributeFilter: ["class"]});
  window.addEventListener("focus", focusTerminal);
</script>
"""
"""textual-serve's page takes no key before somebody has clicked it: F9 must work at once."""


class PanelServer(Server):
    """A panel for each page; all paths begin with the token.

    Args:
        token: what the address holds, so that only those who were given it come in.
        words: the options of the panels.
    """

    def __init__(self, token: str, words: Sequence[str]) -> None:
        super().__init__("", title="arqon-tts")
        self._token, self._words = token, words
        self._open: dict[asyncio.Task[None] | None, web.WebSocketResponse] = {}

    def app(self) -> web.Application:
        """What answers requests."""
        app = web.Application(middlewares=[self._guard])
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(self.templates_path))
        at = f"/{self._token}"
        app.add_routes(
            [
                web.get(f"{at}/", self.handle_index),
                web.get(at, self.handle_index),
                web.get(f"{at}/ws", self.handle_websocket),
                web.static(f"{at}/static", self.statics_path),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        given, _, path = request.path.removeprefix("/").partition("/")
        why = refusal(
            self._token,
            host=request.headers.get("Host", ""),
            origin=request.headers.get("Origin"),
            given=given,
            needs_origin=path == "ws",
        )
        return web.Response(status=403, text=f"{why}\n") if why else await handler(request)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page; it names this server as the browser does, also through `ssh -L`."""
        at = f"{request.host}/{self._token}"
        context = {
            "application": {"name": self.title},
            "app_websocket_url": f"ws://{at}/ws",
            "config": {"static": {"url": f"http://{at}/static/"}},
            "font_size": to_int(request.query.get("fontsize", "16"), 16),
        }
        page = aiohttp_jinja2.render_template("app_index.html", request, context)
        page.text = (page.text or "").replace("</body>", f"{_FOCUS}</body>")
        page.headers.update(_page_headers(request.host))
        return page

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Connect the page with a panel, until one of them ends."""
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT_S, timeout=_CLOSE_S)
        await page.prepare(request)

        async def close() -> None:
            await page.close()

        child = PanelChild(self._words, page.send_bytes, close)
        task = asyncio.current_task()
        self._open[task] = page
        try:
            await child.start(_cells(request, "width", 80), _cells(request, "height", 24))
            await self._process_messages(page, child)
        except (ValueError, TypeError, LookupError, AttributeError, AssertionError):
            await page.close(code=WSCloseCode.UNSUPPORTED_DATA)  # not what our page sends
        finally:
            try:
                await child.stop()
            finally:
                del self._open[task]
        return page

    async def on_shutdown(self, app: web.Application) -> None:
        """End all panels."""
        del app
        tasks = [task for task in self._open if task is not None]
        for page in list(self._open.values()):
            await page.close(code=WSCloseCode.GOING_AWAY)
        if tasks:
            await asyncio.wait(tasks)


def _cells(request: web.Request, name: str, otherwise: int) -> int:
    return min(max(to_int(request.query.get(name, ""), otherwise), 1), _MOST)


def _page_headers(host: str) -> dict[str, str]:
    """What the page may load: of this server alone. textual-serve's asks for a font elsewhere."""
    policy = (
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://{host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
