"""AWS errors, translated once: whatever a client raises becomes a `RemoteError` that says what to do.

Kinds of fault, the code of each `Problem` (most specific first):

    aws-no-credentials  aws-bad-credentials  aws-no-region  aws-unreachable  aws-timeout  aws-role-refused
    aws-denied  aws-throttled  aws-condition-failed  aws-exists  aws-not-found  aws-limit  aws-conflict
    aws-unsupported  aws-invalid  aws-service  aws-error
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from botocore import exceptions as aws

from pipelines.errors import Problem, RemoteError

NO_CREDENTIALS: Final = "aws-no-credentials"
NOT_FOUND: Final = "aws-not-found"
EXISTS: Final = "aws-exists"
CONDITION_FAILED: Final = "aws-condition-failed"
TIMEOUT: Final = "aws-timeout"
THROTTLED: Final = "aws-throttled"
DENIED: Final = "aws-denied"
ROLE_REFUSED: Final = "aws-role-refused"
UNSUPPORTED: Final = "aws-unsupported"

_CODES: Final[dict[str, str]] = {
    "aws-bad-credentials": "ExpiredToken ExpiredTokenException RequestExpired UnrecognizedClientException"
    " InvalidClientTokenId InvalidSignatureException SignatureDoesNotMatch InvalidAccessKeyId InvalidToken"
    " AuthFailure IncompleteSignature MissingAuthenticationToken",
    DENIED: "AccessDenied AccessDeniedException UnauthorizedOperation AllAccessDisabled Forbidden 403",
    THROTTLED: "Throttling ThrottlingException ThrottledException RequestThrottled RequestLimitExceeded"
    " TooManyRequestsException ProvisionedThroughputExceededException SlowDown BandwidthLimitExceeded"
    " RequestThrottledException PriorRequestNotComplete TransactionInProgressException"
    " ContinuousBackupsUnavailableException",
    CONDITION_FAILED: "ConditionalCheckFailedException PreconditionFailed 412",
    NOT_FOUND: "ResourceNotFound ResourceNotFoundException TableNotFoundException NoSuchKey NoSuchBucket 404"
    " StateMachineDoesNotExist ExecutionDoesNotExist NoSuchEntity",
    EXISTS: "ResourceInUseException ResourceInUse StateMachineAlreadyExists EntityAlreadyExists"
    " ResourceAlreadyExistsException ExecutionAlreadyExists",
    "aws-limit": "ResourceLimitExceeded LimitExceededException ServiceQuotaExceededException LimitExceeded"
    " StateMachineLimitExceeded ExecutionLimitExceeded TooManyTags TooManyTagsException",
    "aws-conflict": "ConflictException OperationAborted OperationAbortedException ConcurrentModification"
    " StateMachineDeleting DeleteConflict",
    UNSUPPORTED: "UnknownOperationException NotImplementedException NotImplemented 501",
    "aws-invalid": "ValidationException ValidationError InvalidParameterValue SerializationException"
    " InvalidDefinition InvalidName InvalidArn InvalidLoggingConfiguration InvalidTracingConfiguration"
    " MalformedPolicyDocument InvalidInput InvalidParameterException InvalidExecutionInput",
    "aws-service": "InternalServerError InternalFailure InternalError ServiceUnavailable 500 503"
    " ServiceFailure ServiceUnavailableException",
}
"""Kind -> error codes of the services (their API references, and botocore's lists of throttling codes)."""
_KINDS: Final = {code: kind for kind, codes in _CODES.items() for code in codes.split()}

_ALREADY: Final = re.compile(r"already (exists|enabled)", re.IGNORECASE)
_ABSENT: Final = re.compile(r"does not exist|could not find|cannot find|not found", re.IGNORECASE)
_ROLE: Final = re.compile(
    r"assume the provided role|access the log destination|create managed-rule"
    r"|cannot be assumed|unable to assume",
    re.IGNORECASE,
)
"""What Step Functions says of the role of a machine, and not of the caller, who lacks nothing."""
_ACTION: Final = re.compile(r"not authorized to perform:? (\S+)")

REMEDIES: Final[dict[str, str]] = {
    NO_CREDENTIALS: "set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login`",
    "aws-bad-credentials": "log in again (`aws sso login`), or check the AWS_* variables and the clock",
    "aws-no-region": "set AWS_REGION, or give --region",
    "aws-unreachable": "check the network, AWS_ENDPOINT_URL and the region",
    TIMEOUT: "the call may have had its effect: run the command again, it is safe to repeat",
    ROLE_REFUSED: "a new role is not known everywhere at once: run the command again in a minute; if it stays"
    " so, look at the trust and the permissions of the role",
    THROTTLED: "wait and run the command again: what is done stays done",
    CONDITION_FAILED: "somebody else changed it in the meantime: look again",
    NOT_FOUND: "check its name, the account and the region",
    EXISTS: "look at it again: it was made in the meantime",
    "aws-limit": "delete what is not needed any more, or ask for a higher quota",
    "aws-conflict": "another call is changing it: run the command again",
    UNSUPPORTED: "use an AWS, or a stand-in for it, that has this operation",
    "aws-invalid": "correct the record that it comes from",
    "aws-service": "the fault is on the side of AWS: run the command again later",
    "aws-error": "look the error up in the API reference of the service",
}


@contextmanager
def calling(operation: str, resource: str) -> Iterator[None]:
    """Translate what the call of *operation* (`sagemaker:CreatePipeline`) on *resource* raises."""
    try:
        yield
    except (aws.BotoCoreError, aws.ClientError) as error:
        raise RemoteError(translate(error, operation, resource)) from error


def translate(error: Exception, operation: str, resource: str) -> Problem:
    """The problem that an exception of botocore stands for."""
    kind = kind_of(error)
    message = " ".join(str(error).split())
    if isinstance(error, aws.ClientError):
        stated = error.response.get("Error", {})
        message = " ".join(str(stated.get("Message") or stated.get("Code") or error).split())
    fault = f"{operation} {resource}: {_short(message)}"
    remedy = REMEDIES.get(kind, "")
    if kind == DENIED:
        found = _ACTION.search(message)
        action = found.group(1).rstrip(".,") if found else operation
        remedy = f"allow {action} on {resource} to the identity that runs this"
    return Problem("", "", kind, fault, remedy)


def kind_of(error: Exception) -> str:  # noqa: PLR0911 - a table of kinds, in order
    """Which kind of fault it is: one of the codes of this module."""
    if isinstance(error, aws.ClientError):
        return _client_error(error)
    if isinstance(error, (aws.NoCredentialsError, aws.PartialCredentialsError, aws.CredentialRetrievalError)):
        return NO_CREDENTIALS
    if isinstance(error, (aws.SSOError, aws.TokenRetrievalError, aws.UnauthorizedSSOTokenError)):
        return "aws-bad-credentials"
    if isinstance(error, aws.ProfileNotFound):
        return NO_CREDENTIALS
    if isinstance(error, aws.NoRegionError):
        return "aws-no-region"
    if isinstance(error, (aws.ReadTimeoutError, aws.ConnectionClosedError)):
        return TIMEOUT
    if isinstance(error, (aws.HTTPClientError, aws.ConnectionError)):
        return "aws-unreachable"
    if isinstance(error, aws.ParamValidationError):
        return "aws-invalid"
    return "aws-error"


def _client_error(error: aws.ClientError) -> str:
    stated = error.response.get("Error", {})
    code, message = str(stated.get("Code", "")), str(stated.get("Message", ""))
    kind = _KINDS.get(code)
    # SageMaker says ValidationException, or ConflictException, for a name that is taken or is not there.
    if kind in ("aws-invalid", "aws-conflict") and _ALREADY.search(message):
        return EXISTS
    if kind == "aws-invalid" and _ABSENT.search(message):
        return NOT_FOUND
    if kind == DENIED and _ROLE.search(message):
        return ROLE_REFUSED
    if kind is not None:
        return kind
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return "aws-service" if status >= 500 else "aws-error"  # noqa: PLR2004 - HTTP's own number


def is_kind(error: RemoteError, kind: str) -> bool:
    """Whether that is what AWS said."""
    return any(problem.code == kind for problem in error.problems)


def _short(message: str, limit: int = 400) -> str:
    return message if len(message) <= limit else f"{message[: limit - 1]}…"
