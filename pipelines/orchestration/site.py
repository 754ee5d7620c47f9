"""Where the machines live: one account and region, one table, and the names that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DEFAULT_PREFIX = "pipelines"


@dataclass(frozen=True)
class Site:
    """What a definition has to know of its surroundings; machines are shared by all projects of a site."""

    account: str
    region: str
    table: str
    """Name of the ML projects parameters table."""
    partition: str = "aws"
    prefix: str = DEFAULT_PREFIX
    """Beginning of the names of machines, roles and log groups; two tables of one region need two."""

    def name_of(self, job: str) -> str:
        """Return the name of a machine, by what it does: `run_pipeline` -> `pipelines-run-pipeline`."""
        return f"{self.prefix}-{job.replace('_', '-')}"

    def machine_arn(self, job: str) -> str:
        """Return a machine's ARN."""
        return f"arn:{self.partition}:states:{self.region}:{self.account}:stateMachine:{self.name_of(job)}"

    def execution_arn(self, job: str, *, label: str = "") -> str:
        """Return the ARN of a machine's executions, or of the children of a distributed Map by its label."""
        name = f"{self.name_of(job)}/{label}" if label else self.name_of(job)
        return f"arn:{self.partition}:states:{self.region}:{self.account}:execution:{name}:*"

    def role_name(self, job: str) -> str:
        """Return the name of a machine's role (64 characters at most: IAM, "Quotas")."""
        return f"{self.name_of(job)}-machine"

    def role_arn(self, job: str) -> str:
        """Return the ARN of a machine's role."""
        return f"arn:{self.partition}:iam::{self.account}:role/{self.role_name(job)}"

    def log_group(self, job: str) -> str:
        """Return the name of a machine's log group: AWS asks for this prefix (Step Functions, "Logging")."""
        return f"/aws/vendedlogs/states/{self.name_of(job)}"

    @property
    def table_arn(self) -> str:
        """The table's ARN."""
        return f"arn:{self.partition}:dynamodb:{self.region}:{self.account}:table/{self.table}"

    @property
    def pipelines_arn(self) -> str:
        """Every SageMaker pipeline of the account and region."""
        return f"arn:{self.partition}:sagemaker:{self.region}:{self.account}:pipeline/*"

    def lock_statements(self, job: str, *, label: str = "") -> tuple[Mapping[str, Any], ...]:
        """What a role needs for the locks of its work, which executions of the machine hold."""
        return (
            {
                "Effect": "Allow",
                "Action": ["dynamodb:GetItem", "dynamodb:UpdateItem"],
                "Resource": [self.table_arn],
            },
            {
                "Effect": "Allow",
                "Action": ["states:DescribeExecution"],
                "Resource": [self.execution_arn(job, label=label)],
            },
        )
