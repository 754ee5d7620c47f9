"""Entry script of TrainingDataVerifierStep: looks at training and evaluation data before anything learns."""

from common.context import run_step
from steps.training_data_verifier.job import verify

if __name__ == "__main__":
    run_step(verify, entry=__file__)
