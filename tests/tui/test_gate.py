"""Gate: the table, a check that runs before one's eyes, its artifact, and what was decided."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from rich.color import ColorSystem
from textual.widgets.option_list import Option

from arqon_gate.present import present
from arqon_gate.repository import checkout
from arqon_gate.verify import verified
from arqon_service.home import Home
from arqon_service.settings_history import SettingsHistory
from arqon_tui.panel.actions import VIEWS
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.gate.files import GateFiles
from arqon_tui.panel.gate.history import noted
from arqon_tui.panel.gate.live import LiveCheck
from arqon_tui.panel.gate.port import CheckEnd
from arqon_tui.panel.gate.runs import GateRuns
from arqon_tui.panel.refusals import ReadOnly
from arqon_tui.panel.screens.whole import WholeScreen
from arqon_tui.panel.views.gate import GateView
from tests.gate.bad_checks import check_that
from tests.gate.conftest import ROOT
from tests.gate.made import artifact, put
from tests.patience import PATIENCE_S
from tests.processes import lives
from tests.tui.driving import KEY_OF, Panel, opened, until
from tests.tui.fakes import EARLIER, NOW, FakeServices
from tests.tui.gates import FakeGate, gate_shown
from tests.tui.test_colors import hard_to_read

PROVEN = CheckEnd("proven", ("It was seen.",), 1.0)


def view_of(app: PanelApp) -> GateView:
    view = app.views.get("gate")
    assert isinstance(view, GateView)
    return view


def gate_of(services: FakeServices) -> FakeGate:
    assert isinstance(services.gate, FakeGate)
    return services.gate


def lines(app: PanelApp) -> list[str]:
    """The lines of the list."""
    options: list[Option] = [*view_of(app).list.options]
    return [str(option.prompt) for option in options]


def words(app: PanelApp, part: str) -> str:
    return str(app.query_one(f"#gate-{part}").render())


async def looked(app: PanelApp, pilot: Panel) -> None:
    await until(pilot, lambda: lines(app))


async def to(app: PanelApp, pilot: Panel, number: str) -> None:
    """Mark that criterion."""
    await looked(app, pilot)
    numbers = [line.split()[0] for line in lines(app)]
    view_of(app).list.highlighted = numbers.index(number)
    await pilot.pause()


async def test_each_criterion_says_how_it_stands_and_what_would_prove_it() -> None:
    async with opened(FakeServices(), (160, 50), view="gate") as (app, pilot):
        await looked(app, pilot)
        assert "5 proven · 2 FAILED · 5 not proven" in words(app, "said")
        by_number = {line.split()[0]: line for line in lines(app)}
        assert by_number["X3"].startswith("X3  proven      Fallback, fail-closed and rollback")
        assert "by kokoro-failure-smoke (2026-11-26 09:00)" in by_number["X3"]
        assert "H3  FAILED      Ruled out: playback blocks" in by_number["H3"]
        assert "A caller waited 212 ms" in by_number["H3"]
        await to(app, pilot, "N1")
        chosen = words(app, "chosen")
        assert "build           not proven: There is no artifact." in chosen
        assert "to prove it     arqon-tts gate run build" in chosen
        await to(app, pilot, "X4")
        assert "residual-risks.toml" in words(app, "chosen")


async def test_enter_reads_the_artifacts_and_y_copies_them() -> None:
    async with opened(FakeServices(), (160, 50), view="gate") as (app, pilot):
        await to(app, pilot, "H3")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WholeScreen))
        text = str(app.screen.query_one("PartsBlock").render())
        for words_ in (
            "command         arqon-tts gate run nonblocking",
            "timestamp       2026-11-26T09:00:00+00:00",
            "exit_code       1",
            "key_output      lag_ms 212",
            "interpretation  FAILED: A caller waited 212 ms",
            "replay: What replay shows",
            "artifact        /home/alice/.local/state/arqon-tts/gate/00",
        ):
            assert words_ in text
        await pilot.press("y")
        await until(pilot, lambda: "### Artifact" in app.clipboard)
        assert "H3 (hard-fail): Ruled out: playback blocks" in app.clipboard
        assert "Interpretation: **failed**." in app.clipboard
        assert app.clipboard.count("### Artifact") == 2


async def test_decisions_and_rollbacks_are_read_in_the_order_of_time() -> None:
    async with opened(FakeServices(), view="gate") as (app, pilot):
        await looked(app, pilot)
        assert [line[:16] for line in lines(app)[-3:]] == [
            "2026-11-26  D-30",
            "2026-11-26 09:00",
            "2026-11-25 09:00",
        ]
        await pilot.press("end", "up", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, WholeScreen))
        text = str(app.screen.query_one("PartsBlock").render())
        assert "Gate 6 is [/x] open." in text
        assert "Why." in text
        await pilot.press("y")
        await until(pilot, lambda: "Gate 6 is [/x] open." in app.clipboard)


async def test_what_is_not_proven_runs_one_after_the_other_and_is_seen_line_by_line() -> None:
    services = FakeServices()
    gate = gate_of(services)
    async with opened(services, view="gate") as (app, pilot):
        await to(app, pilot, "X1")
        await pilot.press("r")
        await until(
            pilot, lambda: "guest-os (1 of 2): 0:00 of 1:00 · ESC ends it" in words(app, "run")
        )
        live, done = gate.runs[0]
        live.take("the first line\nthe sec")
        await until(pilot, lambda: "the first line\nthe sec" in words(app, "run"))
        live.take("ond\ta tab\u202e\n")
        await until(pilot, lambda: "the second  a tab\ufffd" in words(app, "run"))
        assert [line for line in lines(app) if "running" in line] == [
            line for line in lines(app) if line.startswith("X1")
        ]
        await pilot.press("r")
        await until(pilot, lambda: "guest-os runs: wait" in app.state.verdict.text)
        done.set_result(PROVEN)
        await until(pilot, lambda: len(gate.runs) == 2)
        assert "guest-os: proven after 1.0 s. It was seen." in app.state.verdict.text
        gate.runs[1][1].set_result(PROVEN)
        await until(pilot, lambda: not app.state.check)
        assert "long-lived (2 of 2): proven" in words(app, "run")
        await pilot.press("down")
        await until(pilot, lambda: not app.query_one("#gate-run").display)


@pytest.mark.parametrize("keys", [["escape"], ["f6"], ["f3", "f6"]])
async def test_a_check_is_ended_and_no_other_one_begins(keys: list[str]) -> None:
    services = FakeServices()
    gate = gate_of(services)
    async with opened(services, view="gate") as (app, pilot):
        await to(app, pilot, "X1")
        await pilot.press("r", *keys)
        await until(pilot, lambda: "guest-os: FAILED after 3.0 s" in app.state.verdict.text)
        assert app.state.verdict.failed
        assert app.state.check == ""
        assert len(gate.runs) == 1


async def test_escape_elsewhere_leaves_the_check_alone() -> None:
    services = FakeServices()
    async with opened(services, view="gate") as (app, pilot):
        await to(app, pilot, "N2")
        await pilot.press("r", "f3", "escape", "f2", "escape")
        await until(pilot, lambda: app.state.check == "no-17373" and app.state.view == "operate")
        gate_of(services).runs[0][1].set_result(PROVEN)
        await until(pilot, lambda: "no-17373: proven" in app.state.verdict.text)


async def test_what_cannot_run_is_told() -> None:
    services = FakeServices()
    gate_of(services).refusal = "Another gate run is at work: soak"
    async with opened(services, view="gate") as (app, pilot):
        await to(app, pilot, "N2")
        await pilot.press("r")
        await until(pilot, lambda: "Another gate run is at work" in app.state.verdict.text)
        await to(app, pilot, "X4")
        await pilot.press("r")
        await until(pilot, lambda: "No check shows X4" in app.state.verdict.text)
        await pilot.press("end", "r")
        await until(pilot, lambda: "Mark a criterion first" in app.state.verdict.text)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)])
async def test_every_row_can_be_reached_however_small_the_window(size: tuple[int, int]) -> None:
    services = FakeServices()
    gate_of(services).shown = gate_shown({}, notices=("The evidence [/x] does not verify.",) * 3)
    async with opened(services, size, view="gate") as (app, pilot):
        await looked(app, pilot)
        seen = set()
        for _ in lines(app):
            marked = view_of(app).list
            assert marked.scrollable_content_region.height >= 1
            seen.add(marked.row.criterion.number if marked.row else marked.noted)
            await pilot.press("down")
        assert len(seen) == 12 + 3


@pytest.mark.parametrize("theme", ["arqon-dark", "arqon-light"])
async def test_all_of_it_can_be_read(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    monkeypatch.setenv("COLORTERM", "truecolor")
    services = FakeServices()
    gate_of(services).shown = replace(gate_of(services).shown, noted=())
    async with opened(services, (120, 40), view="gate") as (app, pilot):
        for number in ("X1", "H3"):  # not proven, and failed
            await to(app, pilot, number)
            assert hard_to_read(app, ColorSystem.TRUECOLOR) == []
        await pilot.press("r")
        await until(pilot, lambda: "running" in " ".join(lines(app)))
        assert hard_to_read(app, ColorSystem.TRUECOLOR) == []


def test_no_line_that_never_ends_is_kept_whole() -> None:
    live = LiveCheck("soak", clock=iter((0.0, 1.0, 3.5)).__next__)
    live.begin("What soak shows", 60)
    for _ in range(1000):
        live.take("x" * 100_000)
    live.take("\n" * 10_000 + "end")
    assert live.lines[-1] == "end"
    assert len("".join(live.lines)) < 10_000
    assert live.took_s == 2.5


def test_views_have_their_keys() -> None:
    assert [KEY_OF[view] for view in VIEWS] == ["f2", "f3", "f4", "f12"]
    assert sum(key == "f12" for key in KEY_OF.values()) == 1


# From here on the real gate, with real checks.


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    found = Home.under(tmp_path / "own home")
    found.make()
    return found


def real(home: Home, does: str = "", limit_s: float = 60.0) -> FakeServices:
    """A panel whose gate is real; `does` names the check that runs in place of each."""
    services = FakeServices()
    as_named = (lambda name: replace(check_that(does, limit_s), name=name)) if does else None
    services.gate = GateRuns(home, as_named) if as_named else GateRuns(home)
    return services


def kept(home: Home) -> list[dict[str, object]]:
    """The artifacts; the folder verifies."""
    folder = home.state / "gate"
    found = verified(folder, present(folder, checkout()))
    assert found.evidence.faults == ()
    return [json.loads(path.read_text()) for path in sorted(folder.glob("0*.json"))]


def checks_that_run() -> list[psutil.Process]:
    """Of this process."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "arqon_gate.inside" in child.cmdline()]


