"""Entry script of PairCountsBuilderStep: who spoke with whom, on which port, how often."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.pair_counts_builder.job:build", entry=__file__)
