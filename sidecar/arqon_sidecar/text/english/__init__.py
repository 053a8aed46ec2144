"""How English writing is said: one grammar, in which what names comes before what counts."""

from __future__ import annotations

from functools import cache

from arqon_sidecar.text.english.calendar.calendar_names import calendar_forms
from arqon_sidecar.text.english.calendar.calendar_ranges import calendar_range_forms
from arqon_sidecar.text.english.calendar.dates import date_forms
from arqon_sidecar.text.english.calendar.dates_in_words import worded_date_forms
from arqon_sidecar.text.english.calendar.decades import decade_forms
from arqon_sidecar.text.english.calendar.schedules import schedule_forms
from arqon_sidecar.text.english.calendar.several_days import several_day_forms
from arqon_sidecar.text.english.calendar.weekdays import weekday_forms, workday_form
from arqon_sidecar.text.english.calendar.years import year_forms
from arqon_sidecar.text.english.chats.chat import chat_forms
from arqon_sidecar.text.english.chats.chat_letters import chat_letter_forms
from arqon_sidecar.text.english.chats.chat_phrases import chat_phrase_forms
from arqon_sidecar.text.english.clock.clock import clock_forms
from arqon_sidecar.text.english.clock.durations import duration_forms
from arqon_sidecar.text.english.clock.exact_times import exact_time_forms
from arqon_sidecar.text.english.clock.short_times import short_time_forms
from arqon_sidecar.text.english.code.code import code_forms
from arqon_sidecar.text.english.code.expressions import expression_forms
from arqon_sidecar.text.english.code.keys import key_forms
from arqon_sidecar.text.english.code.machines import machine_forms
from arqon_sidecar.text.english.code.paths import path_forms
from arqon_sidecar.text.english.code.typed import typed_forms
from arqon_sidecar.text.english.code.versions import version_forms
from arqon_sidecar.text.english.identifiers.dialed import dialed_forms
from arqon_sidecar.text.english.identifiers.identifiers import identifier_forms
from arqon_sidecar.text.english.identifiers.mixed_serials import mixed_forms
from arqon_sidecar.text.english.identifiers.postal import postal_forms
from arqon_sidecar.text.english.identifiers.postal_abroad import postal_abroad_forms
from arqon_sidecar.text.english.identifiers.processors import processor_forms
from arqon_sidecar.text.english.identifiers.registered import registered_forms
from arqon_sidecar.text.english.identifiers.serial_ranges import serial_range_forms
from arqon_sidecar.text.english.identifiers.serials import serial_forms
from arqon_sidecar.text.english.identifiers.standards import standard_forms
from arqon_sidecar.text.english.identifiers.telephones import telephone_forms
from arqon_sidecar.text.english.letters.capitals import capital_forms
from arqon_sidecar.text.english.letters.chess import chess_forms
from arqon_sidecar.text.english.letters.doubled import doubled_forms
from arqon_sidecar.text.english.letters.initialisms import initialism_forms
from arqon_sidecar.text.english.letters.letters import in_pieces
from arqon_sidecar.text.english.letters.music import music_forms
from arqon_sidecar.text.english.mathematics.bars import bar_forms
from arqon_sidecar.text.english.mathematics.chemistry import chemistry_forms
from arqon_sidecar.text.english.mathematics.coefficients import coefficient_forms
from arqon_sidecar.text.english.mathematics.formulas import formula_forms
from arqon_sidecar.text.english.mathematics.functions import function_forms
from arqon_sidecar.text.english.mathematics.powers import power_forms
from arqon_sidecar.text.english.measures.bare_units import bare_unit_forms
from arqon_sidecar.text.english.measures.calibers import caliber_form
from arqon_sidecar.text.english.measures.compass import compass_forms
from arqon_sidecar.text.english.measures.compound_units import compound_forms
from arqon_sidecar.text.english.measures.consumptions import consumption_forms
from arqon_sidecar.text.english.measures.dimensions import dimension_forms
from arqon_sidecar.text.english.measures.doses import dose_forms
from arqon_sidecar.text.english.measures.genes import gene_forms
from arqon_sidecar.text.english.measures.headings import heading_forms
from arqon_sidecar.text.english.measures.karats import karat_form
from arqon_sidecar.text.english.measures.kelvin import kelvin_form
from arqon_sidecar.text.english.measures.lengths import length_forms
from arqon_sidecar.text.english.measures.measures import measure_forms
from arqon_sidecar.text.english.measures.paired_measures import paired_forms
from arqon_sidecar.text.english.measures.part_measures import part_measure_form
from arqon_sidecar.text.english.measures.races import race_form
from arqon_sidecar.text.english.measures.rates import rate_forms
from arqon_sidecar.text.english.measures.recipes import recipe_forms
from arqon_sidecar.text.english.measures.shouted_units import shouted_form
from arqon_sidecar.text.english.measures.storage import storage_forms
from arqon_sidecar.text.english.measures.threads import thread_forms
from arqon_sidecar.text.english.measures.tires import tire_forms
from arqon_sidecar.text.english.money.money import money_forms
from arqon_sidecar.text.english.numbers.counted_tens import counted_ten_forms
from arqon_sidecar.text.english.numbers.figures import figure_forms
from arqon_sidecar.text.english.numbers.fractions import fraction_forms
from arqon_sidecar.text.english.numbers.known_numbers import known_number_forms
from arqon_sidecar.text.english.numbers.millions import million_forms
from arqon_sidecar.text.english.numbers.named import named_forms
from arqon_sidecar.text.english.numbers.numbers import Numbers
from arqon_sidecar.text.english.numbers.ordinals import ordinal_forms
from arqon_sidecar.text.english.numbers.ratios import ratio_forms
from arqon_sidecar.text.english.numbers.records import record_forms
from arqon_sidecar.text.english.numbers.roman import roman_forms
from arqon_sidecar.text.english.numbers.roman_names import roman_name_forms
from arqon_sidecar.text.english.numbers.slashes import slash_forms
from arqon_sidecar.text.english.numbers.small_roman import small_roman_forms
from arqon_sidecar.text.english.shortenings.abbreviations import abbreviation_forms
from arqon_sidecar.text.english.shortenings.averages import average_forms
from arqon_sidecar.text.english.shortenings.business import business_forms
from arqon_sidecar.text.english.shortenings.climbing import climbing_forms
from arqon_sidecar.text.english.shortenings.courses import course_form
from arqon_sidecar.text.english.shortenings.courts import court_forms
from arqon_sidecar.text.english.shortenings.findings import finding_forms
from arqon_sidecar.text.english.shortenings.laws import law_forms
from arqon_sidecar.text.english.shortenings.learned import learned_forms
from arqon_sidecar.text.english.shortenings.medical import medical_forms
from arqon_sidecar.text.english.shortenings.pages import page_forms
from arqon_sidecar.text.english.shortenings.people import people_forms
from arqon_sidecar.text.english.shortenings.phrases import phrase_forms
from arqon_sidecar.text.english.shortenings.references import reference_forms
from arqon_sidecar.text.english.shortenings.scripture import scripture_forms
from arqon_sidecar.text.english.shortenings.sports import sport_forms
from arqon_sidecar.text.english.shortenings.teams import team_forms
from arqon_sidecar.text.english.shortenings.titles import title_forms
from arqon_sidecar.text.english.shortenings.travel import travel_forms
from arqon_sidecar.text.english.shortenings.weather import weather_forms
from arqon_sidecar.text.english.signs.emoji import emoji_forms
from arqon_sidecar.text.english.signs.symbols import symbol_forms
from arqon_sidecar.text.grammar.spans import Grammar
from arqon_sidecar.text.greek import greek_form
from arqon_sidecar.text.web import web_forms

