"""Plan and apply of machines, against an account in memory."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from injected_faults import FAULTS, Fault, Killed

from pipelines.app.machines import fault_of_prefix, site_of
from pipelines.app.making import DELAYS
from pipelines.app.planning import PlanRequest
from pipelines.app.records import FileRecords
from pipelines.aws.values import Identity
from pipelines.errors import (
    ContractError,
    LockedError,
    PipelinesError,
    Problem,
    RemoteError,
    StalePlanError,
)
from pipelines.orchestration.compiled import compile_machines
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.machines import build_machines
from pipelines.orchestration.site import Site
from pipelines.plan.changes import MACHINES
from pipelines.plan.remote import RemoteRole
from pipelines.plan.scope import Scope

NAMES = ["pipelines-first", "pipelines-run-pipeline"]
READS = ("List", "Describe", "Get", "Query", "Scan", "Validate")


def build(site: Any, patterns: Any) -> tuple[Machine, ...]:
    """Two machines of which one holds the patterns, as the product's do."""

    def machine(job: str, *known: str) -> Machine:
        states = {"End": {"Type": "Succeed", "Output": list(known)}}
        statement = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": site.table_arn}
        definition = {"QueryLanguage": "JSONata", "StartAt": "End", "States": states}
        return Machine(job, definition, (statement,))

    return machine("run_pipeline", *patterns), machine("first")


@pytest.fixture
def shared(world: Any) -> Any:
    """The small project, with machines."""
    world.build = build
    return world


def set_pattern(world: Any, items: Any, pattern: str, project: str = "ndr") -> None:
    item = items[0](project)
    item["spec"]["validation"] = {"Mode": pattern}
    world.put(item)


def known_patterns(world: Any) -> list[str]:
    (stored,) = (s for s in world.aws.machines.stored.values() if s.machine.name == "pipelines-run-pipeline")
    found: list[str] = json.loads(stored.machine.definition)["States"]["End"]["Output"]
    return found


def machine_actions(planned: Any) -> dict[str, str]:
    return {change.target: change.action for change in planned.plan.changes if change.kind == "machine"}


def test_an_empty_account_gets_its_machines(shared: Any) -> None:
    """Each with its log group and its role; the plan after apply is empty."""
    assert dict.fromkeys(NAMES, "create") == machine_actions(shared.plan())
    shared.apply().require()
    assert NAMES == sorted(stored.machine.name for stored in shared.aws.machines.stored.values())
    assert [f"{name}-machine" for name in NAMES] == sorted(shared.aws.roles.roles)
    assert [f"/aws/vendedlogs/states/{name}" for name in NAMES] == sorted(shared.aws.log_groups.groups)
    assert {30} == {group.retention_days for group in shared.aws.log_groups.groups.values()}
    assert shared.plan().plan.is_empty
    assert shared.plan(refresh=True).plan.is_empty
    assert [] == shared.slept


def test_a_no_change_plan_lists_and_asks_for_tags(shared: Any) -> None:
    """Machines cost one call for the account, one listing, and one for each machine."""
    shared.apply().require()
    shared.aws.calls.clear()
    assert shared.plan().plan.is_empty
    expected = [
        "dynamodb:Scan",
        "sagemaker:ListPipelines",
        "states:ListStateMachines",
        "states:ListTagsForResource",
        "states:ListTagsForResource",
        "sts:GetCallerIdentity",
    ]
    assert expected == sorted(shared.aws.calls)


def test_log_group_role_and_machine_are_made_in_this_order(shared: Any) -> None:
    """Each needs those before it, and the tags that a plan reads come with the machine."""
    done: list[str] = []
    shared.aws.on_call = lambda moment, operation, resource: (
        done.append(operation) if moment == "after" and "pipelines-first" in resource else None
    )
    shared.apply().require()
    writes = [operation for operation in done if not operation.partition(":")[2].startswith(READS)]
    assert [
        "logs:CreateLogGroup",
        "logs:PutRetentionPolicy",
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "states:CreateStateMachine",
    ] == writes


def test_a_new_pattern_of_one_project_updates_the_shared_machine_for_all(shared: Any, items: Any) -> None:
    """Projects out of scope keep theirs: the machine is everybody's."""
    shared.put(items[0]("other"), items[1]("other"))
    set_pattern(shared, items, "o+", "other")
    shared.apply(shared.plan(None)).require()
    set_pattern(shared, items, "n+", "ndr")
    planned = shared.plan("ndr")
    (change,) = planned.plan.effective
    assert ("update", ["run_pipeline.States.End.Output"]) == (
        change.action,
        [field.path for field in change.fields],
    )
    shared.apply(planned).require()
    assert ["n+", "o+"] == known_patterns(shared)
    assert shared.plan("other").plan.is_empty


