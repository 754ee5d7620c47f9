"""Entry script of FGBaselineBuilderStep: a month of features becomes the baselines of a reference time."""

from common.context import run_step
from steps.fg_b_builder.job import build

if __name__ == "__main__":
    run_step(build, entry=__file__)
