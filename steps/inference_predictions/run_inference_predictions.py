"""Entry script of InferencePredictionsStep: features and the deployed model become predictions."""

from common.context import run_step
from steps.inference_predictions.job import predict

if __name__ == "__main__":
    run_step(predict, entry=__file__)
