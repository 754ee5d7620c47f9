"""Entry script of PredictionFeatureJoinStep: predictions with their features and baselines, one row each."""

from common.context import run_step
from steps.prediction_feature_join.job import join

if __name__ == "__main__":
    run_step(join, entry=__file__)
