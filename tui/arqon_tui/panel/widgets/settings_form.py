"""The settings form: six fields that save themselves when they are left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.message import Message
from textual.widget import Widget

from arqon_tui.panel.background import Background, done
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.schema import FIELDS, FieldSpec, as_text
from arqon_tui.panel.widgets.field_row import FieldRow
from arqon_tui.panel.words import PROVIDER
from arqon_voice.text import plain

if TYPE_CHECKING:
    from concurrent.futures import Future

    from arqon_settings.model import SettingKey
    from arqon_settings.snapshot import Change, Snapshot
    from arqon_settings.values import SettingValue
    from arqon_tui.panel.services import Services

__all__ = ["SettingsForm"]


class SettingsForm(Widget):
    """Shows a snapshot and writes what is typed; the provider it only asks for."""

    DEFAULT_CSS = """
    SettingsForm {
        height: auto; padding: 0 1;
        border-top: solid $border-blurred; border-title-color: $foreground;
        &:focus-within { border-top: solid $primary; }
    }
    """

    class ProviderAsked(Message):
        """Somebody chose another provider: the panel rolls back, or asks first."""

        def __init__(self, provider: str) -> None:
            super().__init__()
            self.provider = provider

    class Written(Message):
        """A setting was written."""

        def __init__(self, snapshot: Snapshot) -> None:
            super().__init__()
            self.snapshot = snapshot

    def __init__(self, background: Background) -> None:
        super().__init__(id="settings")
        self.services: Services | None = None
        self._background = background
        self._path = self._key = ""
        self._explains = False
        self._title = Content()
        self.rows = tuple(FieldRow(spec) for spec in FIELDS)
        """The fields, in the order of the schema."""
        self._seen: Snapshot | None = None
        self._writing: list[tuple[FieldRow, str]] = []
        self._settled = asyncio.Event()
        self._name_the_section()

    def compose(self) -> ComposeResult:
        """A row for each setting of the schema."""
        yield from self.rows

    @property
    def focused_row(self) -> FieldRow | None:
        """The field that has the focus, also while something lies over the screen."""
        editor = self.screen.focused if self.is_attached else None
        return next((row for row in self.rows if row.editor is editor), None)

    def go_to(self, spec: FieldSpec) -> None:
        """Bring a setting into sight, with the focus; what comes next is typed into it."""
        editor = next(row.editor for row in self.rows if row.spec == spec)
        self.screen.set_focus(editor)
        # It may have had the focus, out of sight; and the view may have come just now.
        self.call_after_refresh(editor.scroll_visible, animate=False)

    def name_key(self, key: str) -> None:
        """Say in the title which key, with a letter behind it, goes to a setting."""
        if key != self._key:
            self._key = key
            self._name_the_section()

    def explain(self, explains: bool, width: int) -> None:
        """Show the sentence of every setting, or of the focused one only, on so many cells."""
        self._explains = explains
        for row in self.rows:
            row.expected = width
            row.explain(explains)
        self._name_the_section()

    def show(self, snapshot: Snapshot) -> None:
        """Show the values in force; what is being typed stays."""
        self._path = str(snapshot.path)
        self._seen = snapshot
        for row in self.rows:
            value = getattr(snapshot.settings, row.spec.key)
            row.show(as_text(value), snapshot.origins[row.spec.key])
        self._name_the_section()

    async def settle(self) -> FieldRow | None:
        """Save what is typed and wait for it; a field that could not be saved is returned.

        What somebody else has changed meanwhile is not overwritten.
        """
        for row in self.rows:
            if row.changed and not row.asks:
                self._save(row, row.editor.value)
        while self._writing:
            self._settled.clear()
            await self._settled.wait()
        return next((row for row in self.rows if row.changed), None)

    @on(FieldRow.Entered)
    def _entered(self, event: FieldRow.Entered) -> None:
        event.stop()
        if event.row.spec.key == PROVIDER:
            self.post_message(self.ProviderAsked(event.text))
        else:
            self._save(event.row, event.text)

    def _save(self, row: FieldRow, text: str) -> None:
        # A field that is left says again what Enter has said, and is heard when that is being
        # written, or has been.
        given = (given for one, given in reversed(self._writing) if one is row)
        if self.services is None or text == next(given, row.in_force):
            return
        try:
            value = self.services.parse(row.spec.key, text)
        except Refused as no:
            row.refuse(str(no))
            return
        self._writing.append((row, text))
        self._tell(row, text, self._begun(self.services, row.spec.key, value))

    def _begun(
        self, services: Services, key: SettingKey, value: SettingValue
    ) -> Future[tuple[Change, str]]:
        def write() -> tuple[Change, str]:
            doubt = services.doubt(key, value)
            change = services.change(key, value, self._seen)
            if self._seen is None or self._seen.reading < change.after.reading:
                self._seen = change.after  # what is typed next is written over this
            return change, doubt

        return self._background.submit(write)

    @work(group="settings")
    async def _tell(self, row: FieldRow, text: str, begun: Future[tuple[Change, str]]) -> None:
        try:
            change, doubt = await done(begun)
        except Refused as no:
            row.refuse(str(no))
        else:
            self._wrote(row, text, change, doubt)
            if self._seen is not None and self._seen.reading > change.after.reading:
                self.show(self._seen)  # it has changed again meanwhile
            self.post_message(self.Written(change.after))
        finally:
            self._writing.remove((row, text))
            self._settled.set()

    def _wrote(self, row: FieldRow, text: str, change: Change, doubt: str) -> None:
        key = row.spec.key
        after = as_text(getattr(change.after.settings, key))
        if change.changed or after == text:
            row.saved(text, after, as_text(getattr(change.before.settings, key)), doubt)
        else:  # somebody was faster, and what is typed has not been written
            row.show(after, change.after.origins[key])

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Explain the field that has the focus."""
        self._name_the_section()
        self._redraw(event.widget)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Name the file again."""
        self._name_the_section()
        self._redraw(event.widget)

    def _redraw(self, editor: Widget) -> None:
        if isinstance(editor.parent, FieldRow):
            editor.parent.refresh()

    def _name_the_section(self) -> None:
        row = next((row for row in self.rows if row.has_focus_within), None)
        if row is None or self._explains:
            keys = f" · {self._key} and a letter goes to one" if self._key else ""
            path = f" · {plain(self._path)}" if self._path else ""
            title = Content.assemble(("Settings", "bold"), keys, path)
        else:
            title = Content(row.spec.help)
        if not title.is_same(self._title):
            self.border_title = self._title = title
