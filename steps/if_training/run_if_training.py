"""Entry script of IFTrainingStep: verified features become a model."""

from common.context import run_step
from steps.if_training.job import train

if __name__ == "__main__":
    run_step(train, entry=__file__)
