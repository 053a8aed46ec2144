"""`arqon-tts vm up`: the VM with its supervisor, in the background."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Final

import click

from arqon_settings.command import command_here
from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import fail
from arqon_tui.cli.vm.options import RUN, folder_of, plan_of, words_of

if TYPE_CHECKING:
    from arqon_microvm.run.folder import StateFolder

__all__ = ["vm_up"]

_LOOK_S: Final = 0.05


@click.command("up")
@RUN
def vm_up(**named: Any) -> None:  # noqa: ANN401 -- click's own
    """Start the VM in the background, and return when it can speak.

    Ctrl-c stops it again, and so does `vm down` elsewhere.
    """
    from arqon_microvm.errors import VmError

    folder, asked = folder_of(named["state_dir"]), Event()
    for number in (signal.SIGINT, signal.SIGTERM):  # in no moment may one leave a supervisor behind
        signal.signal(number, lambda *_: asked.set())
    try:
        plan_of(named)
        folder.make()
        folder.lock_to_start()  # until this process ends
        supervisor = _spawn(words_of({**named, "state_dir": folder.path}), folder.log)
    except VmError as error:
        fail(str(error), exits.FAILED)
    _follow(supervisor, folder, asked)


def _say_who_speaks(listen: str) -> None:
    """A VM that nobody asks is easily taken for one that speaks."""
    from arqon_settings.store import SettingsStore

    settings = SettingsStore(user_home().settings).read().settings
    if settings.arqon_tts_provider != "kokoro":
        click.echo(
            f"The fallback speaks. To hear this VM: {command_here('restore')}; "
            "or say --provider kokoro."
        )
    elif settings.arqon_tts_kokoro_url != f"http://{listen}":
        click.echo(f"Kokoro is asked at {settings.arqon_tts_kokoro_url}, not here.")


def _spawn(words: list[str], log: Path) -> subprocess.Popen[bytes]:
    from arqon_microvm.errors import VmError

    command = [sys.executable, "-c", "from arqon_tui.cli.main import main; main()", "vm", "run"]
    try:
        said = log.open("wb", buffering=0)
        said.write(b"vm: starting\n")  # where there is no room, nobody would learn what fails
    except OSError as error:
        raise VmError(f"{log} cannot be written: {error.strerror}", "Make room there.") from error
    with said:
        return subprocess.Popen(
            [*command, *words],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )


def _follow(supervisor: subprocess.Popen[bytes], folder: StateFolder, asked: Event) -> None:
    """Show what it says, until the VM is ready, it ends, or we are asked to stop it."""
    from arqon_microvm.firecracker.versions import why_refused

    with folder.log.open(encoding="utf-8", errors="replace") as log:
        while True:
            ended = supervisor.poll()
            state = folder.read()
            said = log.read()
            click.echo(said, err=True, nl=False)
            if asked.is_set():
                click.echo("stopping", err=True)
                supervisor.terminate()
                supervisor.wait()
                sys.exit(exits.STOPPED)
            if ended is not None:
                fail(f"the VM did not start; all that was said is in {folder.log}", exits.FAILED)
            if state is not None and state.phase == "ready":
                click.echo(f"The VM is ready at {state.listen}, under {state.monitor}.")
                if why := why_refused(state.monitor_version):
                    click.echo(f"{why}. It is only tried, and never attested.")
                _say_who_speaks(state.listen)
                return
            asked.wait(_LOOK_S)
