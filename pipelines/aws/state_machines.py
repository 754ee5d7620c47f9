"""Step Functions machines: list with tags, describe, validate, create, update, delete.

All that is read is eventually consistent (API reference, each operation): for some seconds after an apply a
description may be that of before.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from pipelines.aws.errors import DENIED, NOT_FOUND, UNSUPPORTED, calling, is_kind
from pipelines.errors import RemoteError
from pipelines.orchestration.compiled import DIGEST_TAG, LOG_LEVEL, CompiledMachine
from pipelines.plan.remote import STANDARD, MachineSummary, RemoteMachine

PAGE: Final = 1000
"""Most machines that one ListStateMachines gives."""
_PARALLEL: Final = 8


class StateMachines:
    """The machines of one account and region."""

    def __init__(self, client: Any) -> None:
        """*client* is botocore's of `stepfunctions`."""
        self._client = client

    def summaries(self, name_prefix: str) -> tuple[MachineSummary, ...]:
        """All machines whose name starts so: one call for each thousand of the region, one for each of them.

        ListStateMachines tells no tags, and knows no prefix.
        """
        found = [entry for entry in self._listed() if entry["name"].startswith(name_prefix)]
        if not found:
            return ()
        with ThreadPoolExecutor(_PARALLEL) as pool:
            tags = list(pool.map(self._tags, [entry["stateMachineArn"] for entry in found]))
        return tuple(
            MachineSummary(entry["name"], entry["stateMachineArn"], entry.get("creationDate"), tagged)
            for entry, tagged in zip(found, tags, strict=True)
            if tagged is not None
        )

    def describe(self, arn: str) -> RemoteMachine | None:
        """One machine with its definition, how it logs, and its tags; None where there is none."""
        try:
            with calling("states:DescribeStateMachine", arn):
                answer = self._client.describe_state_machine(stateMachineArn=arn)
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):
                return None
            raise
        tags = self._tags(arn)
        if tags is None:
            return None
        logging = answer.get("loggingConfiguration") or {}
        groups = (entry.get("cloudWatchLogsLogGroup", {}) for entry in logging.get("destinations") or ())
        return RemoteMachine(
            name=answer["name"],
            arn=answer["stateMachineArn"],
            definition=answer["definition"],
            role_arn=answer["roleArn"],
            level=logging.get("level", "OFF"),
            with_data=bool(logging.get("includeExecutionData")),
            destinations=tuple(group.get("logGroupArn", "") for group in groups),
            type=answer["type"],
            tags=tags,
        )

    def faults(self, machine: CompiledMachine) -> tuple[str, ...]:
        """What the service finds wrong in a definition, before anything is made.

        Nothing where it cannot be asked: an endpoint without this operation, an identity that may not.
        Whoever creates the machine is told the first of them anyway.
        """
        try:
            with calling("states:ValidateStateMachineDefinition", machine.name):
                answer = self._client.validate_state_machine_definition(definition=machine.definition)
        except RemoteError as error:
            if is_kind(error, UNSUPPORTED) or is_kind(error, DENIED):
                return ()
            raise
        if answer["result"] == "OK":
            return ()
        return tuple(
            " ".join(part for part in (entry.get("location", ""), entry["message"]) if part)
            for entry in answer["diagnostics"]
            if entry["severity"] == "ERROR"
        ) or ("it is refused without a reason",)

    def create(self, machine: CompiledMachine) -> None:
        """Create it whole, tags included; needs its log group and its role.

        One that exists with another definition is an error of the kind `aws-exists`. One that exists with the
        same definition stays as it is, and that is no error (API reference, "idempotent").
        """
        with calling("states:CreateStateMachine", machine.name):
            self._client.create_state_machine(
                name=machine.name,
                type=STANDARD,
                definition=machine.definition,
                roleArn=machine.role_arn,
                loggingConfiguration=_logging(machine),
                tags=_tag_list(machine),
            )

    def update(self, machine: CompiledMachine) -> None:
        """Make it as compiled; the tags, which state the digest, are the last thing to change."""
        with calling("states:UpdateStateMachine", machine.name):
            self._client.update_state_machine(
                stateMachineArn=machine.arn,
                definition=machine.definition,
                roleArn=machine.role_arn,
                loggingConfiguration=_logging(machine),
            )
        with calling("states:TagResource", machine.arn):
            self._client.tag_resource(resourceArn=machine.arn, tags=_tag_list(machine))

    def delete(self, arn: str) -> None:
        """Delete it; one that is gone already is as good. Its executions end at their next transition."""
        try:
            with calling("states:DeleteStateMachine", arn):
                self._client.delete_state_machine(stateMachineArn=arn)
        except RemoteError as error:
            if not is_kind(error, NOT_FOUND):
                raise

    def _listed(self) -> Iterator[Any]:
        request: dict[str, Any] = {"maxResults": PAGE}
        while True:
            with calling("states:ListStateMachines", "*"):
                page = self._client.list_state_machines(**request)
            yield from page["stateMachines"]
            if not page.get("nextToken"):
                return
            request["nextToken"] = page["nextToken"]

    def _tags(self, arn: str) -> dict[str, str] | None:
        """None for a machine that was deleted since it was listed."""
        try:
            with calling("states:ListTagsForResource", arn):
                answer = self._client.list_tags_for_resource(resourceArn=arn)
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):
                return None
            raise
        return {tag["key"]: tag["value"] for tag in answer["tags"]}


def _logging(machine: CompiledMachine) -> dict[str, Any]:
    return {
        "level": LOG_LEVEL,
        "includeExecutionData": False,
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": f"{machine.log_group_arn}:*"}}],
    }


def _tag_list(machine: CompiledMachine) -> list[dict[str, str]]:
    tags = {**machine.tags, DIGEST_TAG: machine.digest}
    return [{"key": key, "value": value} for key, value in tags.items()]
