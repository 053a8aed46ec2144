"""A supervisor in this process, and a Firecracker of its own that the tests can break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from arqon_microvm.firecracker import told
from arqon_microvm.guest import budget
from arqon_microvm.run import ending, launch, lives, supervisor, watch
from arqon_microvm.run.firecracker import Firecracker
from arqon_microvm.run.folder import StateFolder
from arqon_microvm.run.monitor import Machine
from arqon_microvm.run.notify import Notifier
from arqon_microvm.run.plan import Plan
from arqon_microvm.run.process import identify
from arqon_microvm.run.state import RunState
from arqon_microvm.run.supervisor import Supervisor
from tests.microvm.firecracker.executable import make_executable
from tests.microvm.images import make_image
from tests.microvm.kept import KEPT
from tests.patience import PATIENCE_S


@pytest.fixture(scope="session")
def firecracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firecracker")
    return make_executable(folder, "firecracker", "tests.microvm.firecracker")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is Python: on a busy machine it takes longer to start than Firecracker ever does."""
    for module, name in ((told, "ASK_S"), (launch, "_SOCKET_S")):
        monkeypatch.setattr(module, name, PATIENCE_S)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    make_image(tmp_path / "image")
    return tmp_path / "image"


@pytest.fixture
def plan(tmp_path: Path, firecracker: Path, image: Path) -> Plan:
    monitor = Firecracker(str(firecracker))
    folder = StateFolder(tmp_path / "vm")
    return Plan(image, Machine(2, 512), monitor, folder, ("127.0.0.1", 0), 20, 30)


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What goes wrong with the monitors that are started from now on."""

    def tell(*words: str) -> None:
        monkeypatch.setenv("FAKE_FIRECRACKER", ",".join(words))

    return tell


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The supervisor's clock runs faster: what is waited for is the same."""
    monkeypatch.setattr(watch, "WATCH_S", 0.02)
    monkeypatch.setattr(watch, "SILENT_S", 0.5)
    monkeypatch.setattr(watch, "UNHEARD_S", 2)
    monkeypatch.setattr(ending, "ASKED_S", 0.5)
    monkeypatch.setattr(ending, "KEYS_S", 0.5)
    monkeypatch.setattr(lives, "Budget", HurriedBudget)
    monkeypatch.setattr(supervisor, "LOOK_S", 0.02)


@pytest.fixture
def patient(hurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guest that stops when it is asked may take its time: a busy machine gives it none."""
    monkeypatch.setattr(ending, "ASKED_S", PATIENCE_S)


class HurriedBudget(budget.Budget):
    def failed(self, now: float) -> float | None:
        pause = super().failed(now)
        return None if pause is None else pause / 100


@dataclass
class Run:
    """A supervisor under way; `said` are its lines."""

    plan: Plan
    supervisor: Supervisor
    task: asyncio.Task[None]
    said: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, line: str) -> None:
        self.said.append(line)
        self.news.set()

    async def says(self, part: str, times: int = 1) -> str:
        """Waits until it has said it that often, or ends."""
        while True:
            self.news.clear()
            found = [line for line in self.said if part in line]
            if len(found) >= times:
                return found[times - 1]
            news = asyncio.ensure_future(self.news.wait())
            await asyncio.wait({news, self.task}, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            if self.task.done() and not any(part in line for line in self.said):
                self.task.result()
                raise AssertionError(f"it ended, and never said {part!r}: {self.said}")

    async def says_all(self, line: str, times: int = 1) -> None:
        """Waits until it has said this very line that often."""
        while self.said.count(line) < times:
            self.news.clear()
            assert not self.task.done(), self.said
            assert f"not {line}" not in " ".join(self.said), self.said
            await self.news.wait()

    @property
    def state(self) -> RunState:
        state = self.plan.folder.read()
        assert state is not None
        return state

    def monitor(self) -> int:
        return self.state.processes["monitor"].pid

    async def get(self, path: str, **more: Any) -> httpx.Response:
        async with self._client() as client:
            return await client.get(path, **more)

    async def speak(self) -> httpx.Response:
        async with self._client() as client:
            return await client.post("/synthesize", json={"text": "Good morning."})

    def _client(self) -> httpx.AsyncClient:
        url = f"http://{self.state.listen}"
        return httpx.AsyncClient(base_url=url, timeout=PATIENCE_S)


@asynccontextmanager
async def running(plan: Plan) -> AsyncIterator[Run]:
    """It is stopped at the end, and has left nothing."""
    made: list[Run] = []
    run = Supervisor(plan, lambda line: made[0].hear(line), Notifier({}))
    made.append(Run(plan, run, asyncio.create_task(run.run())))
    try:
        yield made[0]
    finally:
        run.stop()
        await asyncio.gather(made[0].task, return_exceptions=True)


def left(folder: StateFolder) -> list[str]:
    """What lies in the folder, but for what is kept to be read afterwards."""
    return sorted({path.name for path in folder.path.iterdir()} - KEPT)


def gone(pid: int) -> bool:
    """A zombie, which waits for somebody to look at its exit code, is gone, too."""
    return identify(pid) is None


def with_monitor(plan: Plan, **changes: Any) -> Plan:
    assert isinstance(plan.monitor, Firecracker)
    return replace(plan, monitor=replace(plan.monitor, **changes))