__all__ = ["english"]

_WEB_WORDS = {
    ".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "+": "plus",
}  # fmt: skip


@cache
def english(*, british: bool) -> Grammar:
    """The grammar of English, American or British."""
    numbers = Numbers(british=british)
    *named_ratios, ratio = ratio_forms(numbers)
    return Grammar(
        (
            *web_forms(_WEB_WORDS, lambda part: in_pieces(part, numbers)),
            *typed_forms(numbers),
            *expression_forms(numbers),
            *coefficient_forms(numbers),
            *function_forms(numbers),
            *bar_forms(),
            *schedule_forms(numbers),
            *path_forms(numbers),
            *climbing_forms(numbers),
            *chemistry_forms(numbers),
            *music_forms(numbers),
            *chess_forms(numbers),
            *key_forms(numbers),
            *processor_forms(numbers),
            *code_forms(numbers),
            *scripture_forms(numbers),
            *date_forms(numbers),
            *several_day_forms(numbers),
            *worded_date_forms(numbers),
            *dialed_forms(numbers),
            *telephone_forms(numbers),
            *registered_forms(numbers),
            *standard_forms(numbers),
            *identifier_forms(numbers),
            *machine_forms(numbers),
            *postal_forms(numbers),
            *postal_abroad_forms(numbers),
            *version_forms(numbers),
            *tire_forms(numbers),
            *named_ratios,
            *storage_forms(numbers),
            caliber_form(numbers),
            karat_form(numbers),
            race_form(numbers),
            *paired_forms(),
            *compound_forms(numbers),
            *consumption_forms(numbers),
            *thread_forms(numbers),
            *rate_forms(numbers),
            *million_forms(numbers),
            *short_time_forms(numbers),
            *exact_time_forms(numbers),
            *clock_forms(numbers),
            *duration_forms(numbers),
            *page_forms(numbers),
            *learned_forms(),
            *chat_phrase_forms(),
            *chat_forms(),
            *chat_letter_forms(),
            *dose_forms(numbers),
            *finding_forms(numbers),
            *medical_forms(numbers),
            *weather_forms(numbers),
            *compass_forms(),
            *heading_forms(),
            *reference_forms(numbers),
            *travel_forms(numbers),
            *sport_forms(numbers),
            *team_forms(),
            *average_forms(numbers),
            *record_forms(numbers),
            *court_forms(),
            *law_forms(numbers),
            course_form(numbers),
            *business_forms(numbers),
            *people_forms(),
            *phrase_forms(),
            *recipe_forms(numbers),
            *title_forms(numbers),
            workday_form(),
            *roman_name_forms(),
            *doubled_forms(),
            *initialism_forms(british=british),
            *named_forms(numbers),
            *known_number_forms(numbers),
            *formula_forms(numbers),
            *serial_range_forms(numbers),
            *serial_forms(numbers),
            *mixed_forms(numbers),
            *power_forms(numbers),
            *money_forms(numbers),
            *dimension_forms(numbers),
            *weekday_forms(),
            *calendar_range_forms(),
            *calendar_forms(numbers),
            *counted_ten_forms(numbers),
            *decade_forms(numbers),
            *year_forms(numbers),
            *length_forms(numbers),
            kelvin_form(numbers),
            part_measure_form(numbers),
            *gene_forms(numbers),
            *measure_forms(numbers),
            shouted_form(),
            *bare_unit_forms(),
            *fraction_forms(numbers),
            *slash_forms(numbers),
            ratio,
            *abbreviation_forms(),
            *small_roman_forms(numbers),
            *roman_forms(numbers),
            *capital_forms(),
            *ordinal_forms(numbers),
            *figure_forms(numbers),
            *emoji_forms(numbers),
            *symbol_forms(numbers),
            greek_form(),
        ),
        to="to",
    )
