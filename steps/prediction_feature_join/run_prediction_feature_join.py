"""Entry script of PredictionFeatureJoinStep: predictions with their features and baselines, one row each."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.prediction_feature_join.job:join", entry=__file__)
