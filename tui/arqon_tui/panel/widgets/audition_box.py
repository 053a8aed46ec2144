"""The audition on the screen: two voices, their picker, the runs, and the sound."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.widgets.run_table import RunTable
from arqon_tui.panel.widgets.voice_picker import VoicePicker
from arqon_tui.panel.widgets.waveform import Waveform
from arqon_voice.text import plain, shortened

__all__ = ["AuditionBox"]


class _Outcome(Static):
    """The line at the bottom. Longer words have their rows only when they are laid out."""

    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__(markup=False, id="outcome")
        self._resized = resized

    def on_resize(self) -> None:
        """Tell the box, which shows all of the line."""
        self._resized()


class AuditionBox(Widget):
    """Draws an audition; the view does what its keys ask."""

    DEFAULT_CSS = """
    AuditionBox {
        height: auto; border-top: solid $border-blurred; border-title-color: $foreground;
        padding: 0 1;
        &:focus-within { border-top: solid $primary; }
        Horizontal { height: 8; }
        VoicePicker { width: 30; }
        Static { width: 1fr; height: auto; }
        #pair { height: 2; }
        #outcome { max-height: 2; }
        #outcome.-problem { color: $warning; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="audition")
        self._key: str | None = None
        self.name_key("")
        self.picker = VoicePicker()
        self.table = RunTable()
        self.waveform = Waveform()
        self.keys = KeyBar(
            *("hear_first", "hear_second", "keep_voice", "replay_run", "blind", "next_phrase"),
            *("save_run", "edit_phrase"),
            id="audition-keys",
            as_buttons=True,
        )
        self._shown: tuple[tuple[str, str], str, str] | None = None
        self._width = 0  # `size` has none while another view is on the screen
        self._pair = Static(markup=False, id="pair")
        self._outcome = _Outcome(self.show_outcome)

    def compose(self) -> ComposeResult:
        """Voices and text above, the picker beside the runs, the sound and the keys below."""
        yield self._pair
        with Horizontal():
            yield self.picker
            yield self.table
        yield self.waveform
        yield self.keys
        yield self._outcome

    def name_key(self, key: str) -> None:
        """Say in the title which key goes here."""
        if key == self._key:
            return
        self._key = key
        about = " · one text, two voices, no setting changes"
        there = f" · {key} goes here and back" if key else ""
        self.border_title = Content.assemble(("Audition", "bold"), about, there)

    @property
    def summary(self) -> str:
        """The two lines at the top, as they stand."""
        return str(self._pair.content)

    @property
    def outcome(self) -> str:
        """What the line at the bottom says."""
        return str(self._outcome.content)

    def show(self, names: tuple[str, str], text: str, about: str) -> None:
        """Say which voices stand behind 1 and 2, and what they speak."""
        self._shown = names, text, about
        width = max(20, self._width - 3)
        pair = Content.assemble(
            (" 1 ", "bold reverse"),
            f" {plain(names[0])}    ",
            (" 2 ", "bold reverse"),
            f" {plain(names[1])}",
        )
        quoted = shortened(f"“{plain(' '.join(text.split()))}”", max(20, width - len(about) - 3))
        two_lines = pair + Content(f"\n{quoted} ") + Content.styled(about, "dim")
        if two_lines.plain != self.summary:
            self._pair.update(two_lines, layout=False)

    def on_resize(self) -> None:
        """What is cut to the width is cut anew."""
        self._width = self.size.width
        if self._shown is not None:
            self.show(*self._shown)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say what the last key did, or why it did not."""
        self._outcome.set_class(failed, "-problem")
        self._outcome.update(f"! {plain(words)}" if failed else plain(words))
        self.show_outcome()

    def show_outcome(self) -> None:
        """Bring the line at the bottom into sight of those who press keys here."""
        if self.has_focus_within:
            self._outcome.scroll_visible(animate=False)
