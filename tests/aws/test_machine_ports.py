"""Machines, roles and log groups: one suite for the adapters, on the embedded AWS, and for the fakes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from pipelines.aws.memory import MemoryAws
from pipelines.errors import RemoteError
from pipelines.orchestration.compiled import DIGEST_TAG, CompiledMachine, compile_machines
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.policy import POLICY_NAME, comparable_policy
from pipelines.orchestration.site import Site
from pipelines.plan.machines import diff_machine
from pipelines.plan.remote import MachineParts, MachineSummary, RemoteLogGroup

SITE = Site("123456789012", "us-east-1", "records")


def compiled(comment: str = "", job: str = "run_pipeline", **changes: Any) -> CompiledMachine:
    definition = {
        "Comment": comment,
        "QueryLanguage": "JSONata",
        "StartAt": "End",
        "States": {"End": {"Type": "Succeed"}},
    }
    read = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": SITE.table_arn}
    (made,) = compile_machines(SITE, [Machine(job, definition, (read,))], **changes)
    return made


def make(aws: Any, machine: CompiledMachine) -> None:
    aws.log_groups.create(machine)
    aws.roles.create(machine)
    aws.machines.create(machine)


def parts_of(aws: Any, machine: CompiledMachine) -> MachineParts:
    return MachineParts(
        aws.machines.describe(machine.arn),
        aws.roles.describe(machine.role_name),
        aws.log_groups.describe(machine.log_group),
    )


def summary_of(aws: Any, machine: CompiledMachine) -> MachineSummary:
    (found,) = aws.machines.summaries(machine.name)
    return found


def test_what_is_not_there_is_none(machine_aws: Any) -> None:
    """Describing it is no error."""
    assert MachineParts() == parts_of(machine_aws, compiled())
    assert () == machine_aws.machines.summaries("pipelines-")


def test_a_made_machine_is_as_compiled(machine_aws: Any) -> None:
    """Definition, log, role, policies and tags come back as sent: the plan has nothing to do."""
    machine = compiled()
    make(machine_aws, machine)
    found = summary_of(machine_aws, machine)
    assert (machine.name, machine.arn) == (found.name, found.arn)
    assert {**machine.tags, DIGEST_TAG: machine.digest} == found.tags
    change = diff_machine(machine, parts_of(machine_aws, machine))
    assert ("unchanged", ()) == (change.action, change.fields)


def test_an_updated_machine_is_as_compiled(machine_aws: Any) -> None:
    """Whatever of it differs, in any part."""
    make(machine_aws, compiled())
    wanted = compiled("another", retention_days=7)
    there = parts_of(machine_aws, compiled())
    machine_aws.log_groups.update(wanted, there.log_group)
    machine_aws.roles.update(wanted, there.role)
    machine_aws.machines.update(wanted)
    change = diff_machine(wanted, parts_of(machine_aws, wanted))
    assert ("unchanged", ()) == (change.action, change.fields)
    assert summary_of(machine_aws, wanted).tags == {**wanted.tags, DIGEST_TAG: wanted.digest}
    assert wanted.digest != compiled().digest


def test_a_role_is_put_right_whole(machine_aws: Any) -> None:
    """Trust, policy and tags are those of the machine, whatever they were."""
    other = replace(compiled(), trust=json.dumps({**json.loads(compiled().trust), "Statement": []}))
    foreign = replace(other, table="others", policy=other.policy.replace("GetItem", "PutItem"))
    machine_aws.roles.create(foreign)
    machine_aws.roles.update(compiled(), machine_aws.roles.describe(compiled().role_name))
    found = machine_aws.roles.describe(compiled().role_name)
    assert comparable_policy(compiled().trust) == comparable_policy(found.trust)
    assert comparable_policy(compiled().policy) == comparable_policy(found.policies[POLICY_NAME])
    assert compiled().tags == found.tags


def test_a_role_is_created_once(machine_aws: Any) -> None:
    """Whoever meets another one is told so."""
    machine_aws.roles.create(compiled())
    with pytest.raises(RemoteError) as caught:
        machine_aws.roles.create(compiled())
    assert ["aws-exists"] == [problem.code for problem in caught.value.problems]


def test_a_log_group_that_is_there_may_be_created_again(machine_aws: Any) -> None:
    """An answer that was lost is no failure, and the retention follows."""
    machine_aws.log_groups.create(compiled())
    machine_aws.log_groups.create(compiled(retention_days=7))
    assert 7 == machine_aws.log_groups.describe(compiled().log_group).retention_days


def test_a_log_group_whose_name_begins_alike_is_another(machine_aws: Any) -> None:
    """`…-run-pipeline` is not `…-run-pipeline-2`."""
    machine_aws.log_groups.create(compiled(job="run_pipeline_2"))
    assert machine_aws.log_groups.describe(compiled().log_group) is None


def test_machines_are_listed_by_the_beginning_of_their_names(machine_aws: Any) -> None:
    """Those of others in the account are not asked for their tags."""
    for job in ("first", "second"):
        make(machine_aws, compiled(job=job))
    found = machine_aws.machines.summaries("pipelines-")
    assert ["pipelines-first", "pipelines-second"] == sorted(one.name for one in found)
    assert ["pipelines-first"] == [one.name for one in machine_aws.machines.summaries("pipelines-f")]
    assert () == machine_aws.machines.summaries("others-")


def test_deleting_what_is_gone_is_as_good(machine_aws: Any) -> None:
    """Machine and role; the log group stays."""
    machine = compiled()
    make(machine_aws, machine)
    role = machine_aws.roles.describe(machine.role_name)
    for _ in range(2):
        machine_aws.roles.delete(role)
        machine_aws.machines.delete(machine.arn)
    left = parts_of(machine_aws, machine)
    assert (None, None) == (left.machine, left.role)
    assert left.log_group is not None


def test_a_machine_that_is_not_there_cannot_be_updated(machine_aws: Any) -> None:
    """It was deleted in the meantime: told, not ignored."""
    machine_aws.log_groups.create(compiled())
    machine_aws.roles.create(compiled())
    with pytest.raises(RemoteError) as caught:
        machine_aws.machines.update(compiled())
    assert ["aws-not-found"] == [problem.code for problem in caught.value.problems]


def test_a_definition_is_not_refused_where_it_cannot_be_validated(machine_aws: Any) -> None:
    """The embedded AWS has no ValidateStateMachineDefinition."""
    assert () == machine_aws.machines.faults(compiled())


def test_a_role_that_people_gave_more_is_read_and_put_right(adapters: Any, embedded: Any) -> None:
    """Policies attached and written beside ours are seen, taken away, and in no way."""
    machine = compiled()
    adapters.roles.create(machine)
    iam, name = embedded.client("iam"), machine.role_name
    arn = iam.create_policy(PolicyName="more", PolicyDocument=machine.policy)["Policy"]["Arn"]

    def give() -> None:
        iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        iam.put_role_policy(RoleName=name, PolicyName="other", PolicyDocument=machine.policy)
        iam.tag_role(RoleName=name, Tags=[{"Key": "cost-centre", "Value": "7"}])

    give()
    found = adapters.roles.describe(name)
    assert ((arn,), {POLICY_NAME, "other"}) == (found.attached, set(found.policies))
    adapters.roles.update(machine, found)
    found = adapters.roles.describe(name)
    assert ((), {POLICY_NAME}) == (found.attached, set(found.policies))
    assert {**machine.tags, "cost-centre": "7"} == found.tags
    give()
    adapters.roles.delete(adapters.roles.describe(name))
    assert adapters.roles.describe(name) is None


class Pages:
    """A client whose answers come one by one; an exception is raised."""

    def __init__(self, **methods: list[Any]) -> None:
        self._methods = methods

    def __getattr__(self, name: str) -> Any:
        def answer(**_: Any) -> Any:
            found = self._methods[name].pop(0)
            if isinstance(found, Exception):
                raise found
            return found

        return answer


def test_machines_and_policies_are_read_over_pages() -> None:
    """However many an account has."""
    from pipelines.aws.roles import Roles  # noqa: PLC0415 - beside the one test that needs it
    from pipelines.aws.state_machines import StateMachines  # noqa: PLC0415

    entries = [{"name": f"pipelines-{n}", "stateMachineArn": f"arn:{n}"} for n in range(2)]
    states = Pages(
        list_state_machines=[
            {"stateMachines": entries[:1], "nextToken": "more"},
            {"stateMachines": entries[1:]},
        ],
        list_tags_for_resource=[{"tags": []}, {"tags": []}],
    )
    assert ["arn:0", "arn:1"] == [one.arn for one in StateMachines(states).summaries("pipelines-")]
    role = {"RoleName": "r", "Arn": "arn:r", "AssumeRolePolicyDocument": {}}
    iam = Pages(
        get_role=[{"Role": role}],
        list_role_policies=[
            {"PolicyNames": ["a"], "IsTruncated": True, "Marker": "x"},
            {"PolicyNames": ["b"], "IsTruncated": False},
        ],
        get_role_policy=[{"PolicyDocument": {"of": "a"}}, {"PolicyDocument": {"of": "b"}}],
        list_attached_role_policies=[{"AttachedPolicies": [], "IsTruncated": False}],
    )
    found = Roles(iam).describe("r")
    assert found is not None
    assert {"a": '{"of": "a"}', "b": '{"of": "b"}'} == found.policies


def test_log_groups_are_looked_for_over_pages() -> None:
    """A name is a prefix to the service: the group itself may be among many."""
    from pipelines.aws.log_groups import LogGroups  # noqa: PLC0415

    name = compiled().log_group
    pages = [
        {"logGroups": [{"logGroupName": f"{name}-2", "arn": "arn:2:*"}], "nextToken": "more"},
        {"logGroups": [{"logGroupName": name, "arn": "arn:1:*", "retentionInDays": 3}]},
    ]
    client = Pages(describe_log_groups=pages, list_tags_for_resource=[{"tags": {"a": "b"}}])
    assert RemoteLogGroup(name, 3, {"a": "b"}) == LogGroups(client).describe(name)


def gone(operation: str) -> ClientError:
    return ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "gone"}}, operation)


def test_what_is_deleted_while_it_is_read_is_not_there() -> None:
    """Between a listing and its tags, or a description and its tags."""
    from pipelines.aws.log_groups import LogGroups  # noqa: PLC0415
    from pipelines.aws.state_machines import StateMachines  # noqa: PLC0415

    machine = compiled()
    tags = [gone("ListTagsForResource")]
    group = {"logGroupName": machine.log_group, "arn": "arn:1:*"}
    logs = Pages(describe_log_groups=[{"logGroups": [group]}], list_tags_for_resource=list(tags))
    assert LogGroups(logs).describe(machine.log_group) is None
    entry = {"name": machine.name, "stateMachineArn": machine.arn}
    described = {**entry, "definition": "{}", "roleArn": "arn:r", "type": "STANDARD"}
    listed = Pages(list_state_machines=[{"stateMachines": [entry]}], list_tags_for_resource=list(tags))
    assert () == StateMachines(listed).summaries("pipelines-")
    seen = Pages(describe_state_machine=[described], list_tags_for_resource=list(tags))
    assert StateMachines(seen).describe(machine.arn) is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"result": "OK", "diagnostics": [{"severity": "WARNING", "code": "W", "message": "w"}]}, ()),
        (
            {
                "result": "FAIL",
                "diagnostics": [
                    {"severity": "WARNING", "code": "W", "message": "w"},
                    {"severity": "ERROR", "code": "E", "message": "bad", "location": "/States/A"},
                    {"severity": "ERROR", "code": "E", "message": "worse"},
                ],
            },
            ("/States/A bad", "worse"),
        ),
        ({"result": "FAIL", "diagnostics": []}, ("it is refused without a reason",)),
    ],
)
def test_only_the_result_says_whether_a_definition_is_good(
    answer: dict[str, Any], expected: tuple[str, ...]
) -> None:
    """As the API reference asks; its errors are passed on with their place."""
    from pipelines.aws.state_machines import StateMachines  # noqa: PLC0415

    client = Pages(validate_state_machine_definition=[answer])
    assert expected == StateMachines(client).faults(compiled())


def test_the_fake_creates_no_machine_without_its_parts() -> None:
    """Nor another one of the name: as AWS does, where moto says yes to everything."""
    aws = MemoryAws()
    for part in (None, aws.log_groups, aws.roles):
        if part is not None:
            part.create(compiled())
        if part is not aws.roles:
            with pytest.raises(RemoteError, match="aws-role-refused"):
                aws.machines.create(compiled())
    aws.machines.create(compiled())
    aws.machines.create(compiled())
    with pytest.raises(RemoteError, match="aws-exists"):
        aws.machines.create(compiled("another"))
