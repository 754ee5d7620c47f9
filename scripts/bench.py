"""Run the benchmarks by name, in the order of the README; each prints its own table.

`scripts/bench steps fg_c join --size 4 --without pyspark pandas`: after one name, options of that benchmark.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

BENCHMARKS = ("compile", "cold", "plan", "delta", "runner", "score", "growth", "steps", "machines")


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; unknown names are refused before anything runs."""
    sys.path.insert(0, str(Path(__file__).parent))
    if len(names) > 1 and names[0] in BENCHMARKS and not set(names[1:]) <= set(BENCHMARKS):
        importlib.import_module(f"bench_{names[0]}").main(names[1:])
        return 0
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(
            f"bench: no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}",
            file=sys.stderr,
        )
        return 1
    for name in names or BENCHMARKS:
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
