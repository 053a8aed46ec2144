"""What can be done in the panel: one list feeds keys, key bar, palette, help and keymap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from textual.binding import Binding

from arqon_tui.panel.state import PanelState

__all__ = ["ACTIONS", "VIEWS", "Action", "KeyOf", "action_of", "bindings_of"]

KeyOf = Callable[[str], str]
"""Gives the key of an action by its name, as people write it and as it is bound now."""

VIEWS = ("operate", "tune", "inspect", "gate")
"""The views, in the order of their keys."""


def _always(_state: PanelState) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do.

    Attributes:
        name: what keymap and tests call it; `action_<name>` of the panel does it, or of the view.
        key: the key that it has unless the user's keymap gives it another.
        title: one or two words, for the key bar.
        what: what it does, for the palette and the help.
        views: the views that do it; empty where the panel itself does, in every view.
        applies: whether it can be done now; what does not apply is not offered.
        hidden: known by its key only: it repeats another.
    """

    name: str
    key: str
    title: str
    what: str
    views: tuple[str, ...] = ()
    applies: Callable[[PanelState], bool] = _always
    hidden: bool = False


def bindings_of(view: str | None = None) -> list[Binding]:
    """The keys of a view, or of the panel itself.

    The panel's come before whatever has the focus: they work while somebody types, too.
    A letter works as a capital as well: keys are shown so, and caps lock may be on.
    """
    named = [
        Binding(
            action.key,
            action.name,
            action.title,
            id=action.name,
            show=not action.hidden,
            priority=view is None and not action.hidden,
        )
        for action in _of(view)
    ]
    capitals = [
        Binding(action.key.upper(), action.name, show=False)
        for action in _of(view)
        if len(action.key) == 1 and action.key.isalpha()
    ]
    return [*named, *capitals]


def _of(view: str | None) -> Iterator[Action]:
    for action in ACTIONS:
        if view in action.views or (view is None and not action.views):
            yield action


def action_of(name: str) -> Action:
    """The action of that name."""
    return next(action for action in ACTIONS if action.name == name)


