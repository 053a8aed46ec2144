"""The audition in the panel: which voices stand behind 1 and 2, what they speak, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from arqon_tui.panel.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from arqon_service.audition.audition import Audition, Number
    from arqon_service.audition.phrases import Phrase
    from arqon_service.audition.run import Run
    from arqon_tui.panel.actions import KeyOf
    from arqon_voice.sidecar.voices import VoiceList

__all__ = ["Tuning"]

MOST_RUNS: Final = 50
_STEP: Final = 0.1


class Tuning:
    """What a person has chosen by now; no widget and no disk.

    `first` is the voice in force until another one is taken. `second` follows the cursor of the
    picker until a blend is begun. While `audition.hidden`, neither changes.
    """

    def __init__(self, audition: Audition, key_of: KeyOf) -> None:
        self.audition = audition
        self._key_of = key_of
        self.known: VoiceList | None = None
        self.phrases: Sequence[Phrase] = ()
        self.typed = ""
        self.runs: list[Run] = []
        self.secret: dict[str, int] = {}
        self.second = ""
        self.in_force = ""
        self.speed = 1.0
        self._first = ""
        self._at = 0
        self._blending = False
        self._last: Number | None = None

    @property
    def first(self) -> str:
        """The voice behind 1."""
        return self._first or self.in_force

    @property
    def pair(self) -> tuple[str, str]:
        """The voices as they may be shown."""
        if self.audition.hidden:
            return "a secret", "a secret"
        mark = " (in force)" if self.first == self.in_force else ""
        return f"{self.first}{mark}", self.second or "choose one below"

    @property
    def phrase(self) -> Phrase:
        """What is spoken: the typed text where there is one, else the phrase that was chosen."""
        from arqon_service.audition.phrases import Phrase

        choice = self._choice()
        return choice[self._at % len(choice)] if choice else Phrase("", "")

    @property
    def nothing_heard(self) -> str:
        """That there is no sound yet to do something with, and how to get one."""
        first, second = self._key_of("hear_first"), self._key_of("hear_second")
        return f"nothing was heard yet: {first} and {second} speak"

    def offer(self, voice: str, *, taken: bool) -> bool:
        """The cursor of the picker is on `voice`; whether that makes it the second."""
        if self.audition.hidden or (self._blending and not taken):
            return False
        self._blending = False
        self.second = voice
        return True

    def take_first(self, voice: str) -> None:
        """Put `voice` behind 1."""
        self._refuse_while_hidden()
        self._first = voice

    def blend(self, voice: str, *, more: bool) -> None:
        """One share more or less of `voice` in the second.

        Raises:
            Refused: it is not a blend, is full, or nobody may know what it is.
        """
        from arqon_service.audition.blend import Blend

        self._refuse_while_hidden()
        try:
            blend = Blend.of(self.second)
            begins = not self._blending and voice == self.second
            if not begins:
                blend = blend.more(voice) if more else blend.less(voice)
        except ValueError as error:
            raise Refused(str(error)) from error
        self._blending = True
        self.second = str(blend)

    def next_phrase(self) -> None:
        """Go to the next text."""
        self._at = (self._at + 1) % max(1, len(self._choice()))

    def type_text(self, text: str) -> None:
        """A text was typed: it comes first."""
        if bool(text.strip()) != bool(self.typed.strip()):
            self._at = 0
        self.typed = text

    def change_speed(self, steps: int) -> None:
        """Faster or slower, within the limits of the sidecar."""
        self.speed = round(min(2.0, max(0.5, self.speed + steps * _STEP)), 1)

    def play(self, number: Number, on_started: Callable[[], None]) -> None:
        """Speak in the first or the second voice.

        Raises:
            Refused: there is no voice or no text, or the sidecar has no such voice.
        """
        from arqon_service.audition.audition import Script
        from arqon_voice.speech.plane import NothingToSay

        if not self.audition.hidden:
            self.audition.pair = (self.first, self.second)
        voice = self.audition.pair[number - 1]
        if not voice:
            raise Refused(f"no voice stands behind {number}: choose one with the cursor")
        if self.known is not None and (unknown := self.known.unknown(voice)):
            raise Refused(unknown)
        phrase = self.phrase
        self.audition.script = Script(phrase.text, phrase.name, self.speed)
        try:
            self.audition.play(number)
        except NothingToSay as error:
            raise Refused(str(error)) from error
        self._last = number
        if self.audition.hidden:
            self.secret[self.audition.last] = number
        on_started()

    def toggle_blind(self) -> str:
        """Mix the voices, or tell which was which; says for a person what it did."""
        if self.audition.hidden:
            self.audition.reveal()
            self.secret.clear()
            self._first, self.second = self.audition.pair
            self._blending = True  # so that the cursor does not take another one at once
            return f"1 was {self.first}, 2 was {self.second}"
        if not self.first or not self.second or self.first == self.second:
            raise Refused("a blind audition needs two different voices: choose another one below")
        self.audition.pair = (self.first, self.second)
        self.audition.hide()
        self._last = None
        keeps, tells = self._key_of("keep_voice"), self._key_of("blind")
        return f"the two are mixed: hear both; {keeps} keeps the one heard last, {tells} tells"

    def chosen(self) -> str:
        """The voice that was heard last, which is to be kept.

        Raises:
            Refused: none was heard.
        """
        if self._last is None:
            keeps = self._key_of("keep_voice")
            raise Refused(f"{self.nothing_heard}; {keeps} keeps the one that was heard last")
        return self.audition.pair[self._last - 1]

    def add(self, run: Run) -> None:
        """A run has ended."""
        self.runs = [run, *self.runs][:MOST_RUNS]

    def _choice(self) -> list[Phrase]:
        from arqon_service.audition.phrases import Phrase

        typed = [Phrase("", self.typed)] if self.typed.strip() else []
        return [*typed, *self.phrases]

    def _refuse_while_hidden(self) -> None:
        if self.audition.hidden:
            tells = self._key_of("blind")
            raise Refused(f"which voice is which is a secret: {tells} tells, then you may choose")
