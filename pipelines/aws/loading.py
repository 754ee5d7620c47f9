"""Makes clients start fast: botocore reads the few service models that are used, not the whole of them.

The models below `models/` are botocore's own (Apache License 2.0), cut down by `trim_model` to the operations
that this package calls; SageMaker's whole model takes 60 ms to read, a quarter of a command's start. A test
holds them equal to what `trim_model` makes of the installed botocore; running this module writes
them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from botocore.loaders import Loader

MODELS: Final = Path(__file__).parent / "models"
OPERATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "dynamodb": (
        "CreateTable",
        "DeleteItem",
        "DescribeTable",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "UpdateContinuousBackups",
        "UpdateTimeToLive",
    ),
    "iam": (
        "CreateRole",
        "DeleteRole",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "GetRole",
        "GetRolePolicy",
        "ListAttachedRolePolicies",
        "ListRolePolicies",
        "PutRolePolicy",
        "TagRole",
        "UpdateAssumeRolePolicy",
    ),
    "logs": (
        "CreateLogGroup",
        "DescribeLogGroups",
        "ListTagsForResource",
        "PutRetentionPolicy",
        "TagResource",
    ),
    "sagemaker": (
        "AddTags",
        "CreatePipeline",
        "DeletePipeline",
        "DeleteTags",
        "DescribePipeline",
        "DescribePipelineExecution",
        "ListPipelineExecutionSteps",
        "ListPipelineExecutions",
        "ListPipelineParametersForExecution",
        "ListPipelines",
        "ListTags",
        "StartPipelineExecution",
        "StopPipelineExecution",
        "UpdatePipeline",
    ),
    "stepfunctions": (
        "CreateStateMachine",
        "DeleteStateMachine",
        "DescribeExecution",
        "DescribeMapRun",
        "DescribeStateMachine",
        "GetExecutionHistory",
        "ListStateMachines",
        "ListTagsForResource",
        "StartExecution",
        "StopExecution",
        "TagResource",
        "UpdateStateMachine",
        "ValidateStateMachineDefinition",
    ),
}
"""Every operation that the clients of this package call, of the services whose models are cut down."""
_SERVICES: Final = (
    "dynamodb", "iam", "logs", "s3", "sagemaker", "sso", "sso-oidc", "stepfunctions", "sts",
)  # fmt: skip
"""Services that clients are made for, here or by botocore's credential providers."""


class FastLoader(Loader):
    """Looks for models here first, and does not walk botocore's four hundred folders to learn their names."""

    def __init__(self) -> None:
        super().__init__(extra_search_paths=[str(MODELS)])

    def list_available_services(self, type_name: str) -> list[str]:
        """The services that are used; all of them have a model of each type."""
        del type_name
        return list(_SERVICES)


def trim_model(model: Mapping[str, Any], operations: tuple[str, ...]) -> dict[str, Any]:
    """A service model with these operations and the shapes that they lead to, without documentation."""
    kept = {name: model["operations"][name] for name in operations}
    wanted: set[str] = set()
    pending: list[Any] = list(kept.values())
    while pending:
        for name in _shapes_in(pending.pop()) - wanted:
            wanted.add(name)
            pending.append(model["shapes"][name])
    trimmed = {
        **model,
        "operations": kept,
        "shapes": {name: model["shapes"][name] for name in sorted(wanted)},
    }
    result: dict[str, Any] = _without_documentation(trimmed)
    return result


def _shapes_in(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        found = {value["shape"]} if isinstance(value.get("shape"), str) else set()
        return found.union(*map(_shapes_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(_shapes_in, value))
    return set()


def _without_documentation(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _without_documentation(entry)
            for key, entry in value.items()
            if not (key == "documentation" and isinstance(entry, str))
        }
    if isinstance(value, list):
        return [_without_documentation(entry) for entry in value]
    return value


def main() -> None:
    """Write the models anew, from the installed botocore."""
    loader = Loader()
    for service, operations in OPERATIONS.items():
        version = loader.determine_latest_version(service, "service-2")
        model = trim_model(loader.load_service_model(service, "service-2"), operations)
        folder = MODELS / service / version
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(model, sort_keys=True, separators=(",", ":"))
        (folder / "service-2.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
