"""Entry script of DeltaBuilderStep: firewall traffic of one mini-batch becomes 15-minute deltas."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.delta_builder.job:build", entry=__file__)
