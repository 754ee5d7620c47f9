"""A machine compiled for its site: what apply sets, what it digests to, and what AWS would refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pipelines.errors import ContractError
from pipelines.orchestration.compiled import (
    LARGEST_DEFINITION,
    CompiledMachine,
    compile_machines,
    content_digest,
    parse_tags,
)
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.policy import comparable_policy
from pipelines.orchestration.site import Site

SITE = Site("123456789012", "eu-central-1", "records")
READ = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": SITE.table_arn}


def machine(job: str = "run_pipeline", **definition: Any) -> Machine:
    return Machine(job, {"QueryLanguage": "JSONata", "StartAt": "End", **definition}, (READ,))


def compiled(site: Site = SITE, **definition: Any) -> CompiledMachine:
    (made,) = compile_machines(site, [machine(**definition)])
    return made


def codes_of(site: Site, *machines: Machine) -> list[tuple[str, str, str]]:
    with pytest.raises(ContractError) as caught:
        compile_machines(site, machines)
    return [(problem.record, problem.field, problem.code) for problem in caught.value.problems]


def test_only_step_functions_on_behalf_of_this_account_may_assume_the_role() -> None:
    """Another account's machine cannot be made to use it."""
    (statement,) = json.loads(compiled().trust)["Statement"]
    assert {"Service": "states.amazonaws.com"} == statement["Principal"]
    assert {"StringEquals": {"aws:SourceAccount": "123456789012"}} == statement["Condition"]


def test_the_role_may_do_what_the_machine_states_and_write_its_own_log() -> None:
    """Only actions that know no resource are allowed on all."""
    statements = json.loads(compiled().policy)["Statement"]
    assert READ == statements[0]
    on_all = [action for one in statements if one["Resource"] == "*" for action in one["Action"]]
    assert {"logs"} == {action.partition(":")[0] for action in on_all}
    (writing,) = (one for one in statements if "logs:PutLogEvents" in one["Action"])
    group = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/states/pipelines-run-pipeline"
    assert f"{group}:*" == writing["Resource"]
    assert "logs:PutLogEvents" not in on_all


def test_the_data_of_executions_is_not_logged() -> None:
    """Events may be confidential, and failures are all that a log is read for."""
    logging = compiled().content["logging"]
    assert ("ERROR", False) == (logging["level"], logging["with_data"])


@pytest.mark.parametrize(
    "other",
    [
        compiled(Comment="another"),
        compiled(replace(SITE, table="others")),
        compiled(replace(SITE, prefix="mine")),
        replace(compiled(), retention_days=7),
        replace(compiled(), trust="{}"),
        replace(compiled(), policy="{}"),
    ],
    ids=["definition", "table", "names", "retention", "trust", "policy"],
)
def test_whatever_apply_sets_is_in_the_digest(other: CompiledMachine) -> None:
    """So a tag alone tells that nothing is to be done."""
    assert compiled().digest == content_digest(compiled().content)
    assert compiled().digest != content_digest(other.content)


def test_the_digest_of_the_same_machine_is_the_same() -> None:
    """Whatever the layout of the text and the order of its members."""
    made = compiled()
    compact = json.dumps(json.loads(made.definition), sort_keys=True, separators=(",", ":"))
    assert made.digest == content_digest(replace(made, definition=compact).content)


def test_names_that_aws_would_refuse_are_found_before_any_call() -> None:
    """80 characters for a machine, 64 for its role, of which eight say that it is one."""
    prefix = "p" * (64 - len("-run-pipeline-machine"))
    assert compile_machines(replace(SITE, prefix=prefix), [machine()])
    where = "machine run_pipeline"
    one_more = replace(SITE, prefix=f"{prefix}p")
    assert [(where, "role", "name-too-long")] == codes_of(one_more, machine())
    both = replace(SITE, prefix="p" * 80)
    expected = [(where, "name", "name-too-long"), (where, "role", "name-too-long")]
    assert expected == codes_of(both, machine())
    assert [(where, "name", "invalid-name")] == codes_of(replace(SITE, prefix="a b"), machine())


def test_the_message_of_a_long_name_says_how_long_it_may_be() -> None:
    """A reader need not look the limit up."""
    with pytest.raises(ContractError, match=r"has 93 characters, more than 80"):
        compile_machines(replace(SITE, prefix="p" * 80), [machine()])


def test_a_definition_may_have_a_mebibyte() -> None:
    """Counted in bytes of UTF-8: the service's own limit."""
    room = LARGEST_DEFINITION - len(machine(Comment="").render().encode())
    assert compile_machines(SITE, [machine(Comment="x" * room)])
    expected = [("machine run_pipeline", "definition", "definition-too-large")]
    assert expected == codes_of(SITE, machine(Comment="x" * (room + 1)))
    assert expected == codes_of(SITE, machine(Comment="ü" * (room // 2 + 1)))


def test_a_role_may_have_policies_of_ten_thousand_characters() -> None:
    """IAM refuses more, whatever the number of policies."""
    many = tuple({**READ, "Sid": f"S{number}"} for number in range(200))
    large = replace(machine(), statements=many)
    assert [("machine run_pipeline", "role", "policy-too-large")] == codes_of(SITE, large)


def test_all_faults_of_all_machines_are_reported_at_once() -> None:
    """One run shows them all."""
    found = codes_of(replace(SITE, prefix="a b"), machine(), machine("backfill"))
    assert ["machine backfill", "machine run_pipeline"] == [record for record, _, _ in found]


def policy(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def test_policies_that_mean_the_same_compare_equal() -> None:
    """IAM may give one value for a list of one, and order never matters."""
    one = policy(READ, {"Effect": "Allow", "Action": ["b:B", "a:A"], "Resource": ["x", "y"]})
    other = policy(
        {"Resource": ["y", "x"], "Action": ["a:A", "b:B"], "Effect": "Allow"},
        {**READ, "Action": ["dynamodb:GetItem"]},
    )
    assert comparable_policy(one) == comparable_policy(other)
    alone = json.dumps({"Version": "2012-10-17", "Statement": READ})
    assert comparable_policy(policy(READ)) == comparable_policy(alone)


@pytest.mark.parametrize(
    "statement",
    [
        {**READ, "Effect": "Deny"},
        {**READ, "Resource": "*"},
        {**READ, "Action": ["dynamodb:GetItem", "dynamodb:PutItem"]},
        {**READ, "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
    ],
)
def test_policies_that_differ_compare_unequal(statement: Any) -> None:
    """Whatever was edited."""
    assert comparable_policy(policy(READ)) != comparable_policy(policy(statement))
    assert comparable_policy(policy(READ)) != comparable_policy(policy(READ, statement))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "1", '{"Statement": [1]}', '{"Statement": 1}', "[" * 100_000]
)
def test_text_that_is_no_policy_is_compared_as_it_stands(text: str) -> None:
    """It differs from every policy, and nothing breaks."""
    assert text == comparable_policy(text)


def test_tags_of_others_name_no_owner() -> None:
    """Ours are the job and the table, together."""
    made = compiled()
    assert ("run_pipeline", "records", "") == parse_tags(made.tags)
    assert parse_tags({}) is None
    assert parse_tags({"team": "ml"}) is None
