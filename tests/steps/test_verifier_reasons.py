"""The verifier lets data through that is fit to train with, and says all that is wrong with other data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from by_hand import Network, run_job
from laying import QUARTER, digests, file_of, filled, lay, slices_between

from common.errors import ConfigurationError, InputError
from common.schemas import FG_A, FG_C
from common.windows import format_instant
from steps.training_data_verifier.job import verify

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
MIDDLE, END = BEGIN + timedelta(hours=5), BEGIN + timedelta(hours=6)
TRAINING, EVALUATION = slices_between(BEGIN, MIDDLE), slices_between(MIDDLE, END)
HOSTS = ("10.0.0.1", "10.0.0.2")
SCHEMAS = {"fg_a": FG_A, "fg_c": FG_C}


def put(root: Path) -> None:
    """Two hosts in every slice of both windows, in both datasets, without a null."""
    for name, schema in SCHEMAS.items():
        starts = TRAINING + EVALUATION
        lay(root / name, schema, (filled(schema, start, host) for start in starts for host in HOSTS), starts)


def put_again(root: Path, dataset: str, start: datetime, rows: list[dict[str, Any]]) -> None:
    """Write one slice anew."""
    lay(root / dataset, SCHEMAS[dataset], rows, [start])


def look(
    root: Path,
    training: tuple[datetime, datetime] = (BEGIN, MIDDLE),
    evaluation: tuple[datetime, datetime] = (MIDDLE, END),
    folders: Path | None = None,
    **config: Any,
) -> list[str]:
    """Verify, and return the reasons of the report; they must be those of the failure."""
    parameters = {
        "TrainingStartTs": format_instant(training[0]),
        "TrainingEndTs": format_instant(training[1]),
        "EvalStartTs": format_instant(evaluation[0]),
        "EvalEndTs": format_instant(evaluation[1]),
    }
    inputs = {f"input_{name}": (folders or root) / name for name in SCHEMAS}
    outputs = {"output_verification": root / "verification"}
    said = ""
    try:
        run_job(verify, parameters, inputs, outputs, root / "scratch", config)
    except InputError as error:
        said = str(error)
    found = report(root)
    reasons: list[str] = found["reasons"]
    assert found["passed"] == (not said)
    assert all(reason in said for reason in reasons)
    assert bool(reasons) == bool(said)
    return reasons


def report(root: Path) -> dict[str, Any]:
    """The report that was written."""
    found: dict[str, Any] = json.loads((root / "verification/report.json").read_text())
    return found


def missing(root: Path) -> list[dict[str, Any]]:
    """The missing windows that were written."""
    found: list[dict[str, Any]] = json.loads((root / "verification/missing_windows.json").read_text())
    return found


def test_sound_data_passes_with_a_report_of_what_was_counted(tmp_path: Path) -> None:
    """Slices, rows and shares of both datasets in both windows; nothing is missing."""
    put(tmp_path)
    assert [] == look(tmp_path)
    assert [] == missing(tmp_path)

    def expected(slices: int) -> dict[str, Any]:
        return {
            "slices": {"expected": slices, "present": slices, "empty": 0},
            "slice_coverage": 1.0,
            "rows": 2 * slices,
            "duplicates": 0,
            "unmatched": 0,
            "join_coverage": 1.0,
            "null_shares": {},
            "faults": [],
        }

    found = report(tmp_path)
    assert {
        "record": "ndr/pipeline#v1",
        "step": "XStep",
        "passed": True,
        "reasons": [],
        "notes": [],
        "training": {
            "start": "2026-03-01T00:00:00Z",
            "end": "2026-03-01T05:00:00Z",
            "datasets": {"fg_a": expected(20), "fg_c": expected(20)},
        },
        "evaluation": {
            "start": "2026-03-01T05:00:00Z",
            "end": "2026-03-01T06:00:00Z",
            "datasets": {"fg_a": expected(4), "fg_c": expected(4)},
        },
    } == found


def test_the_features_of_a_network_pass(network: Network, tmp_path: Path) -> None:
    """What the steps make is fit to learn from, and its nulls stay below the limits."""
    middle = network.end - timedelta(hours=1)
    assert [] == look(tmp_path, (network.baseline, middle), (middle, network.end), network.root)


def _lose_slices(root: Path) -> None:
    for start in TRAINING[3:5]:
        file_of(root / "fg_c", start).unlink()


def _repeat(root: Path) -> None:
    for name, schema in SCHEMAS.items():
        rows = [filled(schema, TRAINING[0], host) for host in (*HOSTS, HOSTS[0])]
        put_again(root, name, TRAINING[0], rows)


def _orphan(root: Path) -> None:
    put_again(
        root, "fg_a", EVALUATION[1], [filled(FG_A, EVALUATION[1], host) for host in (*HOSTS, "10.9.9.9")]
    )


def _nullify(root: Path) -> None:
    rows = [filled(FG_A, TRAINING[7], host, drop_ratio_w_1h=None) for host in HOSTS]
    put_again(root, "fg_a", TRAINING[7], rows)


def _break(root: Path) -> None:
    file_of(root / "fg_a", TRAINING[1]).write_bytes(b"PAR1 this is not")


def _retype(root: Path) -> None:
    lay(root / "fg_a", FG_C, [filled(FG_C, EVALUATION[0])], [EVALUATION[0]])


DAMAGES = [
    pytest.param(
        _lose_slices,
        ["fg_c of the training window has 18 of 20 slices, min_slice_coverage is 0.95"],
        ["fg_a of the training window has 4 of 40 rows without a partner, min_join_coverage is 0.99"],
        id="slices",
    ),
    pytest.param(
        _repeat,
        [
            "fg_a of the training window has 1 rows with a host, role and slice of another",
            "fg_c of the training window has 1 rows with a host, role and slice of another",
        ],
        [],
        id="duplicates",
    ),
    pytest.param(
        _orphan,
        ["fg_a of the evaluation window has 1 of 9 rows without a partner, min_join_coverage is 0.99"],
        [],
        id="partners",
    ),
    pytest.param(
        _nullify,
        [
            (
                "fg_a of the training window has 1 columns with more nulls than max_null_share 0, "
                "drop_ratio_w_1h with a share of 0.050"
            )
        ],
        [],
        id="nulls",
    ),
    pytest.param(
        _break,
        [
            (
                "fg_a of the training window: "
                "dt=2026-03-01/hh=00/mm=15/part-00000.parquet is not a readable Parquet file"
            )
        ],
        [],
        id="unreadable",
    ),
]


@pytest.mark.parametrize(("damage", "expected", "besides"), DAMAGES)
def test_each_fault_is_a_reason_with_its_place_and_size(
    tmp_path: Path, damage: Callable[[Path], None], expected: list[str], besides: list[str]
) -> None:
    """One fault, its own reason, in the report and in the failure."""
    put(tmp_path)
    damage(tmp_path)
    assert sorted(expected + besides) == sorted(look(tmp_path))


def test_rows_that_cannot_be_read_are_named_with_their_file(tmp_path: Path) -> None:
    """The footer is sound, so that only reading shows the damage."""
    put(tmp_path)
    path = file_of(tmp_path / "fg_c", TRAINING[2])
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"\xff" * 400 + content[404:])
    place = "dt=2026-03-01/hh=00/mm=30/part-00000.parquet"
    assert [f"fg_c of the training window: {place} has rows that cannot be read"] == look(tmp_path)


def test_a_file_of_another_dataset_is_named_with_its_columns(tmp_path: Path) -> None:
    """Each column that lacks is a fault of its own."""
    put(tmp_path)
    _retype(tmp_path)
    reasons = look(tmp_path)
    place = "fg_a of the evaluation window: dt=2026-03-01/hh=05/mm=00/part-00000.parquet"
    assert f"{place}: column sessions_cnt_sum_w_15m is missing" in reasons
    assert f"{place}: column baseline_reference_ts is not declared" in reasons


def test_several_faults_are_told_together(tmp_path: Path) -> None:
    """One run tells all that a person has to mend."""
    put(tmp_path)
    _lose_slices(tmp_path)
    _nullify(tmp_path)
    _orphan(tmp_path)
    assert 4 == len(look(tmp_path))


def test_limits_of_the_record_decide(tmp_path: Path) -> None:
    """The same data passes where the record allows for it."""
    put(tmp_path)
    _lose_slices(tmp_path)
    _nullify(tmp_path)
    shares = {"min_slice_coverage": 0.9, "min_join_coverage": 0.9, "max_null_share": {"fg_a": 0.05}}
    assert [] == look(tmp_path, **shares)
    assert [{"fg_c"}] == [set(stretch["datasets"]) for stretch in missing(tmp_path)]


def test_windows_that_overlap_are_refused(tmp_path: Path) -> None:
    """A model must not be judged by what it has seen; to touch is not to overlap."""
    put(tmp_path)
    late = MIDDLE - 2 * QUARTER
    assert ["the windows overlap from 2026-03-01T04:30:00Z to 2026-03-01T05:00:00Z"] == look(
        tmp_path, evaluation=(late, END)
    )


def test_too_few_rows_are_refused(tmp_path: Path) -> None:
    """Slices that are there and empty are no data."""
    put(tmp_path)
    for start in EVALUATION:
        for name in SCHEMAS:
            put_again(tmp_path, name, start, [])
    assert [
        "fg_a of the evaluation window has 0 rows, min_rows is 1",
        "fg_c of the evaluation window has 0 rows, min_rows is 1",
    ] == look(tmp_path)
    assert 4 == report(tmp_path)["evaluation"]["datasets"]["fg_a"]["slices"]["empty"]


def test_nothing_there_at_all_is_told_and_listed_whole(tmp_path: Path) -> None:
    """Both windows lack everything: one stretch, since they touch."""
    assert 8 == len(look(tmp_path))
    assert [
        {
            "start": "2026-03-01T00:00:00Z",
            "end": "2026-03-01T06:00:00Z",
            "slices": 24,
            "datasets": ["fg_a", "fg_c"],
        }
    ] == missing(tmp_path)


def test_missing_windows_are_stretches_that_lack_the_same_datasets(tmp_path: Path) -> None:
    """Neighbours are one where the same datasets lack, and two where others do."""
    put(tmp_path)
    for dataset, places in {"fg_a": (2, 3, 10), "fg_c": (3, 4)}.items():
        for place in places:
            file_of(tmp_path / dataset, TRAINING[place]).unlink()
    look(tmp_path, min_slice_coverage=0.5, min_join_coverage=0.5)
    assert [
        ("2026-03-01T00:30:00Z", "2026-03-01T00:45:00Z", 1, ["fg_a"]),
        ("2026-03-01T00:45:00Z", "2026-03-01T01:00:00Z", 1, ["fg_a", "fg_c"]),
        ("2026-03-01T01:00:00Z", "2026-03-01T01:15:00Z", 1, ["fg_c"]),
        ("2026-03-01T02:30:00Z", "2026-03-01T02:45:00Z", 1, ["fg_a"]),
    ] == [
        (stretch["start"], stretch["end"], stretch["slices"], stretch["datasets"])
        for stretch in missing(tmp_path)
    ]


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in the report depends on when it was made."""
    put(tmp_path)
    _lose_slices(tmp_path)
    look(tmp_path)
    first = digests(tmp_path / "verification")
    look(tmp_path)
    assert first == digests(tmp_path / "verification")
    assert 2 == len(first)


def test_limits_outside_their_range_are_refused_together(tmp_path: Path) -> None:
    """A share is from 0 to 1; unknown keys are named."""
    put(tmp_path)
    with pytest.raises(ConfigurationError) as caught:
        look(tmp_path, min_slice_coverage=2, max_null_share={"fg_b": 0}, min_rows=0)
    for key in ("config.min_slice_coverage", "config.max_null_share.fg_b", "config.min_rows"):
        assert key in str(caught.value)
