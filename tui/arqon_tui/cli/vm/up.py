"""`arqon-tts vm up`: the VM with its supervisor, in the background."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

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
    """Start the VM in the background, and return when it can speak. Ctrl-c stops it again."""
    from arqon_microvm.errors import VmError

    folder = folder_of(named["state_dir"])
    try:
        plan_of(named)
        folder.make()
        if (state := folder.read()) is not None:
            raise VmError(
                f"process {state.supervisor.pid} runs a VM in {folder.path} already "
                f"({state.phase})",
                "See: arqon-tts vm status.",
            )
        supervisor = _spawn(words_of({**named, "state_dir": folder.path}), folder.log)
    except VmError as error:
        fail(str(error), exits.FAILED)
    try:
        _follow(supervisor, folder)
    except KeyboardInterrupt:
        click.echo("stopping", err=True)
        supervisor.terminate()
        supervisor.wait()
        sys.exit(exits.STOPPED)


def _say_who_speaks(listen: str) -> None:
    """A VM that nobody asks is easily taken for one that speaks."""
    from arqon_settings.store import SettingsStore

    settings = SettingsStore(user_home().settings).read().settings
    if settings.arqon_tts_provider != "kokoro":
        click.echo(
            "The fallback speaks. To hear this VM: arqon-tts restore; or say --provider kokoro."
        )
    elif settings.arqon_tts_kokoro_url != f"http://{listen}":
        click.echo(f"Kokoro is asked at {settings.arqon_tts_kokoro_url}, not here.")


def _spawn(words: list[str], log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from arqon_tui.cli.main import main; main()", "vm", "run"]
    with log.open("wb") as said:
        return subprocess.Popen(
            [*command, *words],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )


def _follow(supervisor: subprocess.Popen[bytes], folder: StateFolder) -> None:
    """Show what it says, until the VM is ready, or it ends."""
    from arqon_microvm.firecracker.versions import why_refused

    with folder.log.open(encoding="utf-8", errors="replace") as log:
        while True:
            ended = supervisor.poll()
            state = folder.read()
            said = log.read()
            click.echo(said, err=True, nl=False)
            if ended is not None:
                fail(f"the VM did not start; all that was said is in {folder.log}", exits.FAILED)
            if state is not None and state.phase == "ready":
                click.echo(f"The VM is ready at {state.listen}, under {state.monitor}.")
                if why := why_refused(state.monitor_version):
                    click.echo(f"{why}. It is only tried, and never attested.")
                _say_who_speaks(state.listen)
                return
            time.sleep(_LOOK_S)
