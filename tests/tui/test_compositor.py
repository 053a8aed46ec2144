"""What our compositor leaves out is never what Textual's would have shown."""

from __future__ import annotations

import random

import pytest
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region, Size
from textual.strip import Strip

from arqon_tui.panel.actions import VIEWS
from arqon_tui.panel.compositor import PanelCompositor
from tests.tui.driving import opened
from tests.tui.fakes import FakeServices


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_part_of_the_screen_is_as_textual_draws_it(
    view: str, size: tuple[int, int]
) -> None:
    async with opened(FakeServices(), size=size, view=view) as (app, pilot):
        await pilot.press("tab")
        await pilot.pause()
        ours = app.screen._compositor
        assert isinstance(ours, PanelCompositor)
        textual = Compositor()
        vars(textual).update(vars(ours))
        whole = textual.render_strips()
        assert [*map(cells, ours.render_strips())] == [*map(cells, whole)]
        chance = random.Random(7)
        for _ in range(40):
            regions = [a_region(chance, Size(*size)) for _ in range(chance.choice((1, 1, 2, 3)))]
            ours._dirty_regions = {*regions}
            update = ours.render_partial_update()
            assert update is not None
            for y, left, right in update.spans:
                assert shown(update, y, left, right) == cells(whole[y])[left:right], regions


def a_region(chance: random.Random, size: Size) -> Region:
    x, y = chance.randrange(size.width), chance.randrange(size.height)
    return Region(
        x, y, chance.randint(1, size.width - x), chance.randint(1, min(size.height - y, 6))
    )


def shown(update: ChopsUpdate, y: int, left: int, right: int) -> list[object]:
    """The cells of a span, from the pieces that reach into it; a missing one is None."""
    row: list[object] = [None] * right
    for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
        if x < right and end > left and piece is not None:
            row[x:end] = cells(piece.crop(0, end - x))
    return row[left:right]


def cells(strip: Strip) -> list[object]:
    """Each column with its character and style; of a wide character, the second is empty."""
    found: list[object] = []
    for text, style, _ in strip:
        for character in text:
            width = Segment(character).cell_length
            found += [(character, style), *[("", style)] * (width - 1)]
    return found
