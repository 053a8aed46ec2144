"""What looks the same with the focus and without."""

from __future__ import annotations

from textual.events import Blur, DescendantBlur, DescendantFocus, Focus
from textual.widget import Widget

__all__ = ["FocusUnseen"]


class FocusUnseen(Widget):
    """Nothing is styled or drawn anew when the focus comes or goes."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """See `Widget`, which would style it anew."""

    def on_focus(self, event: Focus) -> None:
        """See `Widget`, which would draw it anew."""
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(DescendantFocus(self))

    def on_blur(self, event: Blur) -> None:
        """See `Widget`, which would draw it anew."""
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(DescendantBlur(self))