async def test_a_real_check_is_run_seen_and_kept(home: Home) -> None:
    async with opened(real(home), (120, 40), view="gate") as (app, pilot):
        await looked(app, pilot)
        assert "No check has run yet" in words(app, "said")
        await to(app, pilot, "N2")
        await pilot.press("r")
        await until(pilot, lambda: app.state.check == "no-17373")
        await until(pilot, lambda: "TCP sockets of the machine:" in words(app, "run"))
        await until(pilot, lambda: "no-17373: " in app.state.verdict.text)
        await until(pilot, lambda: "· 1 artifact" in words(app, "said"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WholeScreen))
        text = str(app.screen.query_one("PartsBlock").render())
    (one,) = kept(home)
    assert one["check"] == "no-17373"
    assert f"exit_code       {one['exit_code']}" in text
    assert app.state.verdict.failed == (one["verdict"] == "failed")  # others may use that port


async def test_a_check_that_is_ended_is_kept_as_failed(home: Home) -> None:
    async with opened(real(home, "leaves_a_process_and_hangs"), view="gate") as (app, pilot):
        await to(app, pilot, "N2")
        await pilot.press("r")
        await until(pilot, lambda: words(app, "run").split("\n")[-1].isdecimal())
        left = int(words(app, "run").split("\n")[-1])
        await pilot.press("escape")
        await until(pilot, lambda: "It was stopped before its end" in app.state.verdict.text)
        assert not lives(left)
    assert [one["verdict"] for one in kept(home)] == ["failed"]


