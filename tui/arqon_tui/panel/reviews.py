"""Puts actions that wait for a person's word on the screen, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from arqon_tui.panel.status import Question
from arqon_voice.text import plain_words

if TYPE_CHECKING:
    from arqon_tui.panel.screens.review import ReviewScreen
    from arqon_tui.panel.services import Services
    from arqon_tui.panel.state_app import StateApp

__all__ = ["Reviews"]


class Reviews:
    """Follows the questions of the world; the result of each stands in the band."""

    def __init__(self, app: StateApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._screen: ReviewScreen | None = None
        self._settled: set[str] = set()  # answered here; the world needs a moment to know

    def look(self, services: Services, questions: Sequence[Question]) -> None:
        """Ask what is new, count down what is asked, take away what was decided elsewhere."""
        self._settled &= {question.key for question in questions}
        if self._screen is None:
            new = (question for question in questions if question.key not in self._settled)
            if (question := next(new, None)) is not None:
                self._ask(services, question)
            return
        asked = self._screen.question.key
        current = next((question for question in questions if question.key == asked), None)
        if current is not None:
            self._screen.show_left(current.left_s)
        elif self._app.screen is self._screen:
            self._screen.dismiss(None)
        else:
            self._screen.show_left(0)  # something lies over it, and goes first

    def _ask(self, services: Services, question: Question) -> None:
        from arqon_tui.panel.screens.review import ReviewScreen

        self._screen = ReviewScreen(question)
        self._app.push_screen(self._screen, partial(self._answered, services, question))

    def _answered(self, services: Services, question: Question, allow: bool | None) -> None:
        self._screen = None
        done = {True: "Allowed", False: "Blocked", None: "Not answered here, so not allowed here"}
        self._app.say(f"{self._now():%H:%M:%S} {done[allow]}: {plain_words(question.action_id)}.")
        if allow is not None:
            self._settled.add(question.key)
            services.answer(question, allow)
