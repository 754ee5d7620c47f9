"""Deploying and rolling back as a job: gather, judge, bring the endpoint along, switch the pointer last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from common.context import StepContext
from common.errors import InputError, StepError
from common.log import logger
from common.model.deployed import ModelEntry, Pointer, check_run_id
from common.report import publish_report
from steps.model_deploy.artifact import read_candidate
from steps.model_deploy.endpoint import serve
from steps.model_deploy.gates import Gate, judge
from steps.model_deploy.place import Place, Seen, open_place
from steps.model_deploy.settings import DeploySettings, EndpointSettings, parse_settings

Serve = Callable[[EndpointSettings, ModelEntry, bytes, str, str | None], dict[str, Any]]
_INPUT, _OUTPUT, _REPORT = "input_deployed_model", "output_deployed_model", "output_deployment"


def change(step: StepContext, *, serve: Serve = serve) -> None:
    """Deploy the model of RunId, or undo the last change; see the package's docstring."""
    settings = parse_settings(step.configuration)
    if settings.mode == "rollback":
        _roll_back(step, settings, serve)
    else:
        _deploy(step, settings, serve)


def _deploy(step: StepContext, settings: DeploySettings, serve: Serve) -> None:
    run_id = check_run_id(step.parameter("RunId"))
    candidate = read_candidate(step.input_folder("input_model"), run_id)
    place = open_place(step, _INPUT, _OUTPUT)
    seen = place.look()
    state = seen.pointer
    entry = ModelEntry(run_id, candidate.sha256, candidate.metrics)
    again = state is not None and _same(state.current, entry)
    # Deployed again, a model is compared with the one that it replaced, so that the outcome is the same.
    replaced = (state.previous if again else state.current) if state is not None else None
    gates = judge(candidate, replaced.metrics if replaced is not None else None, settings.gates)
    refused = [reason for gate in gates for reason in gate.reasons]
    report = _report(step, "deploy", entry, replaced) | {"gates": _judgements(gates), "deployed": not refused}
    if refused or candidate.model is None:
        publish_report(report, step.output_folder(_REPORT))
        raise InputError(
            f"the model of this RunId is not deployed, for {len(refused)} reasons: {'; '.join(refused)}",
            remedy="Train again, or change the gates in the record if they are wrong.",
        )
    wanted = state if state is not None and again else Pointer(entry, replaced)
    _Switch(step, settings, serve, place).make(seen, wanted, candidate.model, report)


def _roll_back(step: StepContext, settings: DeploySettings, serve: Serve) -> None:
    rollback_id = check_run_id(step.parameter("RunId"))
    place = open_place(step, _INPUT, _OUTPUT)
    seen = place.look()
    state = seen.pointer
    if state is None or state.previous is None:
        found = "no model is deployed" if state is None else "there is no model before the current one"
        raise InputError(
            f"nothing to roll back to: {found}",
            remedy="Deploy the model that you want with pipeline_model_deploy.",
        )
    # A job that is run again must not undo its own rollback.
    done = state.rollback_id == rollback_id
    wanted = state if done else Pointer(state.previous, state.current, rollback_id)
    content = place.model(wanted.current)
    report = _report(step, "rollback", wanted.current, wanted.previous) | {"deployed": True}
    _Switch(step, settings, serve, place).make(seen, wanted, content, report)


@dataclass(frozen=True)
class _Switch:
    step: StepContext
    settings: DeploySettings
    serve: Serve
    place: Place

    def make(self, seen: Seen, wanted: Pointer, content: bytes, report: dict[str, Any]) -> None:
        """Bring the endpoint along, switch the pointer, and report."""
        folder = self.step.output_folder(_REPORT)
        served = self._serve(wanted.current, content)
        if served is not None:
            report["endpoint"] = served
        try:
            self.place.switch(seen, wanted, content)
        except StepError as error:
            publish_report(report | {"deployed": False, error.code: error.reason}, folder)
            self._serve_current()
            raise
        publish_report(report, folder)
        logger.info("current model: %s", wanted.current.version)

    def _serve(self, entry: ModelEntry, content: bytes) -> dict[str, Any] | None:
        if self.settings.endpoint is None:
            return None
        place = self.step.prefix(_OUTPUT)
        return self.serve(self.settings.endpoint, entry, content, place, self.step.output_key)

    def _serve_current(self) -> None:
        """Have the endpoint serve what the pointer names, as this job could not switch it."""
        if self.settings.endpoint is None:
            return
        try:
            now = self.place.look().pointer
            if now is not None:
                self._serve(now.current, self.place.model(now.current))
        except StepError as error:
            logger.error("the endpoint may serve another model than the current one: %s", error)


def _same(one: ModelEntry, other: ModelEntry) -> bool:
    return (one.run_id, one.sha256) == (other.run_id, other.sha256)


def _judgements(gates: Sequence[Gate]) -> list[dict[str, Any]]:
    return [asdict(gate) | {"passed": not gate.reasons} for gate in gates]


def _report(step: StepContext, mode: str, entry: ModelEntry, replaced: ModelEntry | None) -> dict[str, Any]:
    return {
        "record": step.description.record,
        "step": step.description.step,
        "mode": mode,
        "run_id": step.parameter("RunId"),
        "model": {"run_id": entry.run_id, "sha256": entry.sha256},
        "replaces": None if replaced is None else {"run_id": replaced.run_id, "sha256": replaced.sha256},
    }
