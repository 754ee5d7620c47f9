"""Entry script of FGABuilderStep: deltas become what each host did over the windows that end with a slice."""

from common.context import run_step
from steps.fg_a_builder.job import build

if __name__ == "__main__":
    run_step(build, entry=__file__)
