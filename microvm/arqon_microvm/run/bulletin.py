"""What the supervisor says of its VM: to a person, to systemd, and to all who read its state."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import Image
from arqon_microvm.run.monitor import Running, Say
from arqon_microvm.run.notify import Notifier
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.process import Held, identify
from arqon_microvm.run.state import Phase, RunState

__all__ = ["Bulletin"]


class Bulletin:
    """Its fields are set as they become known; `tell` says them all, `say` a single line."""

    def __init__(self, plan: Plan, say: Say, notifier: Notifier) -> None:
        self._plan = plan
        self.say = say
        self._notifier = notifier
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._changes = 0
        self.phase: Phase = "starting"
        self.image: Image | None = None
        self.listen = ""
        self.instance_id = ""
        self.restarts = 0
        self.running: Running | None = None

    def note(self, processes: dict[str, Held], jail: Path | None) -> None:
        """These were started, and are not a VM yet."""
        known = {name: held.process for name, held in processes.items()}
        self._write(self._state("starting").model_copy(update={"processes": known, "jail": jail}))

    def tell(self, phase: Phase, reason: str = "") -> None:
        """The VM is in this phase now."""
        state = self._state(phase, reason)
        running = self.running
        self._write(state if running is None else running.noted(state))
        told = f"{phase}: {reason}" if reason else phase
        self.say(told)
        news = {"ready": ["READY=1"], "stopping": ["STOPPING=1"]}.get(phase, [])
        self._notifier.say(*news, f"STATUS={told}")

    def _write(self, state: RunState) -> None:
        """A full disk silences `vm status`, not the VM."""
        try:
            self._plan.folder.write(state)
        except VmError as error:
            self.say(str(error))

    def _state(self, phase: Phase, reason: str = "") -> RunState:
        plan, image, me = self._plan, self.image, identify(os.getpid())
        assert image is not None
        assert me is not None
        self._changes += 1
        self.phase = phase
        return RunState(
            changes=self._changes,
            monitor=plan.monitor.name,
            phase=phase,
            reason=reason,
            started_at=self._started_at,
            instance_id=self.instance_id,
            image=image.folder.absolute(),
            image_sha256=image.sha256,
            model=image.manifest.model,
            vcpus=plan.machine.vcpus,
            memory_mib=plan.machine.memory_mib,
            engine=plan.machine.engine_of(image),
            threads=plan.machine.threads,
            listen=self.listen,
            restarts=self.restarts,
            supervisor=me,
        )
