"""Machines in a plan: pure values in, pure values out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import ContractError, StalePlanError
from pipelines.orchestration.compiled import (
    DIGEST_TAG,
    JOB_TAG,
    LOG_LEVEL,
    TABLE_TAG,
    CompiledMachine,
    compile_machines,
    content_digest,
)
from pipelines.orchestration.machine import Machine
from pipelines.orchestration.policy import POLICY_NAME
from pipelines.orchestration.site import Site
from pipelines.plan.changes import Change, FieldChange, Plan
from pipelines.plan.desired import Desired
from pipelines.plan.explain import explain_plan
from pipelines.plan.machines import BY_HAND, diff_contents, needed_machines
from pipelines.plan.planner import make_plan
from pipelines.plan.remote import (
    MachineParts,
    MachineSummary,
    Remote,
    RemoteLogGroup,
    RemoteMachine,
    RemoteRole,
)
from pipelines.plan.saved import check_saved, parse_saved, plan_as_json, save_plan
from pipelines.plan.scope import Scope

SITE = Site("123456789012", "eu-central-1", "records")
NAME = "pipelines-run-pipeline"
READ = {"Sid": "Read", "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": SITE.table_arn}
CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def machine(arguments: str = "{% $x %}", resource: str = "*", job: str = "run_pipeline") -> Machine:
    states = {
        "Resolve": {"Type": "Task", "Resource": "arn:a", "Arguments": arguments, "Next": "Which"},
        "Which": {"Type": "Choice", "Choices": [{"Condition": "{% $a %}", "Next": "End"}], "Default": "End"},
        "End": {"Type": "Succeed"},
    }
    definition = {"QueryLanguage": "JSONata", "StartAt": "Resolve", "States": states}
    return Machine(job, definition, ({**READ, "Resource": resource},))


def compiled(*args: Any, **kwargs: Any) -> CompiledMachine:
    (made,) = compile_machines(SITE, [machine(*args, **kwargs)])
    return made


DESIRED = compiled()


def summary(of: CompiledMachine = DESIRED, **tags: str) -> MachineSummary:
    stated = {**of.tags, DIGEST_TAG: of.digest, **tags}
    return MachineSummary(of.name, of.arn, CREATED, stated)


def parts(of: CompiledMachine = DESIRED, **tags: str) -> MachineParts:
    return MachineParts(
        RemoteMachine(
            of.name,
            of.arn,
            of.definition,
            of.role_arn,
            LOG_LEVEL,
            destinations=(f"{of.log_group_arn}:*",),
            tags=summary(of, **tags).tags,
        ),
        RemoteRole(of.role_name, of.role_arn, of.trust, {POLICY_NAME: of.policy}, (), of.tags),
        RemoteLogGroup(of.log_group, of.retention_days, of.tags),
    )


def plan(
    there: MachineSummary | None = None,
    looked_at: MachineParts | None = None,
    wanted: tuple[CompiledMachine, ...] = (DESIRED,),
    **options: bool,
) -> Plan:
    machines = {} if there is None else {there.name: there}
    found = {} if looked_at is None else {NAME: looked_at}
    desired = Desired((), (), machines=wanted, site=SITE)
    return make_plan(Scope("ndr"), desired, Remote(machines=machines, parts=found), **options)


def only(made: Plan) -> Change:
    (change,) = made.changes
    return change


def test_an_absent_machine_is_created() -> None:
    """With its log group and role, as one change."""
    change = only(plan(None, MachineParts()))
    assert ("machine", "create", NAME, "run_pipeline") == (
        change.kind,
        change.action,
        change.target,
        change.job,
    )


def test_a_machine_whose_tags_state_the_digest_is_not_looked_at() -> None:
    """Nor its role, nor its log group; with refresh all are."""
    desired = Desired((), (), machines=(DESIRED,), site=SITE)
    assert () == needed_machines(desired, {NAME: summary()}, refresh=False)
    assert (DESIRED,) == needed_machines(desired, {NAME: summary()}, refresh=True)
    assert "unchanged" == only(plan(summary())).action


@pytest.mark.parametrize(
    "there",
    [None, summary(compiled("{% $y %}")), MachineSummary(NAME, DESIRED.arn), summary(**{TABLE_TAG: "other"})],
    ids=["absent", "another digest", "no tags", "another table"],
)
def test_a_machine_is_looked_at_unless_its_tags_say_all(there: MachineSummary | None) -> None:
    """An absent one too: its role may be there."""
    desired = Desired((), (), machines=(DESIRED,), site=SITE)
    summaries: Mapping[str, MachineSummary] = {} if there is None else {NAME: there}
    assert (DESIRED,) == needed_machines(desired, summaries, refresh=False)


def test_what_is_there_as_desired_is_unchanged() -> None:
    """The diff of a machine with itself is empty."""
    change = only(plan(summary(), parts()))
    assert ("unchanged", ()) == (change.action, change.fields)


def test_an_update_names_states_and_statements() -> None:
    """As a person knows them: by job, state and field."""
    before = compiled("{% $y %}", SITE.table_arn)
    change = only(plan(summary(before), parts(before)))
    assert "update" == change.action
    assert (
        FieldChange("role.statements.Read.Resource", [SITE.table_arn], ["*"]),
        FieldChange("run_pipeline.States.Resolve.Arguments", "{% $y %}", "{% $x %}"),
    ) == tuple(sorted(change.fields, key=lambda field: field.path))


def edited(**changes: Any) -> MachineParts:
    found = parts()
    assert found.machine
    return replace(found, machine=replace(found.machine, **changes))


def role_edited(**changes: Any) -> MachineParts:
    found = parts()
    assert found.role
    return replace(found, role=replace(found.role, **changes))


def group_edited(**changes: Any) -> MachineParts:
    found = parts()
    assert found.log_group
    return replace(found, log_group=replace(found.log_group, **changes))


ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"


@pytest.mark.parametrize(
    ("there", "paths"),
    [
        (
            edited(definition=DESIRED.definition.replace("$a", "$b")),
            ["run_pipeline.States.Which.Choices[0].Condition"],
        ),
        (edited(definition="{"), ["run_pipeline"]),
        (edited(role_arn=ADMIN), ["role.arn"]),
        (edited(level="OFF", destinations=()), ["logging.destinations", "logging.level"]),
        (edited(with_data=True), ["logging.with_data"]),
        (role_edited(attached=(ADMIN,)), ["role.attached_policies"]),
        (role_edited(policies={POLICY_NAME: DESIRED.policy, "more": "{}"}), ["role.other_policies"]),
        (role_edited(policies={}), ["role.statements"]),
        (role_edited(trust=DESIRED.trust.replace("123456789012", "*")), None),
        (replace(parts(), role=None), None),
        (group_edited(retention_days=None), ["log_group.retention_days"]),
        (group_edited(retention_days=7), ["log_group.retention_days"]),
        (
            replace(parts(), log_group=None),
            ["log_group.retention_days", f"log_group.tags.{JOB_TAG}", f"log_group.tags.{TABLE_TAG}"],
        ),
    ],
)
def test_whatever_is_edited_by_hand_is_drifted(there: MachineParts, paths: list[str] | None) -> None:
    """Its own tags state another digest than what is there has."""
    change = only(plan(summary(), there))
    assert ("drifted", BY_HAND) == (change.action, change.reason)
    found = [field.path for field in change.fields]
    if paths is None:
        assert found
        assert all(path.startswith("role.") for path in found)
    else:
        assert paths == found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 2) | st.floats(0, 1) | st.sampled_from(["", "a", "{% $x %}"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["States", "Next", "Name", "definition", "a.b"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(before=JSON, after=JSON)
def test_a_diff_is_empty_exactly_where_the_digests_are_equal(before: Any, after: Any) -> None:
    """So what a tag says and what a description shows never disagree."""
    texts = [json.dumps({"States": one}) for one in (before, after)]
    there, wanted = (replace(DESIRED, definition=text) for text in texts)
    same_digest = content_digest(there.content) == content_digest(wanted.content)
    assert same_digest == (diff_contents(wanted, there.content) == ())
    assert diff_contents(there, there.content) == ()


def test_a_layout_of_the_service_is_no_drift() -> None:
    """The same JSON with other spaces."""
    compact = json.dumps(json.loads(DESIRED.definition), separators=(",", ":"))
    assert "unchanged" == only(plan(summary(), edited(definition=compact))).action


def test_tags_of_others_are_no_drift() -> None:
    """Accounts have rules of their own about tags."""
    there = parts(**{"cost-centre": "7"})
    assert there.role
    there = replace(there, role=replace(there.role, tags={**DESIRED.tags, "cost-centre": "7"}))
    assert "unchanged" == only(plan(summary(**{"cost-centre": "7"}), there)).action


def test_an_update_that_was_killed_before_its_tags_is_an_update_of_these() -> None:
    """Everything is as desired, but the machine does not say so yet."""
    old = compiled("{% $y %}")
    change = only(plan(summary(old), parts(**{DIGEST_TAG: old.digest})))
    assert ("update", (FieldChange(f"tags.{DIGEST_TAG}", old.digest, DESIRED.digest),)) == (
        change.action,
        change.fields,
    )


@pytest.mark.parametrize(
    ("there", "looked_at", "code"),
    [
        (MachineSummary(NAME, DESIRED.arn), edited(tags={}), "foreign-machine"),
        (None, edited(tags={}), "foreign-machine"),
        (summary(**{TABLE_TAG: "other"}), parts(**{TABLE_TAG: "other"}), "foreign-machine"),
        (summary(**{JOB_TAG: "other"}), parts(**{JOB_TAG: "other"}), "foreign-machine"),
        (None, MachineParts(role=replace(parts().role, tags={})), "foreign-role"),
        (None, MachineParts(log_group=RemoteLogGroup(DESIRED.log_group)), "foreign-log-group"),
    ],
)
def test_what_is_not_ours_is_refused_and_adopted_on_request(
    there: MachineSummary | None, looked_at: MachineParts, code: str
) -> None:
    """A name that is taken is never overwritten unasked."""
    with pytest.raises(ContractError) as caught:
        plan(there, looked_at)
    assert [("machine run_pipeline", code)] == [(p.record, p.code) for p in caught.value.problems]
    assert only(plan(there, looked_at, adopt=True)).is_change


def test_a_machine_of_another_type_cannot_be_adopted() -> None:
    """The service never changes a type, so an update would not make it right."""
    for adopt in (False, True):
        with pytest.raises(ContractError) as caught:
            plan(summary(), edited(type="EXPRESS"), adopt=adopt)
        assert ["wrong-machine-type"] == [problem.code for problem in caught.value.problems]


def gone(name: str = "pipelines-old", **tags: str) -> MachineSummary:
    stated = {JOB_TAG: "old", TABLE_TAG: "records", DIGEST_TAG: "0" * 64, **tags}
    return MachineSummary(name, f"arn:{name}", CREATED, stated)


def test_a_machine_that_is_not_desired_is_warned_about_and_pruned_on_request() -> None:
    """Nothing is deleted unasked."""
    kept = plan(gone(), wanted=())
    assert (True, ["machine-gone"]) == (kept.is_empty, [warning.code for warning in kept.warnings])
    change = only(plan(gone(), wanted=(), prune=True))
    assert ("delete", "pipelines-old", "old") == (change.action, change.target, change.job)


@pytest.mark.parametrize(
    "there",
    [
        MachineSummary("pipelines-old", "arn:old"),
        gone(**{TABLE_TAG: "other"}),
        gone("pipelines-copy"),
    ],
    ids=["no tags", "another table", "a copy by hand"],
)
def test_prune_leaves_alone_what_is_not_ours(there: MachineSummary) -> None:
    """Neither deleted nor warned about."""
    made = plan(there, wanted=(), prune=True)
    assert ((), ()) == (made.changes, made.warnings)


def test_without_a_site_no_machine_is_planned_or_deleted() -> None:
    """`--no-machines` with `--prune` touches none."""
    made = make_plan(Scope(), Desired((), ()), Remote(machines={"pipelines-old": gone()}), prune=True)
    assert ((), ()) == (made.changes, made.warnings)


def test_a_machine_is_a_line_with_what_changes_inside() -> None:
    """And is counted at the end."""
    expected = """\
