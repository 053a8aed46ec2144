"""The words around the control of a setting: title and sentence at the left, a note beside it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from arqon_tui.panel.schema import FieldSpec
from arqon_voice.text import shortened

__all__ = ["LABEL", "FieldWords", "control_column"]

LABEL = 14
_EDITOR = 36
_NOTE = 30
_NARROW = 60
"""Cells of the title, of the control and of the note at least; below so many there is no note."""


def control_column(width: int) -> int:
    """Where the control begins, in a row of so many cells."""
    return LABEL if width < _NARROW else max(LABEL + _NOTE + 1, width - _EDITOR)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What is said of a setting.

    Attributes:
        spec: the setting.
        note: how it stands.
        width: the cells of its row.
        focused: whether its control has the focus.
    """

    spec: FieldSpec
    note: str
    width: int
    focused: bool

    def on_one_line(self) -> Content:
        """Title and note, left of the control."""
        label = Content.styled(self.spec.label.ljust(LABEL), "bold" if self.focused else "")
        if self.width < _NARROW:
            return label
        room = control_column(self.width) - LABEL - 1
        return label + Content.styled(shortened(self.note, room), "dim")

    def on_two_lines(self) -> Content:
        """Title and sentence one below the other, the note below the control."""
        column = control_column(self.width)
        sentence = shortened(self.spec.help, column - 2).ljust(column)
        note = shortened(self.note, self.width - column)
        return Content.assemble(
            (self.spec.label, "bold $primary" if self.focused else "bold"),
            (f"  {self.spec.limits}\n{sentence}{note}", "dim"),
        )
