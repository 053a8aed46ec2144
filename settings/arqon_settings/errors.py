"""What can go wrong when a setting is changed; reading never raises."""

from __future__ import annotations

import errno
from pathlib import Path

from arqon_settings.model import SettingKey

__all__ = ["HeldByEnvironment", "InvalidSetting", "NotWritten", "SettingsError"]

_REMEDIES = {
    errno.ENOSPC: "free some space, then try again",
    errno.EDQUOT: "free some of your quota, then try again",
    errno.EROFS: "make its file system writable, then try again",
    errno.EACCES: "give this user write access to the file and its folder, then try again",
    errno.EPERM: "give this user write access to the file and its folder, then try again",
}


class SettingsError(Exception):
    """Base of every error that a change of settings can raise."""


class InvalidSetting(SettingsError):
    """The key does not exist or the value is out of range: ask for another one.

    Attributes:
        key: the key as it was given; not one of the six if it is unknown.
        value: the value as it was given.
        why: what is accepted instead, as the rest of a sentence that begins with the key.
    """

    def __init__(self, key: str, value: object, why: str) -> None:
        super().__init__(f"{key} {why}")
        self.key, self.value, self.why = key, value, why


class HeldByEnvironment(SettingsError):
    """An environment variable holds the key in this process: unset it, then change the key."""

    def __init__(self, key: SettingKey, variable: str) -> None:
        super().__init__(
            f"{key} is held by the environment variable {variable} in this process; "
            f"unset {variable} and start again to change it"
        )
        self.key, self.variable = key, variable


class NotWritten(SettingsError):
    """The change did not reach the disk; the file is as it was.

    Attributes:
        path: the settings file.
        why: what happened and what to do.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} was not changed: {why}")
        self.path, self.why = path, why

    @classmethod
    def because(cls, path: Path, error: OSError) -> NotWritten:
        """Say in words what the operating system refused, and what to do about it."""
        remedy = _REMEDIES.get(error.errno or 0, "remove the cause, then try again")
        named = error.filename if isinstance(error.filename, str) else ""
        place = f": {named}" if named and Path(named).parent != path.parent else ""
        return cls(path, f"{error.strerror or error}{place}; {remedy}")
