"""Entry script of FGBaselineBuilderStep: a month of features becomes the baselines of a reference time."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.fg_b_builder.job:build", entry=__file__)
