"""When the panel looks for garbage: not before it stands, and never among what stays."""

from __future__ import annotations

import gc

__all__ = ["put_off", "take_up"]


def put_off() -> None:
    """Look for none: until the screen stands, nearly all that is made stays.

    To look among it takes a tenth of the time to the first paint.
    """
    gc.disable()


def take_up() -> None:
    """Look for garbage from now on, if that was put off; what there is now stays.

    Without that, a look at all of it holds up a key by a tenth of a second now and then.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
