"""Takes the README's pictures of the panel: `make pictures` writes docs/operate.svg and its like.

The panel is the real one with its real settings, voice plane, telemetry and sound server. In
Operate and Tune the test double answers as the sidecar; Inspect is that of the demo, whose
telemetry was recorded with the real sidecar. The pictures say both.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from arqon_tui.demo.place import demo_home
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.launch import demo_services, open_services

FOLDER = Path(__file__).parent
SIZE = (116, 30)
KEYS = {"operate": "f2", "tune": "f3"}


async def take() -> dict[str, str]:
    """Speak a sentence in the panel, run a check, and give Operate, Tune and Gate as SVG."""
    app = PanelApp(open_services)
    pictures = {}
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, "ready")
        await pilot.press(KEYS["tune"])
        app.tune.box.editor.text = "Good morning. It is eight o'clock."
        await pilot.press("f5")
        await _until(pilot, "spoken by kokoro")
        await pilot.press(KEYS["tune"])
        for key in "12":
            await pilot.press(key)
            await _settled(pilot)
        for view, key in KEYS.items():
            await pilot.press(key)
            await _settled(pilot)
            pictures[view] = app.export_screenshot(title=f"arqon-tts · {view}")
        await pilot.press("f12")
        await _until(pilot, "No check has run yet")
        await pilot.press("end", "r")  # rollback: it is the last criterion
        await _until(pilot, "proven after")
        await _settled(pilot)
        pictures["gate"] = app.export_screenshot(title="arqon-tts · gate")
    return pictures


async def take_demo() -> dict[str, str]:
    """Open the demo, and give its Inspect with a failure of the recording chosen."""
    with demo_home() as url:
        app = PanelApp(partial(demo_services, url=url), demo=True)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("f4")
            await _until(pilot, "first audio")
            await pilot.press("f", "f", "f")
            await _settled(pilot)
            picture = app.export_screenshot(title="arqon-tts --demo · inspect")
            await pilot.press("ctrl+q")
    return {"inspect": picture}


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until what the view looks up has come: two looks at the screen are the same."""
    before = ""
    while (now := pilot.app.export_screenshot(simplify=True)) != before:
        before = now
        await pilot.pause(2.5)


async def _until(pilot: Pilot[int], text: str) -> None:
    async with asyncio.timeout(30):
        while text not in pilot.app.export_screenshot(simplify=True).replace("&#160;", " "):
            await pilot.pause(0.1)


def _write(pictures: dict[str, str]) -> None:
    for view, picture in pictures.items():
        (FOLDER / f"{view}.svg").write_text(picture)


def main() -> None:
    """Write the pictures."""
    sink = NullSink()
    os.environ.update(sink.environment(), TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory(prefix="home-") as home, SidecarServer("tone") as sidecar:
        os.environ["ARQON_TTS_HOME"] = home
        SettingsStore(Home.of_user().settings).change(
            {"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_url": sidecar.url}, by="ada (cli)"
        )
        _write(asyncio.run(take()))
    _write(asyncio.run(take_demo()))
    sink.close()


if __name__ == "__main__":
    main()
