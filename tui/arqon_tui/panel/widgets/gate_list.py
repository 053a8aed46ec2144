"""The criteria of the gate, and below them what was decided and rolled back, to choose from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets.option_list import Option

from arqon_tui.panel.gate.lines import noted_line, row_line
from arqon_tui.panel.widgets.rows import Rows

if TYPE_CHECKING:
    from arqon_gate.verdict import Row
    from arqon_tui.panel.gate.port import GateShown, Noted

__all__ = ["GateList"]

_HEAD = "Decisions and rollbacks, the newest first"
_MARKED = Style(reverse=True)


class GateList(Rows):
    """One line each; a heading stands between the two."""

    DEFAULT_CSS = """
    GateList {
        height: 1fr; min-height: 3; border: none; background: transparent; margin: 0 0 0 1;
        scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; }
        & > .option-list--option-disabled { color: $foreground; }
        & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
            color: $foreground; background: $background;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Row before", show=False),
        Binding("down,j", "cursor_down", "Row after", show=False),
        Binding("enter", "select", "Read its artifacts, or the decision", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="criteria", name="Criteria", compact=True, markup=False)
        self._rows: tuple[Row, ...] = ()
        self._noted: tuple[Noted, ...] = ()
        self._drawn: list[Content] = []

    @property
    def row(self) -> Row | None:
        """The criterion under the mark."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    @property
    def noted(self) -> Noted | None:
        """The decision or rollback under the mark."""
        at = (self.highlighted or 0) - len(self._rows) - 1
        return self._noted[at] if 0 <= at < len(self._noted) else None

    @property
    def marked(self) -> Row | Noted | None:
        """What is under the mark."""
        return self.row or self.noted

    def render_line(self, y: int) -> Strip:
        """The marked one reversed: its colours stay readable, and it is seen without any."""
        strip = super().render_line(y)
        if self.scroll_offset.y + y != self.highlighted:  # each option has one line
            return strip
        marked = [Segment(text, (style or Style()) + _MARKED) for text, style, _ in strip]
        return Strip(marked, strip.cell_length)

    def show(self, shown: GateShown, running: str, now: datetime) -> None:
        """Draw them, `running` as the criterion that is being checked; the mark stays."""
        lines = [row_line(row, runs=row.criterion.number == running) for row in shown.rows]
        lines.append(Content.styled(_HEAD, "bold"))
        lines += [noted_line(one, now) for one in shown.noted] or [Content.styled("none", "dim")]
        if lines == self._drawn:
            return
        number, one = self.row and self.row.criterion.number, self.noted
        self._rows, self._noted, self._drawn = shown.rows, shown.noted, lines
        head = len(shown.rows)
        self.set_options(
            Option(line, disabled=at == head or (at > head and not shown.noted))
            for at, line in enumerate(lines)
        )
        numbers = [row.criterion.number for row in shown.rows]
        if one is not None and one in shown.noted:
            self.highlighted = head + 1 + shown.noted.index(one)
        else:
            self.highlighted = numbers.index(number) if number in numbers else 0
