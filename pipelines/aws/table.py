"""The ML projects parameters table: created if absent, read whole and consistently, written conditionally.

DynamoDB numbers come back as `Decimal`, sets as sets and binary as bytes; what is written is read back equal.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pipelines.aws.errors import CONDITION_FAILED, EXISTS, NOT_FOUND, THROTTLED, calling, is_kind
from pipelines.aws.locks import LOCK_JOB_NAME, parse_lock, render_lock, render_time
from pipelines.aws.typed import read_typed, write_typed
from pipelines.aws.values import Claim, Item, TableReading, missing_table
from pipelines.contract.catalog import ITEM_KEYS
from pipelines.contract.keys import ONCE_PARTITION
from pipelines.contract.read_pipeline import OPTIONAL
from pipelines.errors import Problem, RemoteError
from pipelines.plan.remote import HeldLock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTITION_KEY: Final = "project_name"
SORT_KEY: Final = "job_name"
_POLL_SECONDS: Final = 2.0
_POLLS: Final = 60


class DynamoTable:
    """One table."""

    def __init__(
        self, client: DynamoDBClient, name: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._sleep = sleep
        self.name = name

    def ensure(self) -> bool:
        """Create it if it is absent (pay per request); whether it was created.

        Waits until it can be used. A table without items, as one is that a killed call left, gets
        point-in-time recovery and the expiry of locks; any other is left as it is, but must have the
        contract's keys.
        """
        described = self._describe()
        created = described is None
        if created:
            self._create()
        described = self._await_active()
        keys = {entry["KeyType"]: entry["AttributeName"] for entry in described.get("KeySchema", ())}
        if keys != {"HASH": PARTITION_KEY, "RANGE": SORT_KEY}:
            fault = f"the table {self.name} has the keys {keys}, not {PARTITION_KEY} and {SORT_KEY}"
            raise RemoteError(Problem("", "", "wrong-table", fault, "give another table with --table"))
        # DynamoDB counts items every six hours: what it counts in a table of today may be none.
        if created or not described.get("ItemCount"):
            self._enable_recovery()
            self._enable_expiry()
        return created

    def read(self, project_name: str | None) -> TableReading:
        """Every item of one project, or of the table: paginated, strongly consistent."""
        items: list[Item] = []
        locks: list[HeldLock] = []
        for raw in self._raw_items(project_name):
            item = read_typed(raw)
            if str(item.get(PARTITION_KEY, "")).startswith(ONCE_PARTITION):
                continue
            lock = parse_lock(item)
            if lock is None:
                items.append(item)
            else:
                locks.append(lock)
        return TableReading(tuple(items), tuple(locks))

    def get(self, project_name: str, job_name: str) -> Item | None:
        """One item; None where there is none."""
        key = {PARTITION_KEY: project_name, SORT_KEY: job_name}
        with self._calling("GetItem"):
            answer = self._client.get_item(TableName=self.name, Key=write_typed(key), ConsistentRead=True)
        return read_typed(answer["Item"]) if "Item" in answer else None

    def put_new(self, item: Item) -> bool:
        """Write an item if there is none of its key; whether it was written.

        An answer may be lost after the write: whoever gets False compares what is there.
        """
        return self._put(
            write_typed(item), {"ConditionExpression": "attribute_not_exists(#k)"}, {"#k": SORT_KEY}
        )

    def replace(self, item: Item, expected: Item) -> bool:
        """Write an item over *expected*; False, and nothing written, if something else is there."""
        # A condition names attributes one by one: what was read must be equal, and of what else a
        # record may have, none may have come.
        absent = sorted((ITEM_KEYS | OPTIONAL | item.keys()) - expected.keys())
        names = {f"#n{number}": name for number, name in enumerate((*expected, *absent))}
        values = {f":v{number}": value for number, value in enumerate(expected.values())}
        terms = [f"#n{number} = :v{number}" for number in range(len(values))]
        terms += [f"attribute_not_exists(#n{number})" for number in range(len(values), len(names))]
        condition = {
            "ConditionExpression": " AND ".join(terms),
            "ExpressionAttributeValues": write_typed(values),
        }
        return self._put(write_typed(item), condition, names)

    def acquire(self, lock: HeldLock, now: datetime) -> Claim:
        """Take the lock of a project, unless another token holds one that has not expired."""
        condition: dict[str, Any] = {
            "ConditionExpression": "attribute_not_exists(#k) OR #e <= :now OR #t = :token",
            "ExpressionAttributeValues": write_typed({":now": render_time(now), ":token": lock.token}),
        }
        names = {"#k": SORT_KEY, "#e": "expires_at", "#t": "lock_token"}
        try:
            with self._calling("PutItem"):
                answer: Any = self._client.put_item(
                    TableName=self.name,
                    Item=write_typed(render_lock(lock)),
                    ExpressionAttributeNames=names,
                    ReturnValues="ALL_OLD",
                    **condition,
                )
        except RemoteError as error:
            if not is_kind(error, CONDITION_FAILED):
                raise
            return Claim(holder=self.held(lock.project_name))
        old = parse_lock(read_typed(answer.get("Attributes", {})))
        return Claim(replaced=old if old is not None and old.token != lock.token else None)

    def renew(self, lock: HeldLock) -> bool:
        """Move the expiry of a lock that is still ours; False if somebody took it."""
        condition = {
            "ConditionExpression": "#t = :token",
            "ExpressionAttributeValues": write_typed({":token": lock.token}),
        }
        return self._put(write_typed(render_lock(lock)), condition, {"#t": "lock_token"})

    def release(self, lock: HeldLock) -> None:
        """Give a lock back; one that somebody took over stays theirs."""
        try:
            with self._calling("DeleteItem"):
                self._client.delete_item(
                    TableName=self.name,
                    Key=write_typed({PARTITION_KEY: lock.project_name, SORT_KEY: LOCK_JOB_NAME}),
                    ConditionExpression="attribute_not_exists(#t) OR #t = :token",
                    ExpressionAttributeNames={"#t": "lock_token"},
                    ExpressionAttributeValues=write_typed({":token": lock.token}),
                )
        except RemoteError as error:
            if not is_kind(error, CONDITION_FAILED):
                raise

    def held(self, project_name: str) -> HeldLock | None:
        """The lock of a project, whoever holds it, expired or not."""
        item = self.get(project_name, LOCK_JOB_NAME)
        return None if item is None else parse_lock(item)

    def _put(self, item: Any, condition: Mapping[str, Any], names: Mapping[str, str]) -> bool:
        try:
            with self._calling("PutItem"):
                self._client.put_item(
                    TableName=self.name, Item=item, ExpressionAttributeNames=names, **condition
                )
        except RemoteError as error:
            if is_kind(error, CONDITION_FAILED):
                return False
            raise
        return True

    def _raw_items(self, project_name: str | None) -> Iterator[Any]:
        request: dict[str, Any] = {"TableName": self.name, "ConsistentRead": True}
        if project_name is not None:
            request["KeyConditionExpression"] = "#p = :p"
            request["ExpressionAttributeNames"] = {"#p": PARTITION_KEY}
            request["ExpressionAttributeValues"] = write_typed({":p": project_name})
        while True:
            try:
                with self._calling("Scan" if project_name is None else "Query"):
                    call = self._client.scan if project_name is None else self._client.query
                    page = call(**request)
            except RemoteError as error:
                if is_kind(error, NOT_FOUND):
                    raise RemoteError(missing_table(self.name)) from error
                raise
            yield from page["Items"]
            if not page.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _describe(self) -> Any | None:
        try:
            with self._calling("DescribeTable"):
                return self._client.describe_table(TableName=self.name)["Table"]
        except RemoteError as error:
            if is_kind(error, NOT_FOUND):
                return None
            raise

    def _create(self) -> None:
        try:
            with self._calling("CreateTable"):
                self._client.create_table(
                    TableName=self.name,
                    AttributeDefinitions=[
                        {"AttributeName": PARTITION_KEY, "AttributeType": "S"},
                        {"AttributeName": SORT_KEY, "AttributeType": "S"},
                    ],
                    KeySchema=[
                        {"AttributeName": PARTITION_KEY, "KeyType": "HASH"},
                        {"AttributeName": SORT_KEY, "KeyType": "RANGE"},
                    ],
                    BillingMode="PAY_PER_REQUEST",
                )
        except RemoteError as error:
            if not is_kind(error, EXISTS):  # another provision was faster
                raise

    def _enable_recovery(self) -> None:
        """Backups of a new table are enabled by DynamoDB itself, a while after it is active."""
        for polls in range(_POLLS, 0, -1):
            try:
                with self._calling("UpdateContinuousBackups"):
                    self._client.update_continuous_backups(
                        TableName=self.name,
                        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
                    )
            except RemoteError as error:
                if polls == 1 or not is_kind(error, THROTTLED):
                    raise
                self._sleep(_POLL_SECONDS)
            else:
                return

    def _enable_expiry(self) -> None:
        try:
            with self._calling("UpdateTimeToLive"):
                self._client.update_time_to_live(
                    TableName=self.name,
                    TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires_at"},
                )
        except RemoteError as error:
            if not is_kind(error, EXISTS):  # it is enabled already
                raise

    def _await_active(self) -> Any:
        for _ in range(_POLLS):
            described = self._describe()
            if described is not None and described.get("TableStatus") in ("ACTIVE", "UPDATING"):
                return described
            self._sleep(_POLL_SECONDS)
        fault = f"the table {self.name} did not become active within {int(_POLLS * _POLL_SECONDS)} s"
        raise RemoteError(Problem("", "", "aws-timeout", fault, "run provision again"))

    def _calling(self, operation: str) -> Any:
        return calling(f"dynamodb:{operation}", f"table {self.name}")
