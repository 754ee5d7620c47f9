"""Exit messages: what SageMaker shows of a failure."""

from hypothesis import given
from hypothesis import strategies as st

from common.errors import MESSAGE_BYTES, ConfigurationError, InputError, StepError, exit_message


@given(st.text(alphabet=st.characters(), max_size=3000))
def test_an_exit_message_is_one_short_line_of_utf8(text: str) -> None:
    """Whatever the text, SageMaker gets one line of valid UTF-8 of at most 1,024 bytes."""
    message = exit_message(text)
    assert len(message) <= MESSAGE_BYTES
    assert len(message.decode("utf-8").splitlines()) <= 1


def test_an_error_says_what_and_what_to_do() -> None:
    """Code, reason and remedy stand in one line."""
    assert str(InputError("x holds\nno object", remedy="Fill it.")) == "input: x holds no object. Fill it."


def test_a_reason_that_asks_ends_with_its_question_mark_alone() -> None:
    """As that of an unknown key does, of which a known one is near."""
    error = ConfigurationError("no key x; did you mean y?", remedy="Correct it.")
    assert str(error) == "configuration: no key x; did you mean y? Correct it."


def test_codes_and_statuses_are_unique() -> None:
    """Each fault can be told by its code and by its exit status."""
    family = [StepError, *StepError.__subclasses__()]
    assert len(family) == len({error.code for error in family}) == len({error.status for error in family})
