"""Collects the regular expressions that `run_pipeline` must hold: those of the hints of every project.

A pattern of the table cannot become a regular expression while a machine runs, so all that are in use are
compiled into the one machine that all projects share.
"""

from __future__ import annotations

from pipelines.contract.records import Catalog


def collect_patterns(catalog: Catalog) -> tuple[str, ...]:
    """Return every distinct `pattern` of the usable hints of all `project_parameters`, sorted.

    A record that cannot be read is not in the catalog, nor are its patterns: values that they would check
    are refused until it is corrected and machines are applied.
    """
    return tuple(
        sorted(
            {
                hint.pattern
                for parameters in catalog.project_parameters
                for hint in parameters.validation.values()
                if hint.pattern is not None
            }
        )
    )
