"""Reading a step's configuration: every fault at once, unknown keys with the nearest known name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, overload

from common.errors import ConfigurationError

MOST_COUNT: Final = 2**31 - 1
MOST_THREADS: Final = 1024
MOST_MEMORY_GB: Final = 65_536
_OR_NULL: Final = ", or null"


@dataclass(frozen=True)
class Resources:
    """What a step's engine may use; None leaves it to the engine."""

    threads: int | None
    memory_gb: int | None


@dataclass
class ConfigurationReader:
    """Takes values out of a JSON object by key, and collects what is wrong with them until `finish`.

    Every `take_*` returns its default where the key is absent or its value at fault, so that reading goes
    on and the next fault is found too.
    """

    values: Mapping[str, Any]
    path: str = "config"
    faults: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def take_choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """One of a few words."""
        value = self._take(key, default)
        allowed = list(choices)
        if value in allowed:
            return str(value)
        self._fault(key, f"must be one of {', '.join(allowed)}")
        return default

    def take_words(self, key: str, default: Iterable[str]) -> frozenset[str]:
        """A list of words, compared without case or surrounding space."""
        value = self._take(key, list(default))
        if isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value):
            return frozenset(word.strip().lower() for word in value)
        self._fault(key, "must be a list of non-empty strings")
        return frozenset(default)

    @overload
    def take_text(self, key: str, default: str) -> str: ...
    @overload
    def take_text(self, key: str, default: None) -> str | None: ...
    def take_text(self, key: str, default: str | None) -> str | None:
        """A non-empty string; null only where null is the default."""
        value = self._take(key, default)
        if value is default or (isinstance(value, str) and value and "\0" not in value):
            return value
        self._fault(key, f"must be a non-empty string{_OR_NULL if default is None else ''}")
        return default

    def take_nullable_text(self, key: str, default: str) -> str | None:
        """A non-empty string, or null, which is not the default."""
        if self.values.get(key, default) is not None:
            return self.take_text(key, default)
        self.known.append(key)
        return None

    @overload
    def take_count(self, key: str, default: int, *, least: int = ..., most: int = ...) -> int: ...
    @overload
    def take_count(self, key: str, default: None, *, least: int = ..., most: int = ...) -> int | None: ...
    def take_count(
        self, key: str, default: int | None, *, least: int = 1, most: int = MOST_COUNT
    ) -> int | None:
        """A whole number within bounds, both included; null only where null is the default."""
        value: object = self._take(key, default)
        if value is default:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            if value > most:
                self._fault(key, f"must be at most {most:,}")
            return min(int(value), most)
        words = "above zero" if least == 1 else f"of at least {least:,}"
        self._fault(key, f"must be a whole number {words}{_OR_NULL if default is None else ''}")
        return default

    def take_number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number within bounds, both included."""
        value = self._take(key, default)
        sound = isinstance(value, int | float) and not isinstance(value, bool)
        if sound and least <= value <= most:
            return float(value)
        self._fault(key, f"must be a number from {least:g} to {most:g}")
        return default

    def take_flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if isinstance(value, bool):
            return value
        self._fault(key, "must be true or false")
        return default

    def take_names(self, key: str, default: Sequence[str]) -> tuple[str, ...]:
        """A list of names, in its order, each once."""
        value = self._take(key, list(default))
        if isinstance(value, list) and all(isinstance(name, str) and name for name in value):
            return tuple(dict.fromkeys(value))
        self._fault(key, "must be a list of non-empty strings")
        return tuple(default)

    def take_resources(self) -> Resources:
        """The object `resources`: threads and memory_gb."""
        resources = self.take_object("resources")
        found = Resources(
            resources.take_count("threads", None, most=MOST_THREADS),
            resources.take_count("memory_gb", None, most=MOST_MEMORY_GB),
        )
        resources.close()
        return found

    def take_object(self, key: str) -> ConfigurationReader:
        """A nested object, whose faults land in this reader's list."""
        value = self._take(key, {})
        if not isinstance(value, Mapping):
            self._fault(key, "must be an object")
            value = {}
        return ConfigurationReader(value, f"{self.path}.{key}", self.faults)

    def note(self, key: str, fault: str) -> None:
        """Add a fault that only the caller can see."""
        self._fault(key, fault)

    def close(self) -> None:
        """Report keys that nobody asked for."""
        for key in self.values:
            if key not in self.known:
                near = difflib.get_close_matches(str(key), self.known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(self.known))}"
                self._fault(str(key), f"is not a known key; {hint}")

    def finish(self) -> None:
        """Raise ConfigurationError with every fault found, if there is any."""
        self.close()
        if self.faults:
            raise ConfigurationError(
                "; ".join(self.faults), remedy="Correct the job's record and apply again."
            )

    def _take(self, key: str, default: Any) -> Any:
        self.known.append(key)
        return self.values.get(key, default)

    def _fault(self, key: str, fault: str) -> None:
        self.faults.append(f"{self.path}.{key} {fault}")


def parse_resources(configuration: Mapping[str, Any]) -> Resources:
    """Read a configuration that holds `resources` alone; ConfigurationError lists what is wrong with it."""
    reader = ConfigurationReader(configuration)
    resources = reader.take_resources()
    reader.finish()
    return resources