def test_machines_are_left_out_on_request(shared: Any) -> None:
    """Nothing of them is read either, and the table is queried for one project."""
    shared.aws.calls.clear()
    planned = shared.plan(machines=False, prune=True)
    assert {} == machine_actions(planned)
    assert ["dynamodb:Query", "s3:GetObject", "sagemaker:ListPipelines"] == sorted(shared.aws.calls)


def test_a_scope_without_records_still_warns(shared: Any) -> None:
    """Machines alone do not make a mistyped project look right."""
    assert "nothing-in-scope" in {warning.code for warning in shared.plan("ndrr").plan.warnings}


def test_parameters_out_of_scope_that_cannot_be_read_are_warned_about(shared: Any, items: Any) -> None:
    """Their patterns would be missing from the machine."""
    broken = items[0]("other")
    broken["spec"]["validation"] = {"Mode": "("}
    shared.put(broken)
    (warning,) = [w for w in shared.plan().plan.warnings if w.code == "unread-patterns"]
    assert "other/project_parameters#v1" == warning.record


def records_in(folder: Path, *items: Any) -> FileRecords:
    for number, item in enumerate(items):
        (folder / f"{number}.json").write_text(json.dumps(item))
    return FileRecords(folder)


def test_records_from_files_keep_the_patterns_of_the_table(shared: Any, items: Any, tmp_path: Path) -> None:
    """Files are not all that the machine serves."""
    set_pattern(shared, items, "t+", "other")
    mine = items[0]()
    mine["spec"]["validation"] = {"Mode": "f+"}
    folder = tmp_path / "records"
    folder.mkdir()
    planned = shared.plan_records(
        PlanRequest(Scope("ndr"), machines=True), records_in(folder, mine, items[1]())
    )
    shared.apply(planned).require()
    assert ["f+", "t+"] == known_patterns(shared)


def test_without_a_table_the_patterns_of_the_files_are_all(shared: Any, items: Any, tmp_path: Path) -> None:
    """An account that is only tried out."""
    mine = items[0]()
    mine["spec"]["validation"] = {"Mode": "f+"}
    shared.aws.table.created = False
    folder = tmp_path / "records"
    folder.mkdir()
    planned = shared.plan_records(
        PlanRequest(Scope("ndr"), machines=True), records_in(folder, mine, items[1]())
    )
    applied = shared.apply(planned)
    assert (True, (), ["f+"]) == (applied.unlocked, applied.problems, known_patterns(shared))


def edit_definition(aws: Any) -> None:
    for stored in aws.machines.stored.values():
        stored.machine = replace(stored.machine, definition='{"by": "hand"}')


def edit_role(aws: Any) -> None:
    for name, role in aws.roles.roles.items():
        aws.roles.roles[name] = replace(role, attached=("arn:aws:iam::aws:policy/AdministratorAccess",))


def edit_log_group(aws: Any) -> None:
    for name, group in aws.log_groups.groups.items():
        aws.log_groups.groups[name] = replace(group, retention_days=None)


def delete_log_groups(aws: Any) -> None:
    aws.log_groups.groups.clear()


@pytest.mark.parametrize("edit", [edit_definition, edit_role, edit_log_group, delete_log_groups])
def test_what_was_edited_by_hand_is_found_with_refresh_and_put_right(shared: Any, edit: Any) -> None:
    """Without refresh the tags say that nothing is to be done."""
    shared.apply().require()
    edit(shared.aws)
    assert shared.plan().plan.is_empty
    planned = shared.plan(refresh=True)
    assert dict.fromkeys(NAMES, "drifted") == machine_actions(planned)
    shared.apply(planned).require()
    assert shared.plan(refresh=True).plan.is_empty


def test_a_machine_of_somebody_else_is_refused_and_adopted_on_request(shared: Any) -> None:
    """Nothing of it changes before somebody says so."""
    shared.apply().require()
    for stored in shared.aws.machines.stored.values():
        stored.tags.clear()
    with pytest.raises(ContractError) as caught:
        shared.plan()
    assert {"foreign-machine"} == {problem.code for problem in caught.value.problems}
    shared.apply(shared.plan(adopt=True)).require()
    assert shared.plan().plan.is_empty


