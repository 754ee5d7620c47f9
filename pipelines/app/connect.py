"""Wires the ports to AWS: names the table, and makes each client when it is first asked for.

Imports stand in functions: a command that needs no AWS shall not wait for botocore.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipelines.app.ports import CodeStore, LogGroups, MachineExecutions, Machines, Roles, SageMaker, Table
    from pipelines.aws.session import AwsSession
    from pipelines.aws.values import Identity

TABLE_VARIABLE: Final = "ML_PROJECTS_PARAMETERS_TABLE_NAME"
DEFAULT_TABLE: Final = "ml_projects_parameters"


def table_name(option: str | None, environment: Mapping[str, str]) -> str:
    """`--table`, then the variable, then the default."""
    return option or environment.get(TABLE_VARIABLE) or DEFAULT_TABLE


class AwsAccount:
    """The ports on a real account (or on an endpoint that behaves like one)."""

    def __init__(self, session: AwsSession, table: str) -> None:
        self._session = session
        self._table = table

    @cached_property
    def table(self) -> Table:
        """The parameters table."""
        from pipelines.aws.table import DynamoTable  # noqa: PLC0415

        return DynamoTable(self._session.client("dynamodb"), self._table)

    @cached_property
    def code(self) -> CodeStore:
        """Published code."""
        from pipelines.aws.code_store import CodeStore as S3CodeStore  # noqa: PLC0415

        return S3CodeStore(self._session.client("s3"))

    @cached_property
    def sagemaker(self) -> SageMaker:
        """Pipelines and executions."""
        from pipelines.aws.sagemaker import SageMaker as SageMakerService  # noqa: PLC0415

        return SageMakerService(self._session.client("sagemaker"))

    @cached_property
    def machines(self) -> Machines:
        """Step Functions machines."""
        from pipelines.aws.state_machines import StateMachines  # noqa: PLC0415

        return StateMachines(self._session.client("stepfunctions"))

    @cached_property
    def machine_executions(self) -> MachineExecutions:
        """Their executions."""
        from pipelines.aws.machine_executions import MachineExecutions as StatesExecutions  # noqa: PLC0415

        return StatesExecutions(self._session.client("stepfunctions"))

    @cached_property
    def roles(self) -> Roles:
        """Their roles."""
        from pipelines.aws.roles import Roles as IamRoles  # noqa: PLC0415

        return IamRoles(self._session.client("iam"))

    @cached_property
    def log_groups(self) -> LogGroups:
        """Their log groups."""
        from pipelines.aws.log_groups import LogGroups as CloudWatchLogGroups  # noqa: PLC0415

        return CloudWatchLogGroups(self._session.client("logs"))

    def identity(self) -> Identity:
        """Account and region; one call."""
        return self._session.identity()


def connect(
    environment: Mapping[str, str],
    *,
    table: str | None = None,
    region: str | None = None,
    endpoint_url: str | None = None,
    profile: str | None = None,
) -> AwsAccount:
    """The ports for a command; raises `RemoteError` where no region is set. No call is made yet."""
    from pipelines.aws.session import AwsSession, AwsSettings  # noqa: PLC0415

    settings = AwsSettings(region, endpoint_url, profile)
    return AwsAccount(AwsSession(settings, environment), table_name(table, environment))
