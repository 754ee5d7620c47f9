"""Entry script of InferencePredictionsStep: features and the deployed model become predictions."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.inference_predictions.job:predict", entry=__file__)