ACTIONS: tuple[Action, ...] = (
    Action(
        "rollback",
        "f9",
        "Roll back",
        "Every running program of this user speaks with the fallback voice, at once",
        applies=lambda state: state.provider != "fallback",
    ),
    Action(
        "restore",
        "f8",
        "Kokoro",
        "Speak with Kokoro again; asks first",
        applies=lambda state: state.provider != "kokoro",
    ),
    Action(
        "undo",
        "f10",
        "Undo",
        "Undo the last change of a setting by anybody; never back to kokoro",
        applies=lambda state: bool(state.changes),
    ),
    Action(
        "undo_chosen",
        "u",
        "Undo this",
        "Undo the change of a setting that is marked in the list",
        ("operate",),
    ),
    Action(
        "start_service",
        "s",
        "Start service",
        "Start the service: one voice for all programs of this user, and for Maestro",
        ("operate",),
        lambda state: state.can_switch("service", on=True),
    ),
    Action(
        "stop_service",
        "S",
        "Stop service",
        "Stop the service; asks first",
        ("operate",),
        lambda state: state.can_switch("service", on=False),
    ),
    Action(
        "start_vm",
        "v",
        "Start VM",
        "Start the VM that Kokoro runs in",
        ("operate",),
        lambda state: state.can_switch("vm", on=True),
    ),
    Action(
        "stop_vm",
        "V",
        "Stop VM",
        "Stop the VM; asks first",
        ("operate",),
        lambda state: state.can_switch("vm", on=False),
    ),
    Action(
        "speak",
        "f5",
        "Speak",
        "Speak the text in the Say box",
        applies=lambda state: state.view == "tune",
    ),
    Action(
        "stop",
        "f6",
        "Stop",
        "Fall silent, drop what waits, and end the check that runs",
        applies=lambda state: state.voice.in_hand > 0 or bool(state.check),
    ),
    Action(
        "save",
        "f7",
        "Save WAV",
        "Save the text as a WAV file in the working folder",
        applies=lambda state: state.view == "tune",
    ),
    Action(
        "operate",
        "f2",
        "Operate",
        "Health, the rollback switch, what failed lately",
        applies=lambda state: state.view != "operate",
    ),
    Action(
        "tune",
        "f3",
        "Tune",
        "The settings, and how they sound; there it goes on to the audition and back",
    ),
    Action(
        "inspect",
        "f4",
        "Inspect",
        "The telemetry: what happened to an utterance",
        applies=lambda state: state.view != "inspect",
    ),
    Action(
        "gate",
        "f12",
        "Gate",
        "What of the plan is proven, the checks that prove it, decisions and rollbacks",
        applies=lambda state: state.view != "gate",
    ),
    Action(
        "look_at_sidecar",
        "ctrl+r",
        "Check",
        "Ask the sidecar now, and go through doctor's list",
    ),
    Action("pause", "space", "Pause", "Hold the telemetry still, or follow it", ("inspect",)),
    Action("follow", "end", "Follow", "Go to the newest event, and stay there", ("inspect",)),
    Action("filter", "slash", "Filter", "Filter the telemetry as you type", ("inspect",)),
    Action("failure", "f", "Failure", "Choose the failure before this, or the last", ("inspect",)),
    Action("group", "g", "Group", "Gather events by utterance; enter opens one", ("inspect",)),
    Action("wrap", "w", "Wrap", "Events on one line each, or whole", ("inspect",)),
    Action("health", "h", "Health", "Show health checks, or fold them away", ("inspect",)),
    Action("times", "p", "Times", "First audio and total within another window", ("inspect",)),
    Action("copy", "y", "Copy", "Copy the chosen event, or the newest", ("inspect",)),
    Action("copy_utterance", "u", "Copy all", "Copy the utterance, all its events", ("inspect",)),
    Action("export", "e", "Export", "Write what is filtered to a file of JSON lines", ("inspect",)),
    Action("export_table", "t", "CSV", "Write what is filtered to a file of CSV", ("inspect",)),
    Action("run_check", "r", "Run", "Run the checks of the row that are not proven", ("gate",)),
    Action(
        "end_check",
        "escape",
        "End check",
        "End the check that runs: it has failed then",
        ("gate",),
        lambda state: bool(state.check),
    ),
    Action(
        "copy_criterion",
        "y",
        "Copy",
        "Copy the row with its artifacts, as Markdown",
        ("gate",),
    ),
    Action(
        "reset",
        "ctrl+o",
        "Default",
        "Set the setting that has the focus back to its default; Undo takes it back",
        ("tune",),
    ),
    Action("hear_first", "1", "Hear 1", "Speak the text in the first voice", ("tune",)),
    Action("hear_second", "2", "Hear 2", "Speak the text in the second voice", ("tune",)),
    Action(
        "keep_voice",
        "k",
        "Keep",
        "Set the voice that was heard last, for every program of this user",
        ("tune",),
    ),
    Action("replay_run", "r", "Replay", "Play the last audition's sound once more", ("tune",)),
    Action("blind", "b", "Blind", "Mix the two voices, or tell which was which", ("tune",)),
    Action("next_phrase", "p", "Phrase", "Go to the next text of the phrase book", ("tune",)),
    Action("edit_phrase", "e", "Edit", "Keep or change a phrase of the phrase book", ("tune",)),
    Action("save_run", "s", "Save", "Save the last audition's sound as a WAV file", ("tune",)),
    Action("export_runs", "x", "CSV", "Save the table of runs as a CSV file", ("tune",)),
    Action("take_first", "a", "As 1", "Put the voice under the cursor behind 1", ("tune",)),
    Action("blend_more", "plus", "Blend", "One share more of it in the second voice", ("tune",)),
    Action("blend_less", "minus", "Less", "One share less of it in the second voice", ("tune",)),
    Action("slower", "left_square_bracket", "Slower", "Speak the text slower", ("tune",)),
    Action("faster", "right_square_bracket", "Faster", "Speak the text faster", ("tune",)),
    Action("search_voices", "slash", "Search", "Search the voices as you type", ("tune",)),
    Action(
        "jump",
        "ctrl+g",
        "Go to",
        "Go to a setting, or to anything else that can have the focus, by a letter",
    ),
    Action("change_theme", "ctrl+t", "Theme", "Change the colours"),
    Action("help", "f1", "Help", "Keys, and what the words mean"),
    Action("quit", "ctrl+q", "Quit", "Leave; what is typed into a setting is saved first"),
    Action("hush", "escape", "Stop", "Fall silent, and drop what waits", hidden=True),
)
