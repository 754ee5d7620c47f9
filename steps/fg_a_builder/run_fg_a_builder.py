"""Entry script of FGABuilderStep: deltas become what each host did over the windows that end with a slice."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.fg_a_builder.job:build", entry=__file__)
