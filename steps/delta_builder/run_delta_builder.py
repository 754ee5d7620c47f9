"""Entry script of DeltaBuilderStep: firewall traffic of one mini-batch becomes 15-minute deltas."""

from common.context import run_step
from steps.delta_builder.job import build

if __name__ == "__main__":
    run_step(build, entry=__file__)