def test_a_machine_whose_answer_was_lost_counts_as_made(shared: Any) -> None:
    """What is there is compared before the call is called a failure."""
    lost: list[str] = []

    def lose(moment: str, operation: str, resource: str) -> None:
        if moment == "after" and operation == "states:CreateStateMachine":
            lost.append(resource)
            raise RemoteError(Problem("", "", "aws-timeout", "lost", "again"))

    shared.aws.on_call = lose
    assert () == shared.apply().problems
    assert NAMES == sorted(lost)


def test_a_role_that_came_after_the_plan_is_not_overwritten(shared: Any) -> None:
    """Roles are no part of a listing, so each is looked at again before it is made."""
    planned = shared.plan()
    role = RemoteRole("pipelines-first-machine", "arn:x", "{}")
    shared.aws.roles.roles[role.name] = role
    applied = shared.apply(planned)
    assert ["foreign-role"] == [problem.code for problem in applied.problems]
    assert ["machine first"] == [problem.record for problem in applied.problems]
    assert "arn:x" == shared.aws.roles.roles["pipelines-first-machine"].arn


def test_a_machine_that_the_listing_did_not_show_yet_is_not_overwritten(shared: Any) -> None:
    """Listings are eventually consistent: each machine is looked at before it is made."""
    shared.apply().require()
    for stored in shared.aws.machines.stored.values():
        stored.tags.clear()
    shared.aws.machines.summaries = lambda _: ()
    with pytest.raises(ContractError) as caught:
        shared.plan()
    assert ["foreign-machine"] * 2 == [problem.code for problem in caught.value.problems]


def test_a_machine_that_changed_after_the_plan_is_not_touched(shared: Any) -> None:
    """Apply does just what was planned, or nothing."""
    planned = shared.plan()
    shared.apply(shared.plan()).require()
    shared.aws.calls.clear()
    with pytest.raises(StalePlanError, match="machine first: its machine changed"):
        shared.apply(planned)
    assert not [call for call in shared.aws.calls if call.startswith(("iam:Create", "states:Create"))]


def without_first(site: Any, patterns: Any) -> tuple[Machine, ...]:
    return build(site, patterns)[:1]


def test_a_machine_that_is_not_desired_goes_with_prune_alone(shared: Any) -> None:
    """And its role; its log group keeps the history until that expires."""
    shared.apply().require()
    shared.build = without_first
    kept = shared.plan()
    assert (True, ["machine-gone"]) == (kept.plan.is_empty, [w.code for w in kept.plan.warnings])
    planned = shared.plan(prune=True)
    assert {"pipelines-first": "delete"} == {c.target: c.action for c in planned.plan.effective}
    shared.apply(planned).require()
    assert NAMES[1:] == [stored.machine.name for stored in shared.aws.machines.stored.values()]
    assert ["pipelines-run-pipeline-machine"] == list(shared.aws.roles.roles)
    assert 2 == len(shared.aws.log_groups.groups)
    assert shared.plan(prune=True).plan.is_empty


def refusing(times: int, code: str = "aws-role-refused") -> Any:
    """Step Functions does not know a new role yet."""
    left = {"pipelines-first": times, "pipelines-run-pipeline": 0}

    def refuse(moment: str, operation: str, resource: str) -> None:
        if moment == "before" and operation == "states:CreateStateMachine" and left[resource]:
            left[resource] -= 1
            raise RemoteError(Problem("", "", code, "it may not assume the provided role", "again"))

    return refuse


def test_a_role_that_is_not_known_yet_is_waited_for(shared: Any) -> None:
    """With growing pauses, half a minute in all."""
    shared.aws.on_call = refusing(3)
    shared.apply().require()
    assert list(DELAYS[:3]) == shared.slept
    assert 30 == sum(DELAYS)


def test_a_role_that_stays_unknown_is_a_problem_and_the_next_apply_goes_on(shared: Any) -> None:
    """With what to do about it; other machines are made."""
    shared.aws.on_call = refusing(6)
    applied = shared.apply()
    assert ["aws-role-refused"] == [problem.code for problem in applied.problems]
    assert list(DELAYS) == shared.slept
    shared.aws.on_call = None
    assert {"pipelines-first": "create"} == {c.target: c.action for c in shared.plan().plan.effective}
    shared.apply().require()


def test_no_other_refusal_is_repeated(shared: Any) -> None:
    """Whoever may not create machines need not wait to hear it."""
    shared.aws.on_call = refusing(1, "aws-denied")
    assert ["aws-denied"] == [problem.code for problem in shared.apply().problems]
    assert [] == shared.slept


