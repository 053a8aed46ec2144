"""One setting: what is typed into it, what is in force, and what is wrong with its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from arqon_tui.panel.schema import FieldSpec
from arqon_tui.panel.widgets.choice import Choice
from arqon_tui.panel.widgets.field_words import LABEL, FieldWords, control_column
from arqon_tui.panel.widgets.line_editor import LineEditor
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_settings.snapshot import Origin

__all__ = ["FieldRow"]

_SAVED_SHOWS_S = 6.0


class FieldRow(Widget):
    """Keeps what is typed until it is saved, whatever happens around it.

    Title and sentence stand at the left, the control at the right. The row draws its words
    itself, and its editor comes with the first value: every widget delays the first paint.
    """

    DEFAULT_CSS = f"""
    FieldRow {{
        height: auto; min-height: 1;
        &.-explained {{ min-height: 2; }}
        Choice, Input {{ width: 1fr; }}
        Static {{ margin: 0 0 0 {LABEL}; width: 1fr; height: auto; display: none; }}
        &.-problem Static {{ display: block; color: $warning; text-style: bold; }}
        &.-held Static {{ display: block; color: $text-muted; text-style: none; }}
        Input.-textual-compact.-invalid {{ background-tint: $warning 20%; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "put_back", "Put back", show=False)]

    @dataclass
    class Entered(Message):
        """Somebody left the field, or chose, with another value than the one in force."""

        row: FieldRow
        text: str

    class PutBack(Message):
        """What was typed is dropped."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(id=spec.key)
        self.spec = spec
        self.in_force = ""
        self.origin: Origin | None = None
        self.asks = False
        """Whether the value in force was changed by somebody else under what is typed here."""
        self.expected = 0
        """The cells that the row will have, as far as that is known before it is laid out."""
        self._saved = ""
        self._message: Static | None = None
        self.editor: Choice | LineEditor = (
            Choice(spec.choices, name=spec.label)
            if spec.choices
            else LineEditor(compact=True, name=spec.label)
        )

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not in force."""
        return self.origin is not None and self.editor.value != self.in_force

    @property
    def can_reset(self) -> bool:
        """Whether the default is another value than what is in force or typed."""
        held = self.origin is None or self.editor.disabled
        return not held and {self.in_force, self.editor.value} != {self.spec.default}

    @property
    def message(self) -> str:
        """What stands under the field."""
        return str(self._message.content) if self._message else ""

    def show(self, text: str, origin: Origin) -> None:
        """Show the value in force; what is being typed stays."""
        if self.origin is None:
            self.mount(self.editor)
            self._place()
        typed, before, note = self.changed, self.in_force, self._note()
        self.in_force, self.origin = text, origin
        if text != before:
            self._saved = ""  # by somebody else, or by an undo
        if typed and text != before and not self.spec.choices:
            self.asks = self.changed
        if not typed or not self.changed or isinstance(self.editor, Choice):
            self._put(text)
        self.editor.disabled = origin == "environment"
        self.set_class(self.editor.disabled, "-held")
        if self.editor.disabled:
            self._tell(f"held by {self.spec.key.upper()}: unset it and restart")
        elif not self.changed:
            self._clear()
        elif self.asks:
            self._ask()
        if self._note() != note:
            self.refresh()

    def saved(self, typed: str, text: str, old: str, doubt: str = "") -> None:
        """The value that was `typed` is in force as `text`; `doubt` says what was not checked."""
        self.in_force = text
        if self.editor.value == typed:
            self._put(text)
            self._clear()
        if doubt:
            self._tell(f"Saved; {doubt}")
            self.add_class("-problem")
        self._saved = f"saved, in force now, was {old}"
        self.set_timer(_SAVED_SHOWS_S, self._forget_saved)
        self.refresh()

    def refuse(self, why: str) -> None:
        """Say why the value was not taken; it stays to be corrected."""
        self._tell(f"Not saved: {why}")
        self.add_class("-problem")
        self.editor.add_class("-invalid")

    def reset(self) -> None:
        """Go back to the default, as if it had been entered."""
        self.asks = False
        if not isinstance(self.editor, Choice):
            self._put(self.spec.default)
        if self.in_force == self.spec.default:
            self.action_put_back()
        else:
            self.post_message(self.Entered(self, self.spec.default))

    def explain(self, explains: bool) -> None:
        """Show the sentence below the title, or leave it to the form."""
        if explains != self.has_class("-explained"):
            self.set_class(explains, "-explained")
            self._place()
            self.refresh(layout=True)

    def on_resize(self) -> None:
        """Keep the control at the right."""
        self._place()

    def _place(self) -> None:
        below = 1 if self.has_class("-explained") else 0
        width = self.size.width or self.expected
        self.editor.styles.margin = (0, 0, below, control_column(width))

    def _ask(self) -> None:
        self._tell(
            f"Changed meanwhile by somebody else, to {self.in_force}. "
            f"Enter saves {self.editor.value} over it, Esc takes {self.in_force}."
        )
        self.add_class("-problem")

    def action_put_back(self) -> None:
        """Drop what is typed, back to the value in force."""
        self._put(self.in_force)
        if isinstance(self.editor, LineEditor) and self.editor.has_focus:
            self.editor.come_to()
        self._clear()
        self.refresh()
        self.post_message(self.PutBack())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Escape is only ours while something is typed."""
        return action != "put_back" or self.changed

    def render(self) -> Content:
        """The words around the control."""
        words = FieldWords(self.spec, self._note(), self.size.width, self.has_focus_within)
        return words.on_two_lines() if self.has_class("-explained") else words.on_one_line()

    def _note(self) -> str:
        if self.origin is None:
            return "being read"
        if self.has_class("-problem"):
            return plain(f"in force: {self.in_force}")
        if self.changed:
            return plain(f"typing · esc puts back {self.in_force}")
        if self._saved:
            return plain(self._saved)
        if self.spec.limits and self.has_focus_within and not self.has_class("-explained"):
            return f"{self.spec.limits} · default {self.spec.default}"
        default = "" if self.origin == "default" else f" · default {self.spec.default}"
        return f"{self.origin}{default}"

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._saved = ""
        event.input.select_on_focus = not self.changed
        if self.asks and self.changed:
            self._ask()
        elif not self.changed:
            self._clear()
        self.refresh()

    @on(Input.Blurred)
    @on(Input.Submitted)
    def _left(self, event: Input.Blurred | Input.Submitted) -> None:
        event.stop()
        if self.asks and not isinstance(event, Input.Submitted):
            return
        # Another window came to the front: that is no leaving.
        if self.changed and self.app.app_focus:
            self.asks = False
            self.post_message(self.Entered(self, self.editor.value))

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        event.stop()
        self.post_message(self.Entered(self, event.text))

    def _put(self, text: str) -> None:
        with self.prevent(Input.Changed):
            if isinstance(self.editor, LineEditor):
                self.editor.put(text)
            else:
                self.editor.value = text

    def _tell(self, text: str) -> None:
        if self._message is None:
            self._message = Static(markup=False)
            self.mount(self._message)
        self._message.update(plain(text))

    def _clear(self) -> None:
        self.asks = False
        self.remove_class("-problem")
        self.editor.remove_class("-invalid")

    def _forget_saved(self) -> None:
        self._saved = ""
        self.refresh()
