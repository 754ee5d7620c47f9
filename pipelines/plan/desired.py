"""What shall be on AWS, as values: compiled pipelines, the code bundles that they run, and the machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pipelines.compiler.compiled import Bundle, CompiledPipeline
from pipelines.contract.keys import RecordKey
from pipelines.orchestration.compiled import CompiledMachine
from pipelines.orchestration.site import Site

MACHINE: Final = "machine:"
"""Before the name of a machine, where names of machines and of pipelines stand side by side."""


@dataclass(frozen=True)
class Desired:
    """Everything that the records in scope ask for."""

    pipelines: tuple[CompiledPipeline, ...]
    bundles: tuple[Bundle, ...]
    records: frozenset[RecordKey] = field(default_factory=frozenset)
    """Keys of all pipeline records that were read, in scope or not: what prune must never delete."""
    machines: tuple[CompiledMachine, ...] = ()
    site: Site | None = None
    """Where the machines live; None: machines are left out."""

    @cached_property
    def by_name(self) -> Mapping[str, CompiledPipeline]:
        """Pipelines by their SageMaker name."""
        return {pipeline.name: pipeline for pipeline in self.pipelines}

    @cached_property
    def by_prefix(self) -> Mapping[str, Bundle]:
        """Bundles by code prefix; the compiler refuses two different ones on one prefix."""
        return {bundle.prefix: bundle for bundle in self.bundles}

    @cached_property
    def bundles_of(self) -> Mapping[RecordKey, tuple[Bundle, ...]]:
        """Bundles of each record."""
        found: dict[RecordKey, list[Bundle]] = {}
        for bundle in self.bundles:
            found.setdefault(bundle.key, []).append(bundle)
        return {key: tuple(bundles) for key, bundles in found.items()}

    @cached_property
    def by_machine(self) -> Mapping[str, CompiledMachine]:
        """Machines by their name."""
        return {machine.name: machine for machine in self.machines}

    @property
    def fingerprints(self) -> dict[str, str]:
        """Pipeline name, code prefix or `machine:<name>` -> digest."""
        return {
            **{pipeline.name: pipeline.digest for pipeline in self.pipelines},
            **{bundle.prefix: bundle.digest for bundle in self.bundles},
            **{f"{MACHINE}{machine.name}": machine.digest for machine in self.machines},
        }
