"""The text area of the panel: Textual's, with an undo that cannot end the program.

While Textual undoes or redoes, it draws a document that is already the old one with a cursor that
is still the new one, and raises where that line is gone (textual#6686). Here the document and its
wrapping are whole before anything looks at the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.document._edit import Edit
from textual.widgets import TextArea

__all__ = ["TextEditor"]


class TextEditor(TextArea):
    """A `TextArea` whose cursor always lies in its document.

    F6 and F7, which Textual has for selecting, are the panel's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+l", "select_line", "Select the line", show=False),
        Binding("alt+a,ctrl+shift+a", "select_all", "Select all", show=False),
    ]

    def watch_has_focus(self, _has_focus: bool) -> None:
        """See `Widget`: without a border, the focus changes the cursor alone, and no style."""
        self._line_cache.clear()

    def _recompute_cursor_offset(self) -> None:
        inside = self.clamp_visitable(self.cursor_location)
        self._cursor_offset = self.wrapped_document.location_to_offset(inside)

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        for edit in reversed(edits):
            edit.undo(self)
        self._show_anew(edits[:1])

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            edit.do(self, record_selection=False)
        self._show_anew(edits[-1:])

    def _show_anew(self, last_edit: Sequence[Edit]) -> None:
        """Wrap the document as it is now; then set the cursor where the last edit left it."""
        self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        self._line_cache.clear()
        for edit in last_edit:
            edit.after(self)
        self._build_highlight_map()
        self.post_message(self.Changed(self))
        self.update_suggestion()
        self._refresh_size()
