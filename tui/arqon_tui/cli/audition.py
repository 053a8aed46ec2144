"""`arqon-tts audition`: hear a text in one voice or two, while no setting changes."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arqon_settings.command import command_here
from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.leaving import Leaving
from arqon_tui.cli.output import as_json, fail, show
from arqon_tui.cli.settings import errors_as_exits, warn_of_faults
from arqon_tui.cli.standard_input import text_or_input

if TYPE_CHECKING:
    from arqon_service.audition.audition import Audition, Number, Script
    from arqon_service.audition.run import Run

__all__ = ["audition"]


@click.command()
@click.argument("voice", default="")
@click.option("--ab", nargs=2, metavar="VOICE_A VOICE_B", help="Hear both, one after the other.")
@click.option("--blind", is_flag=True, help="In a secret order; asks which is better, then tells.")
@click.option("--text", help="What is spoken; '-' reads it from standard input.")
@click.option("--phrase", default="greeting", show_default=True, help="A text of the phrase book.")
@click.option("--phrases", is_flag=True, help="List the phrase book and speak nothing.")
@click.option("--speed", type=click.FloatRange(0.5, 2.0), default=1.0, show_default=True)
@click.option("--csv", "as_table", is_flag=True, help="Print the figures as CSV.")
@click.option("--history", is_flag=True, help="Print the past runs and speak nothing.")
@as_json
def audition(
    voice: str,
    ab: tuple[str, str] | None,
    blind: bool,
    text: str | None,
    phrase: str,
    phrases: bool,
    speed: float,
    as_table: bool,
    history: bool,
    json_output: bool,
) -> None:
    """Speak a text in VOICE, or with --ab in two, and print what each run took.

    Voices may be blends: af_heart(2)+af_sky. Kokoro is asked even while the fallback is in force.

    Exit codes: 2 no such voice or phrase, 6 a voice could not be heard, 130 stopped by ctrl-c.
    """
    if phrases:
        _list_phrases(json_output)
    elif history:
        _print_runs(_past_runs(), as_table, json_output)
    else:
        pair = _pair(voice, ab, blind)
        script = _script(text, phrase, speed)
        runs = _heard(pair, script, blind)
        _print_runs(runs, as_table, json_output)
        if faults := [f"{run.voice}: {run.fault}" for run in runs if run.fault]:
            fail("; ".join(faults), exits.NOT_PLAYED)


def _pair(voice: str, ab: tuple[str, str] | None, blind: bool) -> tuple[str, ...]:
    """The voices to be heard; without any, the one in force."""
    from arqon_service.audition.voice_list import known_voices
    from arqon_settings.store import SettingsStore
    from arqon_settings.values import checked

    if ab and voice:
        raise click.UsageError("Give one VOICE, or two with --ab.")
    if blind and not ab:
        raise click.UsageError("--blind needs --ab VOICE_A VOICE_B.")
    snapshot = SettingsStore(user_home().settings).read()
    warn_of_faults(snapshot)
    wanted = ab or (voice or snapshot.settings.arqon_tts_kokoro_voice,)
    known = known_voices(user_home(), snapshot.settings.arqon_tts_kokoro_url)
    for each in wanted:
        with errors_as_exits():
            checked("arqon_tts_kokoro_voice", each)
        if unknown := known.unknown(each):
            fail(unknown, click.UsageError.exit_code)
    return wanted


def _script(text: str | None, phrase: str, speed: float) -> Script:
    from arqon_service.audition.audition import Script
    from arqon_service.audition.phrases import PhraseFault, phrase_book

    if text is not None:
        return Script(text_or_input(text), "", speed)
    try:
        return Script(phrase_book(user_home()).find(phrase).text, phrase, speed)
    except PhraseFault as error:
        fail(str(error), click.UsageError.exit_code)


def _heard(voices: tuple[str, ...], script: Script, blind: bool) -> list[Run]:
    from arqon_service.audition.audition import Audition
    from arqon_service.log import start_log
    from arqon_service.shared import open_voice
    from arqon_voice.speech.plane import NothingToSay

    leaving = Leaving()
    start_log(user_home(), "say")
    speaking = open_voice(user_home(), "say")
    trying = Audition(user_home(), speaking, on_run=lambda _run: None)
    trying.pair, trying.script = (voices[0], voices[-1]), script
    if blind:
        trying.hide()
    try:
        numbers: tuple[Number, ...] = (1, 2) if len(voices) > 1 else (1,)
        runs = [_hear(trying, number, leaving, tell=len(voices) > 1) for number in numbers]
    except NothingToSay as error:
        fail(str(error), click.UsageError.exit_code)
    except TimeoutError:
        fail(f"{leaving.word}, and it did not end in time", leaving.code)
    finally:
        trying.close()
        speaking.finish(None if not leaving.asked else 0.0)
    if blind and not any(run.fault for run in runs):
        leaving.give_back()
        _ask(trying)
    return runs


def _hear(trying: Audition, number: Number, leaving: Leaving, *, tell: bool) -> Run:
    if tell:
        name = "" if trying.hidden else f": {trying.pair[number - 1]}"
        click.echo(f"arqon-tts: voice {number}{name}", err=True)
    run = leaving.wait(trying.play(number), lambda _why: trying.stop())
    if leaving.asked:
        fail(leaving.word, leaving.code)
    return run


def _ask(trying: Audition) -> None:
    """Which is better, before it is told which is which."""
    click.echo("arqon-tts: which is better, 1 or 2? ", err=True, nl=False)
    answer = sys.stdin.readline().strip()
    trying.reveal()
    click.echo(f"\narqon-tts: 1 was {trying.pair[0]}, 2 was {trying.pair[1]}", err=True)
    if answer in ("1", "2"):
        better = trying.pair[int(answer) - 1]
        keep = command_here("settings", "set", "arqon_tts_kokoro_voice", better)
        click.echo(f"arqon-tts: you chose {better}; to keep it: {keep}", err=True)


def _past_runs() -> list[Run]:
    from arqon_service.audition.audition import HISTORY
    from arqon_service.audition.history import past_runs

    path: Path = user_home().state / HISTORY
    try:
        return past_runs(path, 1_000)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror or error}", exits.FAILED)


def _print_runs(runs: list[Run], as_table: bool, json_output: bool) -> None:
    from arqon_service.audition.run import as_csv

    if as_table:
        click.echo(as_csv(runs), nl=False)
    else:
        data = [asdict(run) | {"real_time_factor": run.real_time_factor} for run in runs]
        show({"runs": data}, "\n".join(map(_line, runs)), json_output=json_output)


def _line(run: Run) -> str:
    from arqon_service.audition.run import FIGURES, figure

    figures = " · ".join(f"{name} {figure(run, name)}" for name in FIGURES)
    return f"{run.voice:<24} {figures}"


def _list_phrases(json_output: bool) -> None:
    from arqon_service.audition.phrases import PhraseFault, phrase_book

    try:
        found = phrase_book(user_home()).phrases()
    except PhraseFault as error:
        fail(str(error), exits.FAILED)
    lines = [f"{each.name:<12} {each.text}" for each in found]
    show({"phrases": [asdict(each) for each in found]}, "\n".join(lines), json_output=json_output)
