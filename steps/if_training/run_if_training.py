"""Entry script of IFTrainingStep: verified features become a model."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.if_training.job:train", entry=__file__)
