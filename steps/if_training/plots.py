"""Plots of the model card, as SVG text: what scores there are, and what the trees split by."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

import numpy as np

from common.model.artifact import Matrix

_WIDTH, _LEFT, _RIGHT, _BELOW = 760, 60, 20, 44
_HEIGHT, _ABOVE = 300, 12
_BAR, _BAR_GAP, _LETTER = 18, 6, 7.4
_BINS, _TICKS = 60, 6
_NARROWEST = 0.01
"""What scores are drawn over if they differ by less."""
_NOISE = 1e-9
"""What a logarithm may be off by, and still be of a power of ten."""
_COLOURS = ("#4477aa", "#cc3311", "#228833", "#aa3377")
"""Told apart by most who see few colours (Paul Tol's bright and vibrant schemes)."""


def plot_distributions(scores: Mapping[str, Matrix]) -> str:
    """Draw how densely scores lie, one line a name, on a logarithmic scale: the tail decides on alerts."""
    drawn = {name: values for name, values in scores.items() if len(values)}
    low = min(float(values.min()) for values in drawn.values())
    high = max(float(values.max()) for values in drawn.values())
    if high - low < _NARROWEST:
        low, high = (low + high - _NARROWEST) / 2, (low + high + _NARROWEST) / 2
    edges = np.linspace(low, high, _BINS + 1)
    densities = {name: np.histogram(values, edges, density=True)[0] for name, values in drawn.items()}
    seen = np.concatenate(list(densities.values()))
    least = math.floor(math.log10(seen[seen > 0].min()) + _NOISE)
    most = max(math.ceil(math.log10(seen.max()) - _NOISE), least + 1)
    floor, inner = _HEIGHT - _BELOW, _HEIGHT - _BELOW - _ABOVE

    def across(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def up(density: float) -> float:
        return floor - (math.log10(density) - least) / (most - least) * inner if density > 0 else floor

    parts = [_line(_LEFT, floor, _WIDTH - _RIGHT, floor), _line(_LEFT, _ABOVE, _LEFT, floor)]
    for tick in _ticks(low, high):
        parts += [_line(across(tick), floor, across(tick), floor + 4)]
        parts += [_text(across(tick), floor + 18, f"{tick:g}", "middle")]
    for power in range(least, most + 1):
        place = up(10.0**power)
        parts += [
            _line(_LEFT - 4, place, _LEFT, place),
            _text(_LEFT - 8, place + 4, f"{10.0**power:g}", "end"),
        ]
    parts.append(_text((_LEFT + _WIDTH) / 2, _HEIGHT - 6, "score (higher is more anomalous)", "middle"))
    parts.append(_text(_LEFT + 8, _ABOVE + 8, "density", "start"))
    for number, (name, found) in enumerate(densities.items()):
        steps = " ".join(
            f"{across(edge):.1f},{up(density):.1f}"
            for left, right, density in zip(edges, edges[1:], found, strict=False)
            for edge in (left, right)
        )
        colour = _COLOURS[number % len(_COLOURS)]
        outline = f"{_LEFT},{floor} {steps} {_WIDTH - _RIGHT},{floor}"
        parts.append(f'<polyline points="{outline}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(_text(_WIDTH - _RIGHT, _ABOVE + 8 + 18 * number, name, "end", colour))
    return _svg(_HEIGHT, f"Density of the scores of {' and '.join(drawn)} rows", parts)


def plot_shares(shares: Sequence[tuple[str, float]], caption: str) -> str:
    """Draw a bar for each name, in the order given."""
    longest = max((share for _, share in shares), default=0.0) or 1.0
    left = 8 + _LETTER * max((len(name) for name, _ in shares), default=0)
    room = _WIDTH - left - _LEFT - _RIGHT
    parts = []
    for number, (name, share) in enumerate(shares):
        top = number * (_BAR + _BAR_GAP)
        length = share / longest * room
        parts.append(_text(left - 8, top + 13, name, "end"))
        parts.append(
            f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{_BAR}" fill="{_COLOURS[0]}"/>'
        )
        parts.append(_text(left + length + 6, top + 13, f"{share:.1%}", "start"))
    foot = len(shares) * (_BAR + _BAR_GAP) + 14
    parts.append(_text(left, foot, caption, "start"))
    return _svg(foot + 8, caption, parts)


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers within a range: multiples of 1, 2 or 5 of a power of ten, six or fewer apart."""
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [number * step for number in range(first, last + 1)]


def _line(left: float, top: float, right: float, bottom: float) -> str:
    return f'<path d="M{left:.1f},{top:.1f}L{right:.1f},{bottom:.1f}" stroke="#666"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{html.escape(text)}</text>'


def _svg(height: int, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" font-family="system-ui,sans-serif" font-size="13">'
        f"<title>{html.escape(title)}</title>{''.join(parts)}</svg>"
    )
