"""Whether an answer is due or under way: read beside the bytes, which pass as they are.

To a proxy each end of the guest is a mere end of file. Some clients take one in the middle of an
answer for its end, and some wait for ever, so it must be known where answers end: RFC 9112,
section 6.3.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser, HttpResponseParser

__all__ = ["Framing"]

_FINAL: Final = 200
"""A lower status announces an answer, and is not one."""


class Framing:
    """Follows the requests and the answers of one connection.

    Requests that cannot be read are taken for GET. When an answer cannot be read, or another
    protocol is spoken, no end is taken for a cut from then on.
    """

    def __init__(self) -> None:
        self._due: deque[bytes] = deque()
        self._requests: _Requests | None = _Requests(self._due.append)
        self._answers: _Answers | None = _Answers(self._due)

    @property
    def unfinished(self) -> bool:
        """Whether the guest's end, now, would leave an answer undone."""
        return self._answers is not None and self._answers.unfinished

    def asked(self, data: bytes) -> None:
        """What the client sends, in any pieces."""
        while self._requests is not None and data:
            try:
                self._requests.parser.feed_data(data)
            except HttpParserUpgrade as upgrade:  # the guest may decline; then more requests come
                data = data[upgrade.args[0] :]
                self._requests = _Requests(self._due.append)
            except HttpParserError:
                self._requests = None
            else:
                return

    def answered(self, data: bytes) -> None:
        """What the guest sends, in any pieces."""
        if self._answers is None:
            return
        try:
            self._answers.feed(data)
        except (HttpParserError, HttpParserUpgrade):
            self._answers = None


class _Requests:
    """Tells the method of each request when its head is whole."""

    def __init__(self, tell: Callable[[bytes], None]) -> None:
        self._tell = tell
        self.parser = HttpRequestParser(self)

    def on_headers_complete(self) -> None:
        self._tell(self.parser.get_method())


class _Answers:
    """Where the guest is in its answers; `due` has the methods of those that it owes."""

    def __init__(self, due: deque[bytes]) -> None:
        self._due = due
        self._parser = HttpResponseParser(self)
        self._begun = self._in_body = self._has_length = self._last = False

    @property
    def unfinished(self) -> bool:
        if self._last:
            return False
        if self._in_body:  # without a length, the end of file is its end
            return self._has_length
        return self._begun or bool(self._due)

    def feed(self, data: bytes) -> None:
        """Raises HttpParserError, HttpParserUpgrade: what comes now cannot be followed."""
        begin = 0
        while begin < len(data) and not self._last:
            # The parser does not say how far it came, and what answers HEAD ends with its head. So
            # heads go in line by line, and bodies too while more than one answer is due.
            by_line = not self._in_body or len(self._due) > 1
            end = (by_line and data.find(b"\n", begin) + 1) or len(data)
            self._parser.feed_data(data[begin:end])
            if self._in_body and self._method == b"HEAD":
                self._parser = HttpResponseParser(self)  # the old one waits for a body
                self._complete(last=False)
            begin = end

    @property
    def _method(self) -> bytes:
        return self._due[0] if self._due else b"GET"

    def on_message_begin(self) -> None:
        self._begun = True

    def on_header(self, name: bytes, value: bytes) -> None:
        name, value = name.lower(), value.lower()
        self._has_length |= name == b"content-length"
        self._has_length |= name == b"transfer-encoding" and b"chunked" in value

    def on_headers_complete(self) -> None:
        self._in_body = True
        if self._method == b"CONNECT" and self._parser.get_status_code() // 100 == 2:
            raise HttpParserError("what follows is not HTTP")

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() < _FINAL:
            self._begun = self._in_body = self._has_length = False
        else:
            self._complete(last=not self._parser.should_keep_alive())

    def _complete(self, *, last: bool) -> None:
        if self._due:
            self._due.popleft()
        self._begun = self._in_body = self._has_length = False
        self._last = last
