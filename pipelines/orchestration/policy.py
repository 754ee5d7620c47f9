"""The policies of a machine's role: who may assume it, what it may do; and equal forms for equal ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pipelines.orchestration.site import Site

VERSION: Final = "2012-10-17"
"""Of IAM's policy language."""
POLICY_NAME: Final = "machine"
"""Name of the one inline policy of a role."""

# What AWS asks of the role of a machine that logs (Step Functions Developer Guide, "Logging using CloudWatch
# Logs"). None of these knows a resource (Service Authorization Reference, "CloudWatch Logs"), but for
# DescribeLogGroups, which the service calls for all groups.
_DELIVERY: Final = (
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
)
_WRITING: Final = ("logs:CreateLogStream", "logs:PutLogEvents")


def trust_policy(site: Site) -> dict[str, Any]:
    """Let Step Functions assume the role, on behalf of machines of this account alone."""
    return _policy(
        [
            {
                "Effect": "Allow",
                "Principal": {"Service": "states.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": site.account}},
            }
        ]
    )


def role_policy(site: Site, job: str, statements: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Allow what the machine does, and that Step Functions delivers its log."""
    return _policy(
        [
            *statements,
            {"Sid": "DeliverLog", "Effect": "Allow", "Action": list(_DELIVERY), "Resource": "*"},
            {
                "Sid": "WriteLog",
                "Effect": "Allow",
                "Action": list(_WRITING),
                "Resource": f"{log_group_arn(site, job)}:*",
            },
        ]
    )


def log_group_arn(site: Site, job: str) -> str:
    """Return the ARN of a machine's log group, without the `:*` that stands for its streams."""
    return f"arn:{site.partition}:logs:{site.region}:{site.account}:log-group:{site.log_group(job)}"


def comparable_policy(text: str) -> Any:
    """Return the statements of a policy by their name, equal for policies that mean the same.

    A statement's name is its `Sid`, or else its actions. Order does not matter in a policy, nor whether one
    value stands alone or in a list. Text that is no policy stays as it is.
    """
    try:
        policy = json.loads(text)
        statements = policy["Statement"]
        found: dict[str, Any] = {}
        for statement in statements if isinstance(statements, list) else [statements]:
            form = _comparable(statement)
            name = statement.get("Sid") or ", ".join(_listed(form.get("Action", ["statement"])))
            while name in found:
                name = f"{name} again"
            found[name] = form
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return text
    return found


def _comparable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: value[key] if key in ("Sid", "Effect") else _comparable(value[key]) for key in value}
    if isinstance(value, list):
        return sorted(map(str, value))
    return [str(value)]


def _listed(value: Any) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]


def _policy(statements: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {"Version": VERSION, "Statement": statements}