async def test_a_check_past_its_limit_is_kept_as_failed(home: Home) -> None:
    async with opened(real(home, "hangs_silently", 0.5), view="gate") as (app, pilot):
        await to(app, pilot, "N2")
        await pilot.press("r")
        await until(pilot, lambda: "longer than its limit of 0.5 s" in app.state.verdict.text)
    assert [one["verdict"] for one in kept(home)] == ["failed"]


async def test_a_flood_of_output_leaves_the_keys_alone(home: Home) -> None:
    async with opened(real(home, "floods_without_end"), view="gate") as (app, pilot):
        await to(app, pilot, "N2")
        await pilot.press("r")
        await until(pilot, lambda: "again\u241b[2J" in words(app, "run"))
        await pilot.press("f2")
        await until(pilot, lambda: app.state.view == "operate")
        await pilot.press("f12", "escape")
        await until(pilot, lambda: "It was stopped before its end" in app.state.verdict.text)


async def test_quitting_ends_the_check_and_keeps_its_failure(home: Home) -> None:
    app = PanelApp(real(home, "leaves_a_process_and_hangs").open, now=lambda: NOW)
    async with opened(FakeServices(), app=app, view="gate") as (_, pilot):
        await to(app, pilot, "X1")
        await pilot.press("r")
        await until(pilot, lambda: words(app, "run").split("\n")[-1].isdecimal())
        left = int(words(app, "run").split("\n")[-1])
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    assert not lives(left)
    assert checks_that_run() == []
    found = [(one["check"], one["verdict"]) for one in kept(home)]
    assert found == [("firecracker", "failed")]


