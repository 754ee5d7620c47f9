"""The model card: what was trained on what, with what result; as JSON, and as one page with plots."""

from __future__ import annotations

import html
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from common.model.artifact import Matrix
from steps.if_training.plots import plot_distributions, plot_shares

LIBRARIES = ("numpy", "scikit-learn", "onnx", "onnxruntime", "duckdb")
_SHOWN = 20
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;"
    "text-align:left;vertical-align:top}svg{max-width:100%;height:auto}h1,h2{font-weight:600}"
)


_LIMITS = """<p>It ranks hosts by how unusual their traffic of a quarter of an hour is. Unusual is not
malicious: a backup is unusual too. It was fitted without labels; perturbed AUC tells whether it sees
extremes, not whether it finds attacks.</p>"""


def library_versions() -> dict[str, str]:
    """Return the versions that the model was made with."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def render_page(card: Mapping[str, Any], scores: Mapping[str, Matrix]) -> str:
    """Render the card as a page that needs no other file. Same arguments, same bytes."""
    metrics = card["metrics"]
    forest, features = metrics["forest"], metrics["features"]
    facts = {
        "Run": card["run_id"],
        "Executed for": card["execution_ts"],
        "Training": _window(card["training"], metrics["training"]["rows"]),
        "Hold-out": _window(card["evaluation"], metrics["holdout"]["rows"]),
        "Features": f"{len(features['kept'])} kept, {len(features['dropped'])} dropped",
        "Forest": (
            f"{forest['trees']} trees of {forest['rows_a_tree']} rows, "
            f"{forest['comparing_trees']} of them over comparisons; seed {metrics['seed']}"
        ),
        "Perturbed AUC": _number(metrics["perturbed_auc"]),
        "Score drift": _number(metrics["score_drift"]),
        "SHA-256 of the model": card["sha256"],
    }
    rates = [
        (
            name,
            _number(metrics["training"]["alert_rates"].get(name)),
            _number(metrics["holdout"]["alert_rates"].get(name)),
        )
        for name in metrics["training"]["alert_rates"]
    ]
    used = list(card["importance"].items())[:_SHOWN]
    return "\n".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f"<title>Model {html.escape(card['run_id'])}</title><style>{_STYLE}</style></head><body>",
            f"<h1>Isolation Forest {html.escape(card['run_id'])}</h1>",
            _table((), facts.items()),
            "<h2>Scores</h2>",
            plot_distributions({"training": scores["training"], "hold-out": scores["holdout"]}),
            "<p>Share of rows in each severity. Severities are percentiles of the training scores.</p>",
            _table(("at least", "training", "hold-out"), rates),
            "<h2>Most used features</h2>",
            plot_shares(used, "share of the rows that its splits divide"),
            "<h2>What it is for, and what it is not</h2>",
            _LIMITS,
            "<h2>Dropped features</h2>",
            _table(("feature", "why"), metrics["features"]["dropped"].items()),
            "<h2>Made with</h2>",
            _table((), card["libraries"].items()),
            "</body></html>\n",
        )
    )


def _table(head: Sequence[str], rows: Any) -> str:
    top = "".join(f"<th>{html.escape(str(cell))}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table>{'<tr>' + top + '</tr>' if top else ''}{body}</table>"


def _window(window: Mapping[str, str], rows: int) -> str:
    return f"{window['start']} to {window['end']}, {rows:,} rows"


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"
