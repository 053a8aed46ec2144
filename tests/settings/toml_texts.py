"""Settings files as people and editors leave them, as hypothesis strategies."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from arqon_settings.model import SettingKey
from arqon_settings.values import SettingValue

# The machine may be busy with something else: how long an example takes says nothing.
PATIENT = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

VALUES: dict[SettingKey, st.SearchStrategy[SettingValue]] = {
    "arqon_tts_provider": st.sampled_from(["kokoro", "fallback"]),
    "arqon_tts_kokoro_url": st.builds(
        "{}://{}:{}{}".format,
        st.sampled_from(["http", "https"]),
        st.sampled_from(["127.0.0.1", "[::1]", "tts.example", "bücher.example"]),
        st.integers(1, 65535),
        st.sampled_from(["", "/v1", "/a/b"]),
    ),
    "arqon_tts_kokoro_voice": st.sampled_from(["af_heart", "af_heart(2)+af_sky(.5)", "bm_lewis"]),
    "arqon_tts_kokoro_timeout_ms": st.integers(100, 120_000),
    "arqon_tts_kokoro_streaming_enabled": st.booleans(),
    "arqon_tts_kokoro_fallback_enabled": st.booleans(),
}

CHANGES: st.SearchStrategy[dict[SettingKey, SettingValue]] = st.fixed_dictionaries(
    {}, optional=VALUES
)

# Drawn from short lists: whole files are drawn many times, and free text would be slow.
NAMES = st.sampled_from(["a", "b-c", "D_e", "0", "1979-05-27", "true", '"f g"', "'h.i'", '"é"'])
COMMENTS = st.sampled_from(
    ["#", "# mine", "# [arqon_tts]", '#k = "v"', "# é\x85\u2028😀", "#\ttab"]
)
BETWEEN = st.lists(st.one_of(COMMENTS, st.just("")), max_size=2)
TAILS = st.one_of(st.just(""), COMMENTS.map("  {}".format))
FOREIGN_VALUES = st.sampled_from(
    [
        "1", "-0.5", "nan", "inf", "1_000", "0xff", "true", '"text"', "'raw \\ text'", '"# = ["',
        '"\\u00e9\\n"', '"""\nmany\nlines # no comment\n"""', "'''\n[arqon_tts]\n'''", '"ünï 😀"',
        "1979-05-27T07:32:00Z", "07:32:00", "[1, 2]", "[\n  1, # one\n  2,\n]", "[]", "{}",
        '{ a = 1, b.c = "d" }', "[{ x = 1 }, { y = [2] }]",
    ]
)  # fmt: skip


def toml(value: SettingValue) -> str:
    """The value as TOML; the values above need no escapes."""
    return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'


@st.composite
def entries(draw: st.DrawFn, pairs: dict[str, str]) -> list[str]:
    """The keys in any order, between comments and empty lines."""
    lines: list[str] = []
    for name in draw(st.permutations(sorted(pairs))):
        lines += [*draw(BETWEEN), f"{name} = {pairs[name]}{draw(TAILS)}"]
    return lines + draw(BETWEEN)


FOREIGN = st.dictionaries(NAMES, FOREIGN_VALUES, max_size=2)


@st.composite
def foreign_table(draw: st.DrawFn, name: str) -> list[str]:
    head = draw(st.sampled_from(["[{}]", "[[{}]]", "[{}.below]", "[ {} ] # head"]))
    return [head.format(name), *draw(entries(draw(FOREIGN)))]


@st.composite
def own_parts(draw: st.DrawFn) -> tuple[dict[str, str], list[list[str]]]:
    """Our table as it can be written: keys for the top of the file, and tables for below."""
    own = {str(key): toml(value) for key, value in draw(CHANGES).items()}
    form = draw(st.sampled_from(["none", "inline", "dotted", "table", "quoted", "below only"]))
    if form == "none":
        return {}, []
    if form == "inline":
        return {"arqon_tts": f"{{ {', '.join(f'{k} = {v}' for k, v in own.items())} }}"}, []
    mixed = own | {f"mixed.{name}": value for name, value in draw(FOREIGN).items()}
    if form == "dotted":
        return {f"arqon_tts.{name}": value for name, value in mixed.items()}, []
    head = '["arqon_tts"] # ours' if form == "quoted" else "[arqon_tts]"
    table = [] if form == "below only" else [[head, *draw(entries(mixed))]]
    below = [["[arqon_tts.below]", *draw(entries(draw(FOREIGN)))]]
    return {}, table + draw(st.sampled_from([[], below]))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A whole valid file: our table, in one piece or scattered, among foreign keys and tables."""
    top, own_tables = draw(own_parts())
    top |= {f"root.{name}": value for name, value in draw(FOREIGN).items()}
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    tables = draw(st.permutations(own_tables + [draw(foreign_table(name)) for name in names]))
    text = "\n".join(line for section in [draw(entries(top)), *tables] for line in section)
    text += draw(st.sampled_from(["", "\n", "\n\n\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
