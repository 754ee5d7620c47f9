"""IAM roles of the machines: describe with all policies, create, update, delete.

IAM is eventually consistent: what was written is known everywhere after some seconds ("Troubleshooting IAM").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pipelines.aws.errors import NOT_FOUND, calling, is_kind
from pipelines.errors import RemoteError
from pipelines.orchestration.compiled import CompiledMachine
from pipelines.orchestration.policy import POLICY_NAME, comparable_policy
from pipelines.plan.remote import RemoteRole

_DESCRIPTION: Final = "What the Step Functions machine {name} does, and the writing of its log"


class Roles:
    """The roles of one account."""

    def __init__(self, client: Any) -> None:
        """*client* is botocore's of `iam`."""
        self._client = client

    def describe(self, name: str) -> RemoteRole | None:
        """One role with its tags and policies, or None: three calls, and one for each inline policy."""
        try:
            with calling("iam:GetRole", name):
                role = self._client.get_role(RoleName=name)["Role"]
            names = list(self._listed("list_role_policies", "iam:ListRolePolicies", name, "PolicyNames"))
            policies = {policy: self._policy(name, policy) for policy in names}
            operation = "iam:ListAttachedRolePolicies"
            attached = self._listed("list_attached_role_policies", operation, name, "AttachedPolicies")
            arns = tuple(sorted(policy["PolicyArn"] for policy in attached))
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):  # or deleted while it was read
                return None
            raise
        return RemoteRole(
            name=role["RoleName"],
            arn=role["Arn"],
            trust=_text(role["AssumeRolePolicyDocument"]),
            policies=policies,
            attached=arns,
            tags={tag["Key"]: tag["Value"] for tag in role.get("Tags", ())},
        )

    def create(self, machine: CompiledMachine) -> None:
        """Create a machine's role with its tags, and then its policy."""
        with calling("iam:CreateRole", machine.role_name):
            self._client.create_role(
                RoleName=machine.role_name,
                AssumeRolePolicyDocument=machine.trust,
                Description=_DESCRIPTION.format(name=machine.name),
                Tags=_tag_list(machine),
            )
        self._put_policy(machine)

    def update(self, machine: CompiledMachine, remote: RemoteRole) -> None:
        """Make it as compiled: what others allowed to it is taken away, their tags stay."""
        name = machine.role_name
        for arn in remote.attached:
            with calling("iam:DetachRolePolicy", name):
                self._client.detach_role_policy(RoleName=name, PolicyArn=arn)
        self._delete_policies(name, [policy for policy in remote.policies if policy != POLICY_NAME])
        if comparable_policy(remote.trust) != comparable_policy(machine.trust):
            with calling("iam:UpdateAssumeRolePolicy", name):
                self._client.update_assume_role_policy(RoleName=name, PolicyDocument=machine.trust)
        there = remote.policies.get(POLICY_NAME)
        if there is None or comparable_policy(there) != comparable_policy(machine.policy):
            self._put_policy(machine)
        if not machine.tags.items() <= remote.tags.items():
            with calling("iam:TagRole", name):
                self._client.tag_role(RoleName=name, Tags=_tag_list(machine))

    def delete(self, remote: RemoteRole) -> None:
        """Delete it with its policies; one that is gone already is as good."""
        try:
            for arn in remote.attached:
                with calling("iam:DetachRolePolicy", remote.name):
                    self._client.detach_role_policy(RoleName=remote.name, PolicyArn=arn)
            self._delete_policies(remote.name, remote.policies)
            with calling("iam:DeleteRole", remote.name):
                self._client.delete_role(RoleName=remote.name)
        except RemoteError as error:
            if not is_kind(error, NOT_FOUND):
                raise

    def _put_policy(self, machine: CompiledMachine) -> None:
        with calling("iam:PutRolePolicy", machine.role_name):
            self._client.put_role_policy(
                RoleName=machine.role_name, PolicyName=POLICY_NAME, PolicyDocument=machine.policy
            )

    def _delete_policies(self, name: str, policies: Iterable[str]) -> None:
        for policy in policies:
            with calling("iam:DeleteRolePolicy", f"{name} {policy}"):
                self._client.delete_role_policy(RoleName=name, PolicyName=policy)

    def _policy(self, name: str, policy: str) -> str:
        with calling("iam:GetRolePolicy", f"{name} {policy}"):
            answer = self._client.get_role_policy(RoleName=name, PolicyName=policy)
        return _text(answer["PolicyDocument"])

    def _listed(self, method: str, operation: str, name: str, member: str) -> Iterator[Any]:
        request: dict[str, Any] = {"RoleName": name}
        while True:
            with calling(operation, name):
                page = getattr(self._client, method)(**request)
            yield from page[member]
            if not page.get("IsTruncated"):
                return
            request["Marker"] = page["Marker"]


def _text(document: Any) -> str:
    """A document as text: botocore decodes those that IAM gives."""
    return document if isinstance(document, str) else json.dumps(document)


def _tag_list(machine: CompiledMachine) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in machine.tags.items()]
