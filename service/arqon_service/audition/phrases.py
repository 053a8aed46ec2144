"""The phrase book: texts to compare voices by, the shipped ones and the user's own."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from arqon_service.home import Home
from arqon_settings.durable import replace_durably
from arqon_settings.errors import NotWritten
from arqon_settings.lock import only_writer

__all__ = ["SHIPPED", "Phrase", "PhraseBook", "PhraseFault", "phrase_book"]

MOST_CHARACTERS: Final = 2_000
_LONGEST_NAME: Final = 40


class PhraseFault(Exception):
    """The phrase book cannot be read or written; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with a name. `own` ones are the user's."""

    name: str
    text: str
    own: bool = False


SHIPPED: Final = (
    Phrase("greeting", "Good morning. The kettle is on, and the back door is locked."),
    Phrase("warning", "Warning: smoke in the kitchen. Leave the house, and call 112."),
    Phrase("numbers", "At 7:45 on March 3rd, 1,284 of 2,000 packets arrived, or 64.2 percent."),
    Phrase("question", "Did you mean the lamp in the hall, or the one beside the stairs?"),
    Phrase("names", "Siobhan and Joaquin meet Dr. Nguyen in Worcester, not in Leicester."),
    Phrase("hisses", "She sells six fresh fish sandwiches, crisp and spicy, across the street."),
    Phrase(
        "story",
        "The rain had stopped by noon. Nobody spoke on the way home; the road shone, and far "
        "below, in the valley, a single bell began to ring.",
    ),
)


class PhraseBook:
    """Reads and writes the user's own phrases in a JSON file; every method may wait for the disk.

    An own phrase with the name of a shipped one stands in its place.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def phrases(self) -> tuple[Phrase, ...]:
        """All of them: the shipped ones in their order, then the user's.

        Raises:
            PhraseFault: the file cannot be read.
        """
        return tuple(({phrase.name: phrase for phrase in SHIPPED} | self._own()).values())

    def find(self, name: str) -> Phrase:
        """The phrase of that name.

        Raises:
            PhraseFault: there is none, or the file cannot be read.
        """
        found = {phrase.name: phrase for phrase in self.phrases()}
        if name not in found:
            raise PhraseFault(f"there is no phrase {name!r}; there are: {', '.join(found)}")
        return found[name]

    def put(self, name: str, text: str) -> Phrase:
        """Keep a phrase under `name`, in place of the one that has the name.

        Raises:
            PhraseFault: name or text is empty or too long, or the file cannot be written.
        """
        phrase = Phrase(" ".join(name.split()), text.strip(), own=True)
        if not phrase.name or len(phrase.name) > _LONGEST_NAME:
            raise PhraseFault(f"a phrase needs a name of 1 to {_LONGEST_NAME} characters")
        if not phrase.text or len(phrase.text) > MOST_CHARACTERS:
            raise PhraseFault(f"a phrase needs a text of 1 to {MOST_CHARACTERS} characters")
        self._change({phrase.name: phrase})
        return phrase

    def remove(self, name: str) -> None:
        """Forget an own phrase; a shipped one that it stood for is back.

        Raises:
            PhraseFault: the user has none of that name, or the file cannot be written.
        """
        if name not in self._own():
            raise PhraseFault(f"{name!r} is not a phrase of your own, so it stays")
        self._change({}, without=name)

    def _change(self, new: dict[str, Phrase], without: str = "") -> None:
        try:
            with only_writer(self.path):
                own = self._own() | new
                own.pop(without, None)
                data = {"phrases": [asdict(phrase) for phrase in own.values()]}
                text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
                replace_durably(self.path, text.encode("utf-8", "replace"))
        except NotWritten as error:
            raise PhraseFault(str(error)) from error
        except OSError as error:
            raise PhraseFault(f"{self.path} was not written: {error.strerror or error}") from error

    def _own(self) -> dict[str, Phrase]:
        try:
            kept = json.loads(self.path.read_bytes())
            told = [(phrase["name"], phrase["text"]) for phrase in kept["phrases"]]
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise PhraseFault(f"{self.path} cannot be read: {error.strerror or error}") from error
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            why = f"{self.path} does not hold phrases ({type(error).__name__}: {error})"
            raise PhraseFault(f"{why}; correct it or take it away") from error
        return {
            name: Phrase(name, text, own=True)
            for name, text in told
            if isinstance(name, str) and isinstance(text, str) and text.strip()
        }


def phrase_book(home: Home) -> PhraseBook:
    """The phrase book of the user of `home`."""
    return PhraseBook(home.state / "phrases.json")
