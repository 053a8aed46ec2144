"""A folder that the user may not look into: each command says so in words, and ends."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import ARQON_TTS
from tests.patience import PATIENCE_S

RIGHTS = "-dac_override,-dac_read_search"
AS_A_USER = ["setpriv", f"--bounding-set={RIGHTS}", f"--inh-caps={RIGHTS}"]
"""Root may look into every folder; without these it may not."""

CONFIG, STATE, MAESTRO = ".config/arqon-tts", ".local/state/arqon-tts", ".arqon"


def arqon_tts(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "TZ": "UTC"}
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [*(AS_A_USER if os.geteuid() == 0 else ()), ARQON_TTS, *words]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        cwd=home,
        env=kept | own,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With settings, Maestro's too, a history and telemetry."""
    home = tmp_path_factory.mktemp("home")
    (home / MAESTRO).mkdir()
    (home / MAESTRO / "arqon.json").write_text("{}")
    assert arqon_tts(home, "settings", "set", "arqon_tts_kokoro_timeout_ms", "900").returncode == 0
    assert (home / CONFIG / "settings.toml").exists()
    assert (home / STATE / "telemetry.db").exists()
    return home


@pytest.mark.parametrize(
    ("folder", "words", "says"),
    [
        (CONFIG, "settings list", "Permission denied"),
        (CONFIG, "settings undo", "Nothing was undone"),
        (CONFIG, "rollback", "Permission denied"),
        (CONFIG, "status", "Permission denied"),
        (CONFIG, "doctor", "settings.toml: the file cannot be read"),
        (STATE, "doctor", f"{STATE} is not writable"),
        (STATE, "settings history", "Permission denied"),
        (STATE, "telemetry stats", "telemetry.db: Permission denied"),
        (STATE, "telemetry export", "telemetry.db: Permission denied"),
        (STATE, "logs", "Permission denied"),
        (STATE, "voices", "no list of voices"),
        (STATE, "rollback", "Permission denied"),
        (STATE, "say hello --out x.wav", "wrote x.wav, spoken by fallback"),
        (MAESTRO, "settings maestro status", "arqon.json cannot be read: Permission denied"),
        (MAESTRO, "rollback", "fallback · since"),
    ],
)
def test_a_folder_that_may_not_be_looked_into_is_told(
    home: Path, folder: str, words: str, says: str
) -> None:
    (home / folder).chmod(0o000)
    try:
        ended = arqon_tts(home, *words.split())
    finally:
        (home / folder).chmod(0o700)
    said = ended.stdout + ended.stderr
    assert "Traceback" not in said
    assert says in said
