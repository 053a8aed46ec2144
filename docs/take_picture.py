"""Takes the README's picture of the panel: `python -m docs.take_picture` writes docs/panel.svg.

The panel is the real one with its real settings, voice plane, telemetry and sound server. What
answers as the sidecar is the test double, and the picture says so.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from arqon_service.home import Home
from arqon_settings.store import SettingsStore
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.launch import open_services
from tests.audio import NullSink
from tests.sidecar_server import SidecarServer

PICTURE = Path(__file__).with_name("panel.svg")


async def take() -> str:
    """Speak a sentence in the panel, and give its screen as SVG."""
    app = PanelApp(open_services)
    async with app.run_test(size=(116, 32)) as pilot:
        await _until(pilot, "ready")
        app.box.editor.text = "Good morning. It is eight o'clock."
        await pilot.press("f5")
        await _until(pilot, "spoken by kokoro")
        await _until(pilot, "first_audio_ms")
        return app.export_screenshot(title="arqon-tts")


async def _until(pilot: Pilot[int], text: str) -> None:
    async with asyncio.timeout(30):
        while text not in pilot.app.export_screenshot(simplify=True).replace("&#160;", " "):
            await pilot.pause(0.1)


def main() -> None:
    """Write the picture."""
    sink = NullSink()
    os.environ.update(sink.environment())
    with tempfile.TemporaryDirectory(prefix="home-") as home, SidecarServer("tone") as sidecar:
        os.environ["ARQON_TTS_HOME"] = home
        SettingsStore(Home.of_user().settings).change(
            {"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_url": sidecar.url}, by="ada (cli)"
        )
        PICTURE.write_text(asyncio.run(take()))
    sink.close()


if __name__ == "__main__":
    main()
