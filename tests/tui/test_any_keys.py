"""Whatever is pressed and pasted, in every view and over every question: the panel stays, F9 works,
and a setting is written only where somebody asked for it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import chdir
from dataclasses import dataclass
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from textual import events
from textual.command import CommandPalette
from textual.keys import key_to_character
from textual.screen import ModalScreen
from textual.widget import Widget

from arqon_settings.model import SettingKey
from arqon_settings.values import SettingValue
from arqon_tui.panel import input_order
from arqon_tui.panel.actions import ACTIONS
from arqon_tui.panel.input_order import settled
from arqon_tui.panel.schema import as_text
from arqon_tui.panel.status import Question
from arqon_tui.panel.widgets.choice import Choice
from arqon_tui.panel.widgets.field_row import FieldRow
from tests.patience import PATIENCE_S
from tests.tui.driving import opened
from tests.tui.fakes import EARLIER, LATER, FakeServices, row, snapshot_of

EXAMPLES: Final = int(os.environ.get("ANY_KEYS_EXAMPLES", "4"))
"""More of them for a long run by hand."""
KEYS: Final = sorted(
    {action.key for action in ACTIONS if action.name not in ("quit", "rollback")}
    | {"ctrl+p", "tab", "shift+tab", "enter", "space", "up", "down", "left", "right", "home", "end"}
    | {"pageup", "pagedown", "backspace", "delete", "ctrl+z", "ctrl+y", "ctrl+u", "ctrl+w"}
    | {"ctrl+x", "ctrl+v", "ctrl+a", "ctrl+k", "ctrl+c", "ctrl+s", "ctrl+l", "alt+a", "shift+up"}
    | {*"018aghnstyz漢", "escape"}
)
MOVES: Final = (
    "enter",
    "tab",
    "shift+tab",
    "f2",
    "f3",
    "f4",
    "f5",
    "f12",
    "ctrl+g",
    "slash",
    "space",
)
TEXTS: Final = st.one_of(
    st.lists(
        st.sampled_from(
            ["800", "af_sky", "word ", "\n", "\r\n", "\t", "漢字", "é", "\u2028", "[/x]"]
        ),
        min_size=1,
        max_size=9,
    ).map("".join),
    st.text(st.characters(max_codepoint=0x9F), min_size=1, max_size=20),
    st.sampled_from(["x", "9", "a\n", "漢"]).map(lambda part: part * 10_000),
)
_ROUNDS: Final = 4
"""A key becomes a blur, that a value that was entered, that a write: each a message to another."""
_CHOOSES: Final = ("space", "enter", "left", "right")
_WRITERS: Final = {"settings", "undo", "keep"}


@dataclass(frozen=True)
class Before:
    """Where the panel stood when a key was pressed."""

    row: FieldRow | None
    value: str
    changed: bool
    asks: bool
    in_palette: bool
    focused: Widget | None
    kept: dict[FieldRow, str]
    """What is typed into fields that do not have the focus, and was not taken."""


class AnyKeys(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart"))
        self.services.made = [LATER, EARLIER]
        self.services.rows = [row(n, message_id=f"m{n // 5}") for n in range(40)]
        self.here = chdir(self.services.folder)  # what is exported lies there
        self.here.__enter__()
        self.runner = asyncio.Runner()
        self.held = pytest.MonkeyPatch()
        self.held.setattr(
            input_order, "_TURNS", 10_000
        )  # a starved machine is no handler that hangs
        self.seen = 0

    @initialize(
        size=st.sampled_from([(80, 24), (120, 40), (40, 12)]),
        view=st.sampled_from(["operate", "tune", "inspect", "gate"]),
    )
    def open(self, size: tuple[int, int], view: str) -> None:
        self.panel = opened(self.services, size, view=view)
        self.app, self.pilot = self.runner.run(self.panel.__aenter__())

    @rule(key=st.sampled_from(KEYS))
    def press(self, key: str) -> None:
        self.runner.run(self._do(key))

    @rule(key=st.sampled_from(MOVES))
    def move(self, key: str) -> None:
        self.runner.run(self._do(key))

    @rule(letter=st.sampled_from("pktvsfael"), typed=TEXTS, then=st.sampled_from(MOVES))
    def type_into_a_setting(self, letter: str, typed: str, then: str) -> None:
        for key in ("escape", "escape", "f3", "ctrl+g", letter):
            self.runner.run(self._do(key))
        self.paste(typed)
        self.runner.run(self._do(then))

    @rule(text=TEXTS)
    def paste(self, text: str) -> None:
        self.runner.run(self._do("", text))

    @rule(key=st.sampled_from(["ctrl+z", "ctrl+y", "f10", "escape"]))
    def take_back(self, key: str) -> None:
        self.runner.run(self._do(key))

    @rule(
        values=st.sampled_from(
            [
                {"arqon_tts_kokoro_timeout_ms": 9000},
                {"arqon_tts_kokoro_url": "http://10.0.0.7:7781"},
                {"arqon_tts_kokoro_streaming_enabled": False},
                {"arqon_tts_provider": "kokoro"},
            ]
        )
    )
    def somebody_else_writes(self, values: dict[SettingKey, SettingValue]) -> None:
        self.services.elsewhere(values)
        self.runner.run(self._settled())

    @rule()
    def somebody_asks(self) -> None:
        if not self.services.asked:
            self.services.asked = [Question("k-1", "a-1", "Delete [/x]", "{}", 41.2)]
            self.runner.run(self._wait(lambda: self.app.state.questions))

    @rule()
    def it_is_decided_and_spoken(self) -> None:
        self.services.asked = []
        for said in self.services.speaker.said:
            if not said.ticket.outcome.done():
                said.end()
        self.runner.run(self._settled())

    @rule()
    def roll_back(self) -> None:
        self.runner.run(self._roll_back())

    @invariant()
    def the_form_shows_what_is_in_force(self) -> None:
        if not hasattr(self, "app"):
            return
        for each in self._rows():
            value = getattr(self.services.now.settings, each.spec.key)
            assert each.in_force == as_text(value) or self.app.state.view != "tune", each.spec.key

    def _rows(self) -> Sequence[FieldRow]:
        """The settings, once somebody has looked at them."""
        return self.app.tune.form.rows if self.app.views.made("tune") is not None else []

    def teardown(self) -> None:
        try:
            if hasattr(self, "panel"):
                self.runner.run(self._roll_back())
                self.services.speaker.said.clear()
                self.runner.run(self.panel.__aexit__(None, None, None))
        finally:
            self.runner.close()
            self.here.__exit__(None, None, None)
            self.held.undo()

    async def _do(self, key: str, pasted: str = "") -> None:
        before = self._before()
        await self._send(events.Key(key, key_to_character(key)) if key else events.Paste(pasted))
        for call in self.services.calls[self.seen :]:
            assert self._asked(call, key, before), f"{call} after {key or pasted[:40]!r}: {before}"
        self.seen = len(self.services.calls)
        for each, text in before.kept.items():
            if key != "ctrl+o" and not before.in_palette and each.changed:
                assert each.editor.value == text

    async def _send(self, event: events.Event) -> None:
        pumps = [*(self.app.focused or self.app.screen).ancestors_with_self]
        self.app.post_message(event)
        await self._wait(lambda: self.app._input is None or not self.app._input._busy)
        for pump in pumps * _ROUNDS:
            await settled(pump)
        await self._settled()

    async def _settled(self) -> None:
        for _ in range(_ROUNDS):
            await settled(self.app)
            await settled(self.app.screen)
        await self._wait(self._at_rest)
        assert self.app._exception is None
        assert self.app.is_running

    async def _wait(self, come: Callable[[], object]) -> None:
        """Unlike a pause of the pilot, this does not wait for the program to be idle."""
        async with asyncio.timeout(PATIENCE_S):
            while not come():
                if self.app._exception is not None:
                    raise self.app._exception
                await asyncio.sleep(0.001)

    def _at_rest(self) -> bool:
        writers = set(_WRITERS)
        if not isinstance(self.app.screen, ModalScreen):
            writers.add("switch")  # it waits for the answer to its question
        return all(w.is_finished for w in self.app.workers if w.group in writers)

    def _before(self) -> Before:
        rows = self._rows()
        focused = self.app.focused
        at = next((each for each in rows if each.editor is focused), None)
        return Before(
            at,
            at.editor.value if at else "",
            bool(at and at.changed),
            bool(at and at.asks),
            isinstance(self.app.screen, CommandPalette),
            focused,
            {each: each.editor.value for each in rows if each is not at and each.changed},
        )

    def _asked(self, call: str, key: str, before: Before) -> bool:
        """Whether somebody who pressed that key there has asked for that write."""
        what, _, rest = call.partition(" ")
        if what not in ("change", "rollback", "restore", "undo"):
            return True
        if before.in_palette and key == "enter":
            return True
        chooses = isinstance(before.focused, Choice) and key in _CHOOSES
        match what:
            case "rollback":
                return chooses or key == "ctrl+o"
            case "restore":
                return getattr(before.focused, "id", "") == "switch" and key in ("enter", "space")
            case "undo":
                return key in ("f10", "u")
        name, _, value = rest.partition(" ")
        if name == "arqon_tts_kokoro_voice" and key == "k":
            return True
        if before.row is None or before.row.spec.key != name:
            return False
        if key == "ctrl+o" or chooses:
            return True
        typed = str(self.services.parse(before.row.spec.key, before.value))
        return before.changed and value == typed and (key == "enter" or not before.asks)

    async def _roll_back(self) -> None:
        self.services.elsewhere({"arqon_tts_provider": "kokoro"})
        await self._wait(lambda: self.app.provider == "kokoro")
        await self._send(events.Key("f9", None))
        await self._wait(lambda: self.app.provider == "fallback")
        assert self.services.now.settings.arqon_tts_provider == "fallback"
        assert "FALLBACK" in self.app.band.render().plain
        await self._settled()
        self.seen = len(self.services.calls)


TestAnyKeys = AnyKeys.TestCase
TestAnyKeys.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
