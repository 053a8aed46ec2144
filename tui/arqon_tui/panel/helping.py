"""What the help says: the keys as they are bound now, for what has the focus first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arqon_tui.panel.actions import ACTIONS

if TYPE_CHECKING:
    from arqon_tui.panel.views_app import ViewsApp

__all__ = ["help_sections"]

Section = tuple[str, list[tuple[str, str]]]


def help_sections(app: ViewsApp) -> list[Section]:
    """Titled lists of key and meaning: of the focus, of the view, of the whole panel."""
    view = app.state.view
    here = [(app.key_of(action.name), action.what) for action in ACTIONS if view in action.views]
    everywhere = [
        (app.key_of(action.name), action.what)
        for action in ACTIONS
        if not action.views and not action.hidden
    ]
    everywhere.append(("^P", "All that can be done now, to search and to choose from"))
    sections = [
        ("Where you are", _of_focus(app)),
        (f"In {view.capitalize()}", here),
        ("Everywhere, also while you type", everywhere),
    ]
    return [(title, rows) for title, rows in sections if rows]


def _of_focus(app: ViewsApp) -> list[tuple[str, str]]:
    """The keys of what has the focus, and of what stands around it below the view."""
    screen = app.screen_stack[0]
    named = {action.name for action in ACTIONS}
    keys: dict[str, list[str]] = {}
    for found in screen.active_bindings.values():
        inside = found.node not in (app, screen, app.views.view)
        scrolls = found.binding.action.startswith(("scroll_", "page_"))
        if inside and found.enabled and not scrolls and found.binding.id not in named:
            words = found.binding.description
            if words:
                keys.setdefault(words, []).append(app.get_key_display(found.binding))
    return [(", ".join(several), words) for words, several in keys.items()]
