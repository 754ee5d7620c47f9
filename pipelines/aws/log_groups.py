"""CloudWatch log groups of the machines: describe, create, update. None is ever deleted: it holds history."""

from __future__ import annotations

from typing import Any

from pipelines.aws.errors import EXISTS, NOT_FOUND, calling, is_kind
from pipelines.errors import RemoteError
from pipelines.orchestration.compiled import CompiledMachine
from pipelines.plan.remote import RemoteLogGroup


class LogGroups:
    """The log groups of one account and region."""

    def __init__(self, client: Any) -> None:
        """*client* is botocore's of `logs`."""
        self._client = client

    def describe(self, name: str) -> RemoteLogGroup | None:
        """One group with its tags; None where there is none."""
        request: dict[str, Any] = {"logGroupNamePrefix": name}
        while True:
            with calling("logs:DescribeLogGroups", name):
                page = self._client.describe_log_groups(**request)
            for group in page["logGroups"]:
                if group["logGroupName"] == name:
                    tags = self._tags(group["arn"].removesuffix(":*"))
                    return None if tags is None else RemoteLogGroup(name, group.get("retentionInDays"), tags)
            if not page.get("nextToken"):
                return None
            request["nextToken"] = page["nextToken"]

    def create(self, machine: CompiledMachine) -> None:
        """Create a machine's group with its tags, and then say how long its events are kept."""
        try:
            with calling("logs:CreateLogGroup", machine.log_group):
                self._client.create_log_group(logGroupName=machine.log_group, tags=machine.tags)
        except RemoteError as error:
            if not is_kind(error, EXISTS):  # an answer was lost
                raise
        self._keep(machine)

    def update(self, machine: CompiledMachine, remote: RemoteLogGroup) -> None:
        """Make it as compiled; tags of others stay."""
        if not machine.tags.items() <= remote.tags.items():
            with calling("logs:TagResource", machine.log_group):
                self._client.tag_resource(resourceArn=machine.log_group_arn, tags=machine.tags)
        if remote.retention_days != machine.retention_days:
            self._keep(machine)

    def _keep(self, machine: CompiledMachine) -> None:
        with calling("logs:PutRetentionPolicy", machine.log_group):
            self._client.put_retention_policy(
                logGroupName=machine.log_group, retentionInDays=machine.retention_days
            )

    def _tags(self, arn: str) -> dict[str, str] | None:
        """None for a group that was deleted since it was listed."""
        try:
            with calling("logs:ListTagsForResource", arn):
                answer = self._client.list_tags_for_resource(resourceArn=arn)
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):
                return None
            raise
        return dict(answer.get("tags", {}))
