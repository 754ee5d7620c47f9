"""Raw rows become typed rows: table expression to table expression, for any engine of Ibis.

A typed row has its addresses as written, integers, and two small codes: `reason`, the place of the first
rejecting rule that it breaks (0 for none), and `kept`, one bit for each rule that it breaks and is kept in
spite of. Time is counted in whole microseconds, so that sums do not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from common.expressions import ibis, ir
from common.traffic.settings import ACTIONS, END_REASONS, PROTOCOLS, RULES, DeltaSettings
from common.traffic.values import (
    LARGEST_BYTES,
    LARGEST_PORT,
    MALFORMED,
    MISSING,
    SOUND,
    TOO_LARGE,
    epoch_of,
    instant_of,
    number_of,
    state_of,
    time_of,
)
from common.windows import SLICE

_MINUTE = 60_000_000
_SLICE_MINUTES = SLICE // timedelta(minutes=1)
_TIMES = ("start", "end")
_NUMBERS = {
    "source_port": LARGEST_PORT,
    "destination_port": LARGEST_PORT,
    "source_bytes": LARGEST_BYTES,
    "destination_bytes": LARGEST_BYTES,
}
_OCTET = r"(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_PLAIN_IPV4 = rf"^{_OCTET}(\.{_OCTET}){{3}}\z"

RULE_ORDER = tuple(RULES)

ACTION_CLASSES, END_CLASSES, PROTOCOL_CLASSES = tuple(ACTIONS), tuple(END_REASONS), tuple(PROTOCOLS)
_RADIX = 4
"""Classes are digits of one number: action, end reason, protocol; a digit past the last class is "other"."""


def type_all(asked: ir.Table, *raw: ir.Table, settings: DeltaSettings) -> ir.Table:
    """Type the rows of each kind of file, in one table; as type_traffic."""
    rows = [type_traffic(one, asked, settings) for one in raw]
    return ibis.union(*rows) if len(rows) > 1 else rows[0]


def type_traffic(raw: ir.Table, asked: ir.Table, settings: DeltaSettings) -> ir.Table:
    """Give raw rows types, a place in the window, a class and a verdict.

    raw    the columns of FIELDS, and file and row where they are wanted
    asked  one row: window_start and window_end, in microseconds since 1970

    Columns: source, destination (text as written), port, minute and slice (counted from the window's start),
    class_code, source_bytes, destination_bytes, duration (microseconds), reason, kept. Where the raw rows
    come with their `file` and `row` (text), so do the typed ones that are rejected or may yet be, for their
    addresses; for all others both are null.
    """
    # In stages, each a projection of its own: an expression that another repeats is computed once.
    bounded = raw.cross_join(asked)
    dated = bounded.mutate(**{f"{name}_instant": instant_of(raw[f"event_{name}"]) for name in _TIMES})
    read = dated.mutate(
        **{f"{name}_epoch": epoch_of(dated[f"event_{name}"], dated[f"{name}_instant"]) for name in _TIMES},
        source=dated.source_ip.cast("string").nullif(""),
        destination=dated.destination_ip.cast("string").nullif(""),
        protocol_word=_word(dated.protocol),
        **{f"{name}_number": number_of(dated[name]) for name in _NUMBERS},
    )
    stated = read.mutate(
        **{name: time_of(read[f"{name}_instant"], read[f"{name}_epoch"]) for name in _TIMES},
        has_ports=read.protocol_word.isin(sorted(settings.protocols_with_ports)).fill_null(False),
        **{
            f"{name}_state": state_of(read[name], read[f"{name}_number"], most)
            for name, most in _NUMBERS.items()
        },
    )
    placed = stated.mutate(
        **{
            f"{name}_value": ibis.ifelse(
                stated[f"{name}_state"] == SOUND, stated[f"{name}_number"].cast("int64"), ibis.null("int64")
            )
            for name in _NUMBERS
        }
    )
    at = placed.start if settings.slice_by == "event_start" else placed.end
    broken = _broken_rules(placed, settings, at)
    verdict = [(at.isnull(), _code("unparsable_time"))]
    verdict += [(test, _code(rule)) for rule, test in broken.items() if settings.rejects(rule)]
    port = placed.destination_port_value
    judged = placed.mutate(
        at=at,
        port=ibis.ifelse(placed.has_ports & (port >= 0), port, ibis.null("int64")).cast("int32"),
        class_code=_class_code(placed, settings),
        duration=ibis.coalesce(ibis.greatest(placed.end - placed.start, 0), 0),
        reason=ibis.cases(*verdict, else_=ibis.literal(0, "int8")),
        kept=_kept_mask(broken, settings),
    )
    minute = ((judged.at - judged.window_start) // _MINUTE).cast("int32")
    timed = judged.mutate(minute=ibis.ifelse(judged.reason == 0, minute, ibis.null("int32")))
    return timed.select(
        "source",
        "destination",
        "port",
        "minute",
        (timed.minute // _SLICE_MINUTES).cast("int32").name("slice"),
        "class_code",
        ibis.coalesce(timed.source_bytes_value, 0).name("source_bytes"),
        ibis.coalesce(timed.destination_bytes_value, 0).name("destination_bytes"),
        "duration",
        "reason",
        "kept",
        **(_original(timed, settings) if "row" in raw.columns else {}),
    )


def _broken_rules(rows: ir.Table, settings: DeltaSettings, at: ir.IntegerValue) -> dict[str, ir.BooleanValue]:
    """Whether a row breaks each rule; malformed addresses are found later, once for each distinct one."""
    sizes = ("source_bytes", "destination_bytes")
    ports = [name for name in ("source_port", "destination_port") if settings.fields[name] is not None]

    def any_is(names: Sequence[str], *states: int) -> ir.BooleanValue:
        return _any([rows[f"{name}_state"].isin(states) for name in names])

    def any_negative(names: Sequence[str]) -> ir.BooleanValue:
        return _any([(rows[f"{name}_value"] < 0).fill_null(False) for name in names])

    return {
        "unparsable_time": rows.start.isnull() | rows.end.isnull(),
        "outside_window": (at < rows.window_start) | (at >= rows.window_end),
        "missing_ip": rows.source.isnull() | rows.destination.isnull(),
        "malformed_bytes": any_is(sizes, MALFORMED),
        "bytes_out_of_range": any_is(sizes, TOO_LARGE),
        "negative_bytes": any_negative(sizes),
        "missing_bytes": any_is(sizes, MISSING),
        "end_before_start": rows.end < rows.start,
        "malformed_port": rows.has_ports & (any_is(ports, MALFORMED, TOO_LARGE) | any_negative(ports)),
        "missing_port": rows.has_ports & any_is(ports, MISSING),
    }


def _kept_mask(broken: Mapping[str, ir.BooleanValue], settings: DeltaSettings) -> ir.IntegerValue:
    mask: ir.IntegerValue = ibis.literal(0, "int16")
    for rule, test in broken.items():
        if settings.keeps(rule):
            bit = ibis.literal(1 << RULE_ORDER.index(rule), "int16")
            mask = mask + ibis.ifelse(test.fill_null(False), bit, ibis.literal(0, "int16"))
    return mask.cast("int16")


def _original(rows: ir.Table, settings: DeltaSettings) -> dict[str, ir.StringValue]:
    """Where a row came from and its text, if it is rejected or its addresses are still to be looked at."""
    wanted = rows.reason != 0
    if settings.rejects("malformed_ip"):
        wanted = wanted | ~(rows.source.re_search(_PLAIN_IPV4) & rows.destination.re_search(_PLAIN_IPV4))
    wanted = wanted.fill_null(True)
    return {
        "file": ibis.ifelse(wanted, rows.file, ibis.null("string")),
        # Parquet's rows come as structures: cast inside the branch, only the wanted ones become text.
        "row": ibis.ifelse(wanted, rows.row, ibis.null(rows.row.type())).cast("string"),
    }


def accepted(judged: ir.Table) -> ir.Table:
    """Keep the sessions that count."""
    return judged.filter(judged.reason == 0)


def count_verdicts(judged: ir.Table) -> ir.Table:
    """Count rows by what was said of them: reason, kept, rows."""
    return judged.group_by("reason", "kept").agg(rows=judged.count())


def count_classes(judged: ir.Table) -> ir.Table:
    """Count the sessions that count by class: class_code, rows."""
    good = accepted(judged)
    return good.group_by("class_code").agg(rows=good.count())


def name_rejects(judged: ir.Table, names: ir.Table, broken: ir.Table) -> ir.Table:
    """List rejected rows and broken lines: file, reason, row.

    judged  the rows, with their file and row
    names   path, name: what each file is reported as
    broken  file, reason, row of lines that are no rows
    """
    bad = judged.filter(judged.reason != 0)
    named = bad.inner_join(names, bad.file == names.path)
    reason = ibis.cases(*((named.reason == code, rule) for code, rule in reason_names().items()))
    return ibis.union(named.select(file=named.name, reason=reason, row=named.row), broken)


def reason_names() -> Mapping[int, str]:
    """Name of each reason code."""
    return {index + 1: rule for index, rule in enumerate(RULE_ORDER)}


def kept_names(mask: int) -> list[str]:
    """Names of the rules whose bits are set."""
    return [rule for index, rule in enumerate(RULE_ORDER) if mask >> index & 1]


def decode_class(code: int) -> tuple[str, str, str]:
    """Action, end reason and protocol class of a class code, "other" where none fits."""
    names = (ACTION_CLASSES, END_CLASSES, PROTOCOL_CLASSES)
    digits = (code // _RADIX**2, code // _RADIX % _RADIX, code % _RADIX)
    action, end, protocol = (
        known[digit] if digit < len(known) else "other" for known, digit in zip(names, digits, strict=True)
    )
    return action, end, protocol


def class_codes(position: int, name: str) -> list[int]:
    """Every class code whose action (position 0), end reason (1) or protocol (2) is the named class."""
    return [code for code in range(_RADIX**3) if decode_class(code)[position] == name]


def _class_code(rows: ir.Table, settings: DeltaSettings) -> ir.IntegerValue:
    digits = (
        _digit(_word(rows.action), settings.actions, ACTION_CLASSES),
        _digit(_word(rows.session_end_reason), settings.end_reasons, END_CLASSES),
        _digit(rows.protocol_word, settings.protocols, PROTOCOL_CLASSES),
    )
    return (digits[0] * _RADIX**2 + digits[1] * _RADIX + digits[2]).cast("int8")


def _digit(
    word: ir.StringValue, classes: Mapping[str, frozenset[str]], names: Sequence[str]
) -> ir.IntegerValue:
    branches = [
        (word.isin(sorted(classes[name])), ibis.literal(index, "int8"))
        for index, name in enumerate(names)
        if classes[name]
    ]
    other = ibis.literal(len(names), "int8")
    return ibis.cases(*branches, else_=other) if branches else other


def _word(column: ir.Value) -> ir.StringValue:
    return column.cast("string").lower()


def _code(rule: str) -> ir.IntegerScalar:
    return ibis.literal(RULE_ORDER.index(rule) + 1, "int8")


def _any(tests: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    found: ir.BooleanValue = ibis.literal(False)
    for test in tests:
        found = found | test
    return found
