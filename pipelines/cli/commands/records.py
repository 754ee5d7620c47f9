"""`provision`, `validate`, `schema`, `show`: the commands about records themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli import options, output

if TYPE_CHECKING:
    from pipelines.app.provisioning import Provisioned, ProvisionRequest, Rendered
    from pipelines.compiler.compiled import CompiledPipeline
    from pipelines.contract.records import PipelineRecord
    from pipelines.plan.scope import Scope


@click.command()
@click.argument("project")
@click.argument("version")
@click.option("--bucket", required=True, help="The bucket that holds the project's code and data.")
@click.option("--role-arn", help="The role that steps run as, for the compute of project_parameters.")
@click.option("--image-uri", help="The image that steps run in, for the compute of project_parameters.")
@click.option("--overwrite", is_flag=True, help="Replace records that somebody changed.")
@click.option("--all-steps", is_flag=True, help="Write steps whose code is in no folder of steps, too.")
@click.option(
    "--to",
    "folder",
    type=options.PathOption(file_okay=False),
    help="Write JSON files, not the table.",
)
@options.steps_option
@options.table_options
@options.as_json
def provision(
    *,
    project: str,
    version: str,
    bucket: str,
    role_arn: str | None,
    image_uri: str | None,
    overwrite: bool,
    all_steps: bool,
    folder: Path | None,
    steps_folder: Path | None,
    table: str | None,
    region: str | None,
    as_json: bool,
) -> int:
    """Render the record templates of PROJECT and VERSION into the table.

    Creates the table if it is absent. A record that is there and differs is shown and kept;
    --overwrite replaces it.
    """
    from pipelines.app import provisioning  # noqa: PLC0415
    from pipelines.templates import load_templates  # noqa: PLC0415

    request = provisioning.ProvisionRequest(
        project, version, bucket, role_arn, image_uri, overwrite=overwrite, everything=all_steps
    )
    has_code = options.sources(steps_folder, None).has
    if folder is not None:
        rendered = provisioning.render_records(request, load_templates(), has_code)
        written = _write_files(rendered, folder, overwrite=overwrite)
        _print_rendered(request, rendered, written, as_json=as_json)
        return 0
    account = options.Place(table, None, region).account()
    result = provisioning.provision(request, load_templates(), has_code, account.table, datetime.now(UTC))
    _print_provisioned(request, result, as_json=as_json)
    return 0


def _write_files(rendered: Rendered, folder: Path, *, overwrite: bool) -> dict[str, str]:
    import json  # noqa: PLC0415

    from pipelines.errors import Problem, UsageError  # noqa: PLC0415

    texts = {}
    for item in rendered.items:
        logical = item["job_name"].partition("#")[0]
        texts[folder / f"{logical}.json"] = json.dumps(item, indent=2, ensure_ascii=False) + "\n"
    there = _read_files(texts)
    kept = [path for path, content in there.items() if content != texts[path].encode()]
    if kept and not overwrite:
        raise UsageError(
            Problem(
                str(path), "", "file-exists", "the file holds something else", "give --overwrite, or move it"
            )
            for path in kept
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, "utf-8")
    except OSError as error:
        fault = f"it cannot be written: {error.strerror}"
        raise UsageError(Problem(str(folder), "", "unwritable", fault, "give another folder")) from error
    return {
        str(path): "unchanged" if there.get(path) == text.encode() else "written"
        for path, text in texts.items()
    }


def _read_files(paths: Iterable[Path]) -> dict[Path, bytes]:
    """What stands where records are to be written, whether it is a record or not."""
    from pipelines.errors import Problem, UsageError  # noqa: PLC0415

    try:
        return {path: path.read_bytes() for path in paths if path.is_file()}
    except OSError as error:
        fault = f"it cannot be read: {error.strerror}"
        problem = Problem(str(error.filename), "", "unreadable", fault, "give another folder")
        raise UsageError(problem) from error


def _print_rendered(
    request: ProvisionRequest, rendered: Rendered, written: dict[str, str], *, as_json: bool
) -> None:
    left_out = [vars(each) for each in rendered.left_out]
    if as_json:
        output.print_json({"files": written, "left_out": left_out})
        return
    for path, action in written.items():
        click.echo(f"  {'=' if action == 'unchanged' else '+'} {path}")
    _print_left_out(rendered)
    click.echo(
        f"{output.count(len(written), 'record')} of {request.project_name} {request.feature_spec_version}."
    )


def _print_left_out(result: Rendered | Provisioned) -> None:
    steps: dict[str, list[str]] = {}
    for left in result.left_out:
        steps.setdefault(left.record, []).extend([left.step] if left.step else [])
    whole = {left.record for left in result.left_out if not left.step}
    for record, names in steps.items():
        what = record if record in whole else f"{record}: {', '.join(names)}"
        click.echo(click.style(f"  . {what} left out: no code in the folder of steps", dim=True))


def _print_provisioned(request: ProvisionRequest, result: Provisioned, *, as_json: bool) -> None:
    if as_json:
        document = {
            "table": result.table,
            "table_created": result.table_created,
            "records": [
                {"record": r.record, "action": r.action, "fields": [vars(field) for field in r.fields]}
                for r in result.records
            ],
            "left_out": [vars(each) for each in result.left_out],
        }
        output.print_json(document)
        return
    from pipelines.plan.explain import explain_field  # noqa: PLC0415

    signs = {"created": "+", "unchanged": "=", "kept": "!", "overwritten": "~"}
    click.echo(
        f"Table {result.table}{': created, with point-in-time recovery' if result.table_created else ''}"
    )
    for record in result.records:
        note = "  differs from the template, and is kept" if record.action == "kept" else ""
        output.print_sign(signs[record.action], f"{record.record}{note}")
        for field in record.fields:
            output.print_detail(explain_field(field))
    _print_left_out(result)
    actions = [record.action for record in result.records]
    counts = ", ".join(f"{actions.count(action)} {action}" for action in signs if action in actions)
    click.echo(f"Records of {request.project_name} {request.feature_spec_version}: {counts}.")
    if "kept" in actions:
        click.echo("Give --overwrite to replace what is kept.")


@click.command()
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@options.scope_options
@options.place_options
@options.steps_option
@options.as_json
def validate(
    *, strict: bool, scope: Scope, place: options.Place, steps_folder: Path | None, as_json: bool
) -> int:
    """Check records: every fault of every record in one report.

    With --records it needs neither AWS nor credentials. With --steps it also checks that the code of each
    step is there.
    """
    from pipelines.app.desired import compile_records, nothing_in_scope  # noqa: PLC0415

    code = options.sources(steps_folder, None) if steps_folder else None
    compiled = compile_records(place.source().read(scope.project_name), scope, code)
    count = len(compiled.records)
    problems = compiled.problems or (() if count else (nothing_in_scope(scope),))
    errors = [problem for problem in problems if problem.severity == "error" or strict]
    if as_json:
        output.print_json(
            {
                "valid": not errors,
                "pipelines": [str(record.key) for record in compiled.records],
                "problems": [problem.as_json() for problem in problems],
            }
        )
    else:
        output.print_problems(problems, as_json=False)
        verdict = click.style("not valid", fg="red") if errors else click.style("valid", fg="green")
        usable = f"{output.count(count, 'usable pipeline record')}"
        click.echo(f"{verdict}: {usable}, {output.counts_of(problems)}.")
    return 1 if errors else 0


@click.command()
@options.as_json
def schema(*, as_json: bool) -> None:
    """Print the JSON Schema of the records, for editors."""
    from pipelines.contract.schema import record_schema  # noqa: PLC0415

    del as_json  # it is JSON either way
    output.print_json(record_schema())


@click.command()
@click.argument("pipeline")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "mermaid", "definition"]),
    default="text",
    show_default=True,
    help="Parameters and graph; the graph for Mermaid; or the definition as SageMaker gets it.",
)
@options.place_options
@options.steps_option
@options.common_option
@options.as_json
def show(
    *,
    pipeline: str,
    form: str,
    place: options.Place,
    steps_folder: Path | None,
    common_folder: Path | None,
    as_json: bool,
) -> None:
    """Show a PIPELINE: its parameters, its graph, its definition.

    PIPELINE is <project>/<job>#<version>, or the name of the SageMaker Pipeline.
    """
    from pipelines.app.desired import compile_records  # noqa: PLC0415
    from pipelines.app.executions import find_pipeline  # noqa: PLC0415
    from pipelines.compiler import render_graph, render_mermaid, resolve_graph  # noqa: PLC0415
    from pipelines.plan.scope import Scope  # noqa: PLC0415

    source = place.source()
    _, record = find_pipeline(source, pipeline)
    key = record.key
    graph, _ = resolve_graph(record)
    # Only the definition holds digests of the code; a graph can be looked at before the code is written.
    code = options.sources(steps_folder, common_folder) if as_json or form == "definition" else None
    scope = Scope(key.project_name, key.feature_spec_version, key.logical_job_name)
    desired = compile_records(source.read(key.project_name), scope, code).require()
    compiled = desired.by_name[key.pipeline_name]
    if as_json:
        output.print_json(
            {
                "record": str(key),
                "pipeline": compiled.name,
                "digest": compiled.digest,
                "parameters": list(record.required_runtime_params),
                "mermaid": render_mermaid(graph),
                "definition": compiled.definition,
            }
        )
    elif form == "definition":
        output.print_json(compiled.definition)
    elif form == "mermaid":
        click.echo(render_mermaid(graph), nl=False)
    else:
        _print_pipeline(record, compiled, render_graph(graph))


def _print_pipeline(record: PipelineRecord, compiled: CompiledPipeline, graph: str) -> None:
    click.echo(f"{click.style(str(record.key), bold=True)}  ->  {compiled.name}")
    click.echo(f"Parameters: {', '.join(record.required_runtime_params)}")
    click.echo("Steps:")
    for line in graph.splitlines():
        click.echo(f"  {line}")
    for step in record.steps:
        click.echo(f"{click.style(step.name, bold=True)}  {step.code_prefix_s3}{step.entry_script}")
        for data in step.data_prefixes:
            arrow = "<-" if data.direction == "input" else "->"
            words = {"direct": "  (direct)", "continuous": "  (continuous)"}
            how = words.get(data.access, words.get(data.upload, ""))
            click.echo(f"  {arrow} {data.name}  {data.s3_prefix}{how}")
