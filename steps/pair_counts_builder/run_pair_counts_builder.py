"""Entry script of PairCountsBuilderStep: who spoke with whom, on which port, how often."""

from common.context import run_step
from steps.pair_counts_builder.job import build

if __name__ == "__main__":
    run_step(build, entry=__file__)
