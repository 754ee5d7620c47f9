"""Real SageMaker SDK objects for a record, for people who compose pipelines in Python (extra `sdk`).

Built from the record through the SDK's own classes, never from our definition: so the tests can hold one
against the other. The SDK is a gigabyte and takes seconds to import, and is imported only when a function
here is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from common.interface import CODE_DIGEST_VARIABLE
from pipelines.compiler.compile import UNPUBLISHED, compile_pipeline
from pipelines.compiler.compute import STEP_EXCEPTIONS, ResolvedCompute, resolve_compute, resolve_step_compute
from pipelines.compiler.graph import resolve_graph
from pipelines.contract.names import kebab_case
from pipelines.contract.placeholders import PLACEHOLDER
from pipelines.contract.records import Catalog, DataPrefix, PipelineRecord, ProjectParameters, Retry, Step
from pipelines.errors import Problem, UsageError


def to_sdk(
    record: PipelineRecord,
    parameters: Catalog | ProjectParameters | None,
    code_digests: Mapping[str, str] | None = None,
    session: Any = None,
) -> Any:
    """A `sagemaker` `Pipeline` of `ProcessingStep`s with the same definition as `compile_pipeline` gives.

    `session` is a `PipelineSession` (by default one of the environment's region and credentials);
    `code_digests` maps steps to the digests of their bundles, by default all `UNPUBLISHED`. Its step objects
    are in `.steps`, ready for conditions and properties. Raises `UsageError` where the extra is not
    installed, `ContractError` for a record that does not compile.
    """
    sdk = _import_sdk()
    if isinstance(parameters, Catalog):
        parameters = parameters.parameters_of(record.key)
    digests = code_digests or {step.name: UNPUBLISHED for step in record.steps}
    name = compile_pipeline(record, parameters, digests).name
    session = session or sdk.PipelineSession()
    shared = resolve_compute(parameters, record)
    graph, _ = resolve_graph(record)
    values = {each: sdk.ParameterString(name=each) for each in record.required_runtime_params}
    steps = {step.name: step for step in record.steps}
    return sdk.Pipeline(
        name=name,
        parameters=list(values.values()),
        pipeline_experiment_config=None,
        steps=[
            _step(
                sdk,
                steps[each],
                resolve_step_compute(shared, steps[each].compute),
                values=values,
                depends_on=graph.depends_on[each],
                code_digest=digests[each],
                session=session,
            )
            for each in graph.order
        ],
        sagemaker_session=session,
    )


def _step(
    sdk: SimpleNamespace,
    step: Step,
    compute: ResolvedCompute,
    *,
    values: Mapping[str, Any],
    depends_on: tuple[str, ...],
    code_digest: str,
    session: Any,
) -> Any:
    arguments: list[Any] = []
    for name, value in values.items():
        arguments += [f"--{kebab_case(name)}", value]
    launcher = {"embedded": "python3", "spark": "smspark-submit"}[compute.engine]
    processor = sdk.Processor(
        role=compute.role_arn,
        image_uri=compute.image_uri,
        instance_count=compute.instance_count,
        instance_type=compute.instance_type,
        entrypoint=[launcher, f"/opt/ml/processing/input/code/{step.entry_script}"],
        volume_size_in_gb=compute.volume_size_gb,
        volume_kms_key=compute.kms.volume_key if compute.kms else None,
        output_kms_key=compute.kms.output_key if compute.kms else None,
        max_runtime_in_seconds=compute.max_runtime_seconds,
        env={**compute.environment, CODE_DIGEST_VARIABLE: code_digest},
        tags=[{"Key": key, "Value": value} for key, value in sorted(compute.tags.items())] or None,
        network_config=_network(sdk, compute),
        sagemaker_session=session,
    )
    mounted = sorted(
        (data for data in step.data_prefixes if data.access == "mounted"), key=lambda data: data.name
    )
    run = processor.run(
        inputs=[
            _input(sdk, "code", step.code_prefix_s3),
            *(
                _input(sdk, data.name, _uri(sdk, data, values))
                for data in mounted
                if data.direction == "input"
            ),
        ],
        outputs=[_output(sdk, data, values) for data in mounted if data.direction == "output"],
        arguments=arguments or None,
    )
    return sdk.ProcessingStep(
        name=step.name,
        step_args=run,
        cache_config=sdk.CacheConfig(enable_caching=True, expire_after=compute.cache.expire_after)
        if compute.cache
        else None,
        depends_on=list(depends_on) or None,
        retry_policies=[_retry(sdk, policy) for policy in compute.retry] or None,
    )


def _network(sdk: SimpleNamespace, compute: ResolvedCompute) -> Any:
    network = compute.network
    if network is None:
        return None
    return sdk.NetworkConfig(
        enable_network_isolation=network.isolation,
        encrypt_inter_container_traffic=network.encrypt_traffic,
        subnets=list(network.subnets) or None,
        security_group_ids=list(network.security_group_ids) or None,
    )


def _uri(sdk: SimpleNamespace, data: DataPrefix, values: Mapping[str, Any]) -> Any:
    prefix = data.s3_prefix if data.s3_prefix.endswith("/") else f"{data.s3_prefix}/"
    parts = [
        values[part] if index % 2 else part for index, part in enumerate(PLACEHOLDER.split(prefix)) if part
    ]
    return prefix if len(parts) == 1 else sdk.Join(on="", values=parts)


def _input(sdk: SimpleNamespace, name: str, uri: Any) -> Any:
    return sdk.ProcessingInput(
        input_name=name,
        s3_input=sdk.ProcessingS3Input(
            s3_uri=uri,
            local_path=f"/opt/ml/processing/input/{name}",
            s3_data_type="S3Prefix",
            s3_input_mode="File",
            s3_data_distribution_type="FullyReplicated",
            s3_compression_type="None",
        ),
    )


def _output(sdk: SimpleNamespace, data: DataPrefix, values: Mapping[str, Any]) -> Any:
    return sdk.ProcessingOutput(
        output_name=data.name,
        s3_output=sdk.ProcessingS3Output(
            s3_uri=_uri(sdk, data, values),
            local_path=f"/opt/ml/processing/output/{data.name}",
            s3_upload_mode="Continuous" if data.upload == "continuous" else "EndOfJob",
        ),
    )


def _retry(sdk: SimpleNamespace, policy: Retry) -> Any:
    rest = {
        "backoff_rate": policy.backoff_rate,
        "interval_seconds": policy.interval_seconds,
        "max_attempts": policy.max_attempts,
        "expire_after_mins": policy.expire_after_minutes,
    }
    if policy.exceptions[0] in STEP_EXCEPTIONS:
        return sdk.StepRetryPolicy(exception_types=_members(sdk.StepExceptionTypeEnum, policy), **rest)
    kinds = _members(sdk.SageMakerJobExceptionTypeEnum, policy)
    return sdk.SageMakerJobStepRetryPolicy(exception_types=kinds, **rest)


def _members(kind: Any, policy: Retry) -> list[Any]:
    # The SDK's enumerations answer a call with their first member, whatever the value.
    members = {member.value: member for member in kind}
    return [members[name] for name in policy.exceptions]


def _import_sdk() -> SimpleNamespace:
    try:
        from sagemaker.core.network import NetworkConfig  # noqa: PLC0415 - costs seconds and a gigabyte
        from sagemaker.core.processing import ProcessingInput, ProcessingOutput, Processor  # noqa: PLC0415
        from sagemaker.core.shapes import ProcessingS3Input, ProcessingS3Output  # noqa: PLC0415
        from sagemaker.core.workflow.functions import Join  # noqa: PLC0415
        from sagemaker.core.workflow.parameters import ParameterString  # noqa: PLC0415
        from sagemaker.core.workflow.pipeline_context import PipelineSession  # noqa: PLC0415
        from sagemaker.mlops.workflow import retry  # noqa: PLC0415
        from sagemaker.mlops.workflow.pipeline import Pipeline  # noqa: PLC0415
        from sagemaker.mlops.workflow.steps import CacheConfig, ProcessingStep  # noqa: PLC0415
    except ImportError as error:
        fault = f"the SageMaker SDK cannot be imported: {error}"
        remedy = "pip install 'table-driven-pipelines[sdk]'"
        raise UsageError(Problem("", "", "missing-extra", fault, remedy)) from error
    return SimpleNamespace(
        CacheConfig=CacheConfig,
        Join=Join,
        NetworkConfig=NetworkConfig,
        ParameterString=ParameterString,
        Pipeline=Pipeline,
        PipelineSession=PipelineSession,
        ProcessingInput=ProcessingInput,
        ProcessingOutput=ProcessingOutput,
        ProcessingS3Input=ProcessingS3Input,
        ProcessingS3Output=ProcessingS3Output,
        ProcessingStep=ProcessingStep,
        Processor=Processor,
        SageMakerJobExceptionTypeEnum=retry.SageMakerJobExceptionTypeEnum,
        SageMakerJobStepRetryPolicy=retry.SageMakerJobStepRetryPolicy,
        StepExceptionTypeEnum=retry.StepExceptionTypeEnum,
        StepRetryPolicy=retry.StepRetryPolicy,
    )