def test_a_definition_that_the_service_refuses_makes_nothing(shared: Any) -> None:
    """It is asked before log group and role are made."""
    shared.aws.machines.invalid = ("/States/End bad",)
    applied = shared.apply()
    assert {"invalid-definition"} == {problem.code for problem in applied.problems}
    assert ({}, {}) == (shared.aws.roles.roles, shared.aws.log_groups.groups)


CALLS = ("states:", "iam:", "logs:")
"""Those about machines, roles and log groups."""


def faults_until_done(shared: Any, kind: str, prepare: Any) -> set[str]:
    """Apply with a fault in each call in turn, finished by a second apply; the calls that failed."""
    moment, code = FAULTS[kind]
    hit: set[str] = set()
    for number in range(1, 200):
        prepare(number)
        planned = shared.plan(prune=True)
        fault = shared.aws.on_call = Fault(number, moment, code, CALLS)
        with suppress(PipelinesError, Killed):
            shared.apply(planned, workers=1)
        shared.aws.on_call = None
        if not fault.hit:
            return hit
        hit.add(fault.hit)
        shared.clock.advance(minutes=3)
        shared.apply(shared.plan(prune=True)).require()
        assert shared.plan(prune=True, refresh=True).plan.is_empty
        assert () == shared.plan().plan.warnings
        assert {} == shared.aws.table._locks
    pytest.fail("the fault was hit for ever")


@pytest.mark.parametrize("kind", FAULTS)
def test_creating_converges_after_a_fault_in_any_call(shared: Any, kind: str) -> None:
    """Between log group, role and machine, and within each."""

    def prepare(_: int) -> None:
        shared.aws.machines.stored.clear()
        shared.aws.roles.roles.clear()
        shared.aws.log_groups.groups.clear()

    hit = faults_until_done(shared, kind, prepare)
    assert hit >= {
        "logs:CreateLogGroup",
        "logs:PutRetentionPolicy",
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "states:CreateStateMachine",
    }


@pytest.mark.parametrize("kind", FAULTS)
def test_updating_and_deleting_converge_after_a_fault_in_any_call(shared: Any, items: Any, kind: str) -> None:
    """However it ended, the next plan shows the rest."""

    def prepare(number: int) -> None:
        shared.build = build
        shared.apply().require()
        shared.build = without_first
        set_pattern(shared, items, f"p{number}")

    hit = faults_until_done(shared, kind, prepare)
    assert hit >= {
        "states:UpdateStateMachine",
        "states:TagResource",
        "iam:DeleteRole",
        "states:DeleteStateMachine",
    }


@pytest.mark.parametrize("kind", FAULTS)
def test_a_change_taken_back_after_a_fault_leaves_nothing_behind(shared: Any, items: Any, kind: str) -> None:
    """The tags may state what is desired again while the machine is another: the lock that is left tells."""
    moment, code = FAULTS[kind]
    set_pattern(shared, items, "before")
    shared.apply().require()
    for number in range(1, 100):
        set_pattern(shared, items, "after")
        planned = shared.plan()
        fault = shared.aws.on_call = Fault(number, moment, code, CALLS)
        with suppress(PipelinesError, Killed):
            shared.apply(planned, workers=1)
        shared.aws.on_call = None
        if not fault.hit:
            return
        set_pattern(shared, items, "before")
        shared.clock.advance(minutes=3)
        shared.apply().require()
        assert ["before"] == known_patterns(shared)
        assert shared.plan(refresh=True).plan.is_empty
    pytest.fail("the fault was hit for ever")


def test_two_applies_at_once_do_not_meet(shared: Any, items: Any) -> None:
    """Of different projects too, since the machines are of both: one works, the other is told who."""
    shared.put(items[0]("other"), items[1]("other"))
    first, second = shared.plan("ndr"), shared.plan("other")
    begun, go = threading.Event(), threading.Event()

    def hold(moment: str, operation: str, _: str) -> None:
        if moment == "before" and operation == "states:CreateStateMachine":
            begun.set()
            assert go.wait(10)

    shared.aws.on_call = hold
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(shared.apply(first)))
    thread.start()
    assert begun.wait(10)
    with pytest.raises(LockedError) as caught:
        shared.apply(second)
    go.set()
    thread.join()
    assert [MACHINES] == [problem.record for problem in caught.value.problems]
    assert () == results[0].problems
    with pytest.raises(StalePlanError):
        shared.apply(second)
    shared.apply(shared.plan("other")).require()
    assert shared.plan(None, refresh=True).plan.is_empty