Machines
  ~ pipelines-run-pipeline  (machine run_pipeline)
      ~ run_pipeline.States.Resolve.Arguments: {% $y %} -> {% $x %}

Machines: 1 to update.
"""
    before = compiled("{% $y %}")
    assert expected == explain_plan(plan(summary(before), parts(before)))
    assert "No changes: 0 pipelines and 1 machine as the records say.\n" == explain_plan(plan(summary()))


def test_the_json_of_a_plan_tells_machines() -> None:
    """By kind and job; they have no record."""
    content = json.loads(json.dumps(plan_as_json(plan(None, MachineParts()))))
    assert 1 == content["counts"]["machine"]["create"]
    (change,) = content["changes"]
    assert ("machine", "run_pipeline", "", NAME) == tuple(
        change[name] for name in ("kind", "job", "record", "target")
    )


def saved(made: Plan) -> Any:
    place = {"prefix": "p", "account": "1", "region": "r", "table": "t"}
    text = save_plan(made, prune=False, adopt=False, refresh=False, machines=True, retention_days=7, **place)
    return parse_saved(text, "plan.json")


def test_a_saved_plan_covers_machines() -> None:
    """It applies to the world that it was made from, and to no other."""
    before = compiled("{% $y %}")
    made = plan(summary(before), parts(before))
    kept = saved(made)
    assert (True, "p", 7) == (kept.machines, kept.prefix, kept.retention_days)
    check_saved(kept, made, account="1", region="r", table="t")
    for moved, said in (
        (plan(summary(), parts()), f"the machine {NAME} changed since"),
        (
            plan(summary(before), parts(before), (compiled("{% $z %}"),)),
            f"what the machine {NAME} shall be changed",
        ),
        (
            plan(summary(before), role_edited(attached=(ADMIN,))),
            f"the plan for the machine {NAME} was update",
        ),
    ):
        with pytest.raises(StalePlanError, match=said):
            check_saved(kept, moved, account="1", region="r", table="t")


def test_a_pipeline_may_have_the_name_of_a_machine() -> None:
    """They are told apart wherever both stand."""
    change = only(plan(None, MachineParts()))
    pipeline = Change("pipeline", "create", NAME, None)
    assert {change.identity, pipeline.identity} == {f"machine:{NAME}", NAME}