@contextmanager
def another_gate_run(home: Home) -> Iterator[int]:
    """Another process says that it runs a check; its number."""
    code = (
        "import sys, time; from pathlib import Path; from arqon_gate.running import announced;"
        "from arqon_service.home import Home\n"
        "with announced(Home.under(Path(sys.argv[1])), 'soak', time.time()):\n"
        " print('so', flush=True); sys.stdin.read()"
    )
    words_ = [sys.executable, "-c", code, str(home.settings.parent)]
    with subprocess.Popen(words_, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield other.pid
        assert other.stdin is not None
        other.stdin.close()


async def test_a_check_of_another_process_is_told_and_waited_for(home: Home) -> None:
    with another_gate_run(home) as pid:
        async with opened(real(home), (120, 40), view="gate") as (app, pilot):
            await to(app, pilot, "N2")
            assert "Another gate run is at work: soak, since " in words(app, "said")
            await pilot.press("r")
            await until(pilot, lambda: f"end it: kill {pid}" in app.state.verdict.text)
    assert not (home.state / "gate").exists()


async def test_evidence_to_which_nothing_can_be_added_says_how_to_begin_anew(home: Home) -> None:
    folder = put(home.state / "gate", artifact("soak"))
    async with opened(real(home), (160, 50), view="gate") as (app, pilot):
        await looked(app, pilot)
        assert "is evidence of another machine" in words(app, "said")
        await to(app, pilot, "N2")
        await pilot.press("r")
        move = f"move it away: mv '{folder}' '{folder}-old'"
        await until(pilot, lambda: move in app.state.verdict.text)
        assert len([*folder.glob("0*.json")]) == 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "0001-soak.json").write_text("{}"), "altered: 0001-soak.json"),
        (lambda folder: (folder / "0001-soak.json").unlink(), "missing: 0001-soak.json"),
        (lambda folder: (folder / "index.json").write_text("{"), "it is not an index"),
        (lambda folder: (folder / "index.json").unlink(), "0001-soak.json is no longer named"),
        (lambda folder: (folder / "a-link").symlink_to("/etc"), "unknown: a-link"),
        (lambda folder: (folder / "0002-soak.json").write_text("{}"), "The next run of a check"),
    ],
)
def test_a_damaged_folder_is_named(spoil: object, told: str, home: Home) -> None:
    from arqon_gate.machine import this_machine

    here = artifact("soak").model_copy(update={"machine": this_machine()})
    folder = put(home.state / "gate", here)
    gate = GateFiles(home)
    assert gate.look().notices == ()
    assert callable(spoil)
    spoil(folder)
    shown = gate.look(anew=True)
    assert told in shown.notices[0]
    assert {row.verdict for row in shown.rows if row.criterion.checks} == {"not_proven"}


def test_a_file_where_the_folder_should_be_is_named(home: Home) -> None:
    (home.state / "gate").write_text("")
    shown = GateFiles(home).look()
    assert str(home.state / "gate") in shown.notices[0]
    assert len(shown.rows) == 12


def test_who_only_looks_is_told_the_command(home: Home) -> None:
    with pytest.raises(ReadOnly, match="arqon-tts gate run soak"):
        GateFiles(home).run(LiveCheck("soak"))


def test_a_look_finds_what_others_add(home: Home) -> None:
    gate = GateFiles(home)
    before = gate.look()
    assert gate.look() is before
    put(home.state / "gate", artifact("soak"))
    assert len(gate.look().artifacts) == 1


def test_switches_and_decisions_stand_together(tmp_path: Path) -> None:
    history = SettingsHistory(tmp_path / "history.jsonl")
    switch = replace(EARLIER, key="arqon_tts_provider", old="kokoro", new="fallback", reason="hiss")
    history.record([EARLIER, switch, replace(switch, new="kokoro", reason="", at=NOW)])
    assert history.close(PATIENCE_S)
    log = tmp_path / "docs/decision-log.md"
    log.parent.mkdir()
    log.write_text(f"**D-7 · {NOW:%Y-%m-%d} · in force · Gate 6 is hard-closed.** It is.\n")
    assert [one.words for one in noted(history.path, tmp_path)] == [
        "D-7 (in force): Gate 6 is hard-closed.",
        "Back to Kokoro by alice (panel)",
        "Rolled back to the fallback by alice (panel): hiss",
    ]
    assert noted(tmp_path / "none", None) == ()