def test_projects_do_not_wait_for_each_other_while_machines_are_unchanged(shared: Any, items: Any) -> None:
    """Their lock is taken only for changes of machines."""
    shared.apply().require()
    shared.put(items[0]("other"), items[1]("other"))
    planned = shared.plan("other")
    keys: list[str] = []
    acquire = shared.aws.table.acquire
    shared.aws.table.acquire = lambda lock, now: keys.append(lock.project_name) or acquire(lock, now)
    shared.apply(planned).require()
    assert ["other"] == keys


def test_a_running_apply_of_machines_is_seen_in_the_plan_of_any_project(shared: Any) -> None:
    """Its lock stands beside those of the projects."""
    seen: list[str] = []

    def look(event: Any) -> None:
        if event.phase == "begin" and event.change.kind == "machine" and not seen:
            seen.extend(w.record for w in shared.plan().plan.warnings if w.code == "apply-running")

    shared.apply(on_event=look, workers=1).require()
    assert [MACHINES, "ndr"] == sorted(seen)


def names(shared: Any) -> list[str]:
    return sorted(stored.machine.name for stored in shared.aws.machines.stored.values())


def test_two_tables_of_one_region_live_beside_each_other_under_two_prefixes(shared: Any) -> None:
    """Without one the second is refused, and told of it; neither prunes what is the other's."""
    shared.apply().require()
    ours, shared.aws.table.name = shared.aws.table.name, "others"
    with pytest.raises(ContractError, match="another --prefix") as caught:
        shared.plan()
    assert "foreign-machine" in {problem.code for problem in caught.value.problems}
    for prefix in ("others", "pipelines-2"):
        shared.apply(shared.plan(prefix=prefix, prune=True)).require()
        assert shared.plan(prefix=prefix, prune=True).plan.is_empty
    everywhere = [
        name.replace("pipelines", prefix)
        for prefix in ("pipelines", "others", "pipelines-2")
        for name in NAMES
    ]
    assert sorted(everywhere) == names(shared)
    assert f"/aws/vendedlogs/states/{everywhere[2]}" in shared.aws.log_groups.groups
    assert f"{everywhere[2]}-machine" in shared.aws.roles.roles
    shared.aws.table.name = ours
    shared.build = without_first
    assert {"pipelines-first": "delete"} == {
        c.target: c.action for c in shared.plan(prune=True).plan.effective
    }


def test_logs_are_kept_as_long_as_is_asked(shared: Any) -> None:
    """A change of it is planned as any other."""
    shared.apply().require()
    planned = shared.plan(retention_days=365)
    assert dict.fromkeys(NAMES, "update") == machine_actions(planned)
    assert {"log_group.retention_days"} == {f.path for c in planned.plan.effective for f in c.fields}
    shared.apply(planned).require()
    assert {365} == {group.retention_days for group in shared.aws.log_groups.groups.values()}
    assert shared.plan(retention_days=365, refresh=True).plan.is_empty


@pytest.mark.parametrize("prefix", ["", "-x", "a b", "ä", "x/y", "x.y", "x\n"])
def test_a_prefix_that_no_name_can_begin_with_says_why(prefix: str) -> None:
    """Names of machines that log hold less than names of others."""
    assert "letters, digits" in fault_of_prefix(prefix)


def test_the_longest_prefix_is_the_longest_that_aws_takes() -> None:
    """One character more, and a role's name is too long."""
    longest = 33
    assert "" == fault_of_prefix("x" * longest)
    compile_machines(site := Site("1" * 12, "us-east-1", "t", prefix="x" * longest), build_machines(site, ()))
    assert f"more than {longest}" in fault_of_prefix("x" * (longest + 1))
    site = Site("1" * 12, "us-east-1", "t", prefix="x" * (longest + 1))
    with pytest.raises(ContractError, match="role's name") as caught:
        compile_machines(site, build_machines(site, ()))
    assert ["features_inference_15m"] == [p.record.removeprefix("machine ") for p in caught.value.problems]


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("eu-central-1", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-isob-east-1", "aws-iso-b"),
    ],
)
def test_arns_are_of_the_partition_of_the_region(region: str, partition: str) -> None:
    """China and GovCloud write other ARNs."""
    assert partition == site_of(Identity("1" * 12, region), "t").partition
    assert site_of(Identity("1" * 12, region), "t").machine_arn("x").startswith(f"arn:{partition}:states:")
