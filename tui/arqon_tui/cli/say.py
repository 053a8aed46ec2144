"""`arqon-tts say`: one utterance by the voice of the user, to the device or to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.leaving import Leaving
from arqon_tui.cli.output import as_json, fail, show
from arqon_tui.cli.settings import errors_as_exits, warn_of_faults
from arqon_tui.cli.standard_input import text_or_input

if TYPE_CHECKING:
    from arqon_settings.model import ProviderName
    from arqon_voice.speech.request import Outcome

__all__ = ["say"]


@click.command()
@click.argument("text")
@click.option("--out", type=click.Path(path_type=Path), help="Write a WAV file, play nothing.")
@click.option("--voice", help="A Kokoro voice or blend, for this utterance only.")
@click.option("--now", is_flag=True, help="Cut off what is being said.")
@click.option("--warning", is_flag=True, help="Go before ordinary speech that waits.")
@click.option(
    "--provider", type=click.Choice(["kokoro", "fallback"]), help="Who speaks, this time only."
)
@as_json
def say(
    text: str,
    out: Path | None,
    voice: str | None,
    provider: ProviderName | None,
    now: bool,
    warning: bool,
    json_output: bool,
) -> None:
    """Speak TEXT as the settings say; '-' reads it from standard input.

    Put '--' before a TEXT that begins with a dash.

    Exit codes: 2 nothing to say or no such voice, 3 the file could not be written, 5 Kokoro failed
    and fallback is off, 6 it could not be spoken or played, 130 stopped by ctrl-c or by somebody
    else.
    """
    text = text_or_input(text)
    leaving = Leaving()
    with errors_as_exits():
        voice = _checked(voice)
    from arqon_service.log import start_log
    from arqon_service.shared import open_voice
    from arqon_service.voice import NotTakenOn, VoiceUnreachable
    from arqon_settings.store import SettingsStore
    from arqon_voice.speech.plane import NothingToSay

    home = user_home()
    start_log(home, "say")
    warn_of_faults(SettingsStore(home.settings).read())
    speaking = open_voice(home, "say")
    try:
        if out:
            ticket = speaking.save(text, out, voice=voice, provider=provider)
        else:
            ticket = speaking.say(text, voice=voice, provider=provider, now=now, warning=warning)
        outcome = leaving.wait(ticket.outcome, partial(speaking.stop, message_id=ticket.message_id))
    except NothingToSay as error:
        fail(str(error), click.UsageError.exit_code)
    except (NotTakenOn, VoiceUnreachable) as error:
        fail(str(error), exits.NOT_PLAYED)
    except TimeoutError:
        fail(f"{leaving.word}, and it did not end in time", leaving.code)
    finally:
        local = speaking.local
        speaking.finish(None if not leaving.asked else 0.0)
        for fault in local.left_undone if local else ():
            click.echo(f"arqon-tts: warning: {fault}", err=True)
    _report(outcome, out, json_output, leaving)


def _checked(voice: str | None) -> str | None:
    from arqon_settings.values import checked

    return None if voice is None else str(checked("arqon_tts_kokoro_voice", voice))


def _report(outcome: Outcome, out: Path | None, json_output: bool, leaving: Leaving) -> None:
    if outcome.kokoro_error and outcome.provider == "fallback":
        click.echo(f"arqon-tts: Kokoro failed, fallback used: {outcome.kokoro_error}", err=True)
    data = {
        "message_id": outcome.message_id,
        "ending": outcome.ending,
        "provider": outcome.provider,
        "first_audio_ms": outcome.first_audio_ms,
        "latency_ms": outcome.latency_ms,
        "kokoro_error": outcome.kokoro_error,
        "out": str(out) if out else None,
        "words": outcome.words,
    }
    code = {
        "stt.tts.latency_ms": 0,
        "stt.tts.fail_closed": exits.FAIL_CLOSED,
        "stt.tts.playback_stopped": leaving.code,
    }.get(outcome.ending, exits.NOT_WRITTEN if out and outcome.sink_failed else exits.NOT_PLAYED)
    if json_output or not code:
        wrote = f"wrote {out}, " if out else ""
        show(data, f"{wrote}{outcome.words}", json_output=json_output)
    if code:
        fail(outcome.words, code)
