"""Plots of the model card: read back from the SVG what they say."""

from __future__ import annotations

import itertools
import math
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from steps.if_training.plots import plot_distributions, plot_shares

SVG = "{http://www.w3.org/2000/svg}"


def parse(drawn: str) -> ET.Element:
    """Parse as a browser does within HTML, where the name space goes without saying."""
    return ET.fromstring(drawn.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))  # noqa: S314 - our own


def texts(drawn: str) -> list[str]:
    return ["".join(found.itertext()) for found in parse(drawn).iter(f"{SVG}text")]


def lines(drawn: str) -> list[list[tuple[float, float]]]:
    return [
        [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]  # type: ignore[misc]
        for line in parse(drawn).iter(f"{SVG}polyline")
    ]


def place_of(drawn: str, label: str, axis: str) -> float:
    (found,) = [text for text in parse(drawn).iter(f"{SVG}text") if text.text == label]
    return float(found.attrib[axis])


def test_a_density_stands_as_high_as_its_logarithm() -> None:
    """Nine tenths of the rows in the first bin and a tenth in the last: nine times as dense."""
    drawn = plot_distributions({"training": np.repeat([0.2, 0.8], [90, 10])})
    (line,) = lines(drawn)
    first, last = line[1], line[-2]
    ten, hundred = (place_of(drawn, label, "y") for label in ("10", "100"))
    assert last[1] - first[1] == pytest.approx(math.log10(9) * (ten - hundred), abs=0.2)
    # A bin is a hundredth wide: nine tenths of the rows are a density of 90. Labels stand a little lower.
    assert first[1] == pytest.approx(hundred - 4 + (2 - math.log10(90)) * (ten - hundred), abs=0.2)


def test_bins_without_rows_lie_on_the_floor() -> None:
    """Between the two values nothing is drawn above the axis."""
    (line,) = lines(plot_distributions({"training": np.array([0.0, 1.0])}))
    floor = line[0][1]
    assert {height for _, height in line[3:-3]} == {floor}
    assert line[1][1] < floor


def test_scores_stand_above_their_value() -> None:
    """A value lies between the ticks that it lies between, in proportion."""
    drawn = plot_distributions({"training": np.array([0.4, 0.7])})
    (line,) = lines(drawn)
    left, right = line[1][0], line[-2][0]
    found = (place_of(drawn, "0.5", "x") - left) / (right - left)
    assert found == pytest.approx(1 / 3, abs=0.002)


def test_each_kind_of_rows_has_its_line_and_name() -> None:
    """Two lines of two colours; kinds without rows have none."""
    drawn = plot_distributions({"training": np.arange(9.0), "hold-out": np.arange(5.0)})
    assert len(lines(drawn)) == 2
    assert len({line.attrib["stroke"] for line in parse(drawn).iter(f"{SVG}polyline")}) == 2
    assert {"training", "hold-out"} <= set(texts(drawn))
    alone = plot_distributions({"training": np.arange(9.0), "hold-out": np.empty(0)})
    assert "hold-out" not in alone


@pytest.mark.parametrize(
    "scores", [[0.5], [0.5, 0.5], [0.0, 1e-9], [1e-300, 1.0], [0.5, np.nextafter(0.5, 1)]]
)
def test_everything_drawn_lies_within_the_picture(scores: list[float]) -> None:
    """One score, equal ones, and ones next to each other."""
    drawn = plot_distributions({"training": np.array(scores)})
    width, height = map(float, parse(drawn).attrib["viewBox"].split()[2:])
    points = list(itertools.chain.from_iterable(lines(drawn)))
    assert points
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)


def test_bars_are_as_long_as_their_shares() -> None:
    """In the order given, with the share beside each."""
    drawn = plot_shares([("one", 0.5), ("other", 0.125), ("none", 0.0)], "what of")
    widths = [float(bar.attrib["width"]) for bar in parse(drawn).iter(f"{SVG}rect")]
    assert widths[1] == pytest.approx(widths[0] / 4, abs=0.1)
    assert widths[2] == 0
    assert texts(drawn) == ["one", "50.0%", "other", "12.5%", "none", "0.0%", "what of"]


def test_names_are_text_and_never_markup() -> None:
    """A name that looks like markup is shown as it is."""
    assert "<b>&" in texts(plot_shares([("<b>&", 1.0)], "<i>"))


def test_no_features_make_no_bars() -> None:
    """The caption alone."""
    assert texts(plot_shares([], "what of")) == ["what of"]
    assert texts(plot_shares([("still", 0.0)], "what of"))[:2] == ["still", "0.0%"]
