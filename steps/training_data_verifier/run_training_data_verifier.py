"""Entry script of TrainingDataVerifierStep: looks at training and evaluation data before anything learns."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.training_data_verifier.job:verify", entry=__file__)
