"""Work that is done once: a lock in the table with an owner and an expiry, and what is kept of how it ended.

The lock is an item of the table, in a partition of its own beside the project's, so that nobody who reads a
project's records reads its locks: `#once <project>`, `<work>#<version> <identity>`. Its `expires_at` (seconds
since 1970) is the table's time to live. Its states, and who may take it:

    none                 anybody
    running              its owner again (a repeated call); anybody once its owner was stopped or has failed,
                         or the lock has expired: its owner is dead
    failed               anybody; `attempts` counts how often, and makes each attempt's starts new ones
    done                 nobody, until it expires after 90 days

A message may say `again`, any text, which makes the work another one: that is how it is done once more.
A dead owner's work is taken over with the same attempt and the time at which it was begun, so that what it
started is waited for, and not started twice. What loses the race sees who has it, and ends well: a repeated
event is no failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contract.keys import ONCE_PARTITION
from pipelines.orchestration.pieces import Piece, compose
from pipelines.orchestration.reading import SIZED
from pipelines.orchestration.records import SAID
from pipelines.orchestration.site import Site
from pipelines.orchestration.states import (
    CHILD_CAUSE,
    DYNAMODB,
    REFUSED_EXPRESSION,
    STEP_FUNCTIONS,
    State,
    States,
    choice,
    expression,
    reason,
    task,
)
from pipelines.orchestration.target import REQUIRED, TARGET

FIRST = "TakeLock"
LOCK_SECONDS = 6 * 3600
"""After which the owner of a lock counts as dead; longer than its pipelines take."""
KEPT_SECONDS = 90 * 86_400
"""How long a repeated event is recognised."""

MOST_MESSAGES = 200
"""Of an event: each is up to a hundred events of the 25,000 of a history (Step Functions, "Quotas")."""

_FREE = "attribute_not_exists(job_name) OR lock_state = :failed OR expires_at < :now OR lock_owner = :me"
REPEAT = Piece(
    "$repeat", 'function($to) { $said($to, "again") != "" ? " " & $said($to, "again") : "" }', (SAID,)
)
"""What a message says to have work that is done, done once more: `again`, any text; part of its identity."""
_NOW = Piece("$now_seconds", "$floor($toMillis($states.context.State.EnteredTime) / 1000)")


def once(
    site: Site,
    work: str,
    identity: Piece,
    steps: States,
) -> States:
    """Return states, `FIRST` first, that do `steps` once for what `identity` makes of the input's `event`.

    identity  `$identity(to)`: the text that equal work shares, from a target (module `target`)
    steps     begin with the first of them, go to `Finish` when all is done, and to `Release` on an error,
              which they find in `$failure`; they have `$to` (the target), `$again` (a text that differs for
              each attempt) and `$begun` (when the attempt was, also if this execution took it over)

    The last states end with `{message_id, identity, status}`: done, repeated, or failed with code and cause.
    """
    reading = (TARGET, REQUIRED, identity, REPEAT)
    to = '$required($target({"message": $states.input.event}))'
    key = compose(
        f"""(
  $to := {to};
  {{
    "project_name": {{"S": "{ONCE_PARTITION}" & $to.project}},
    "job_name": {{"S": "{work}#" & $to.version & " " & $identity($to) & $repeat($to)}}
  }}
)""",
        *reading,
    )

    def take(condition: str, failing: str, more: Mapping[str, Any], lost: str) -> State:
        return task(
            f"{DYNAMODB}:updateItem",
            {
                "TableName": site.table,
                "Key": key,
                "UpdateExpression": "SET lock_owner = :me, lock_state = :running, expires_at = :until, "
                "attempts = if_not_exists(attempts, :zero), begun_at = if_not_exists(begun_at, :begun)",
                "ConditionExpression": condition,
                "ExpressionAttributeValues": {
                    ":me": {
                        "S": expression(
                            '$states.context.Execution.Id & " " & $string($states.context.Map.Item.Index)'
                        )
                    },
                    ":running": {"S": "running"},
                    ":begun": {
                        "S": expression('$replace($states.context.Execution.StartTime, /\\.[0-9]+Z/, "Z")')
                    },
                    ":zero": {"N": "0"},
                    ":until": {"N": compose(f"$string($now_seconds + {LOCK_SECONDS})", _NOW)},
                    **more,
                },
                "ReturnValues": "ALL_NEW",
            },
            assign={
                "to": compose(to, TARGET, REQUIRED),
                "lock": key,
                "identity": compose(f"(\n  $to := {to};\n  $identity($to) & $repeat($to)\n)", *reading),
                "me": expression("$states.result.Attributes.lock_owner.S"),
                "begun": expression("$states.result.Attributes.begun_at.S"),
                "again": compose(
                    '($states.result.Attributes.attempts.N = "0" ? "" : '
                    f'"attempt " & $states.result.Attributes.attempts.N) & $repeat({to})',
                    TARGET,
                    REQUIRED,
                    REPEAT,
                ),
            },
            following=next(iter(steps)),
            failing=failing,
            catching={
                "DynamoDb.ConditionalCheckFailedException": lost,
                REFUSED_EXPRESSION: "Malformed",
            },
        )

    return {
        FIRST: take(
            _FREE,
            "NotLocked",
            {":failed": {"S": "failed"}, ":now": {"N": compose("$string($now_seconds)", _NOW)}},
            "ReadLock",
        ),
        "ReadLock": task(
            f"{DYNAMODB}:getItem",
            {
                "TableName": site.table,
                "ConsistentRead": True,
                "Key": key,
            },
            assign={
                "held": expression(
                    '{"state": $states.result.Item.lock_state.S ? $states.result.Item.lock_state.S : "gone", '
                    '"owner": $states.result.Item.lock_owner.S ? $states.result.Item.lock_owner.S : ""}'
                )
            },
            output=expression("$states.input"),
            following="IsHeld",
            failing="NotLocked",
        ),
        "IsHeld": choice(
            (
                expression('$held.state = "running" and $contains($held.owner, ":execution:")'),
                "DescribeOwner",
            ),
            otherwise="Repeated",
        ),
        # An owner that was stopped, or that broke, has released nothing: who asks again goes on in its place.
        # Tried twice alone, as each attempt is events of a history: where it fails, all stays as it is.
        "DescribeOwner": _tried_twice(
            task(
                f"{STEP_FUNCTIONS}:describeExecution",
                {"ExecutionArn": expression('$substringBefore($held.owner, " ")')},
                assign={"owner_status": expression("$states.result.Status")},
                output=expression("$states.input"),
                following="IsDead",
                failing="Repeated",
            ),
        ),
        "IsDead": choice(
            (expression('$owner_status in ["ABORTED", "FAILED", "TIMED_OUT"]'), "TakeOver"),
            otherwise="Repeated",
        ),
        "TakeOver": take(
            "lock_owner = :old AND lock_state = :running",
            "NotLocked",
            {":old": {"S": expression("$held.owner")}},
            "Repeated",
        ),
        "Repeated": {
            "Type": "Pass",
            "Output": expression(
                '{"status": "repeated", "first": $held.state, "owner": $substringBefore($held.owner, " ")}'
            ),
            "End": True,
        },
        **steps,
        "Finish": task(
            f"{DYNAMODB}:updateItem",
            {
                **_ours(site),
                "UpdateExpression": "SET lock_state = :done, expires_at = :until REMOVE begun_at",
                "ExpressionAttributeValues": {
                    ":me": {"S": expression("$me")},
                    ":done": {"S": "done"},
                    ":until": {"N": compose(f"$string($now_seconds + {KEPT_SECONDS})", _NOW)},
                },
            },
            output={"status": "done", "identity": expression("$identity")},
            following=None,
            failing="NotFinished",
            catching={"DynamoDb.ConditionalCheckFailedException": "LostLock"},
        ),
        "Release": task(
            f"{DYNAMODB}:updateItem",
            {
                **_ours(site),
                "UpdateExpression": "SET lock_state = :failed REMOVE begun_at ADD attempts :one",
                "ExpressionAttributeValues": {
                    ":me": {"S": expression("$me")},
                    ":failed": {"S": "failed"},
                    ":one": {"N": "1"},
                },
            },
            following="Failed",
            failing="Failed",
        ),
        "Failed": _told(CHILD_CAUSE),
        "Malformed": _told(
            f'{{"code": "malformed-event", "cause": "The message cannot be used: " & {reason()}}}'
        ),
        "NotLocked": _told(
            '{"code": "lock-failed", "cause": "The lock cannot be taken: " & $failure.Error & ": " & '
            '$failure.Cause & ". Send the message again."}'
        ),
        "NotFinished": _told(
            '{"code": "lock-failed", "cause": $identity & " is done, but its lock cannot be closed: " & '
            '$failure.Error & ": " & $failure.Cause & ". Send the message again: nothing is started twice."}'
        ),
        "LostLock": _told(
            '{"code": "lock-lost", "cause": $identity & " took longer than its lock, and another execution '
            'took it over. See that one."}'
        ),
    }


def _ours(site: Site) -> dict[str, Any]:
    return {
        "TableName": site.table,
        "Key": expression("$lock"),
        "ConditionExpression": "lock_owner = :me",
    }


def _tried_twice(state: State) -> State:
    return {**state, "Retry": [{**retrier, "MaxAttempts": 1} for retrier in state["Retry"]]}


def _told(why: str) -> State:
    """End this work, and tell why, cut to what many of them leave room for."""
    return {
        "Type": "Pass",
        "Output": expression(
            f'(\n  $why := {why};\n  {{"status": "failed", "code": $why.code, '
            f'"cause": $substring($why.cause, 0, 1000)}}\n)'
        ),
        "End": True,
    }


SPLIT = Piece(
    "$split_event",
    f"""function($event) {{(
  $messages := $type($event) = "object" and $type($event.Records) = "array" ? $sized($event).Records
    : $type($event) = "array" ? $sized($event)
    : [$sized($event)];
  $count($messages) <= {MOST_MESSAGES} ? $messages
    : $error("too-many-messages: an event has more than {MOST_MESSAGES}: make the queue's batches smaller")
)}}""",
    (SIZED,),
)
"""The messages of a batch, each in its own wrapper still."""

_ID = Piece(
    "$own_id",
    """function($event) {
  $type($event) != "object" ? null
  : $type($event.messageId) = "string" ? $event.messageId
  : $type($event.MessageId) = "string" ? $event.MessageId
  : $type($event.Sns.MessageId) = "string" ? $event.Sns.MessageId
  : $type($event.id) = "string" ? $event.id
  : null
}""",
)


def each_message(states: Mapping[str, State]) -> States:
    """Return states that do those of `once` for each message of an event, in order, and tell how they ended.

    The result is that of an SQS partial batch response (Lambda, "Implementing partial batch responses"),
    `{"batchItemFailures": [{"itemIdentifier": id}], "results": [...]}`; an event of one message that fails
    ends as a failure.
    """
    broken = expression(f'$states.errorOutput.Error & ": " & {reason("$states.errorOutput.Cause")}')
    return {
        "EachMessage": {
            "Type": "Map",
            "Items": compose("$split_event($states.input)", SPLIT),
            "ItemSelector": {"event": expression("$states.context.Map.Item.Value")},
            "MaxConcurrency": 1,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "INLINE"},
                "StartAt": FIRST,
                "States": dict(states),
            },
            "Assign": {
                "results": compose(
                    "(\n  $events := $split_event($states.input);\n"
                    "  $append([], $map($states.result, function($one, $index) {\n"
                    '    $merge([{"message_id": $own_id($events[$index])}, $one])\n  }))\n)',
                    SPLIT,
                    _ID,
                )
            },
            "Catch": [
                {
                    "ErrorEquals": ["States.ALL"],
                    "Assign": {"results": [{"status": "failed", "code": "batch-failed", "cause": broken}]},
                    "Next": "IsFailed",
                }
            ],
            "Next": "IsFailed",
        },
        "IsFailed": choice(
            (expression('$count($results) = 1 and $results[0].status = "failed"'), "Failure"),
            otherwise="Done",
        ),
        "Failure": {
            "Type": "Fail",
            "Error": expression("$results[0].code"),
            "Cause": expression("$results[0].cause"),
        },
        "Done": {
            "Type": "Succeed",
            "Output": {
                "batchItemFailures": expression(
                    '$append([], $map($filter($results, function($one) { $one.status = "failed" }), '
                    'function($one) { {"itemIdentifier": $one.message_id} }))'
                ),
                "results": expression("$results"),
            },
        },
    }
