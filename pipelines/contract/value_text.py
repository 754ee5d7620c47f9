"""Runtime values as text: what a JSON value of an event becomes as a pipeline parameter.

    text              itself, unchanged
    true, false       `true`, `false`
    number            its digits, as JavaScript prints it: `5`, `1.5`, `-0.25`; 5.0 is `5`
    null              no value
    object, list      refused

JSONata's `$string` keeps 15 significant digits, so numbers that need more, or an exponent, are refused rather
than changed: as text they pass unharmed.
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.contract.wording import kind_of

_DIGITS = 15
_SMALLEST_EXPONENT = -6


def value_text(value: object) -> tuple[str | None, str | None]:
    """The text of a plain JSON value, or what is wrong with it: exactly one of the two is None."""
    if isinstance(value, str):
        return value, None
    if value is None:
        return None, "it is empty"
    if isinstance(value, bool):
        return ("true" if value else "false"), None
    if isinstance(value, int | float):
        return _number_text(value)
    return None, f"it is {kind_of(value)}, and a parameter is a text"


def _number_text(value: float) -> tuple[str | None, str | None]:
    refused = (
        None,
        f"the number needs more than {_DIGITS} digits or an exponent; quote it to pass it as it is",
    )
    if isinstance(value, int):
        return (str(value), None) if abs(value) < 10**_DIGITS else refused
    number = Decimal(repr(value))
    if not number.is_finite():
        return None, "it is not a finite number"
    if not number:
        return "0", None
    digits = number.normalize().as_tuple().digits
    if len(digits) > _DIGITS or not _SMALLEST_EXPONENT <= number.adjusted() < _DIGITS:
        return refused
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text), None
