"""Entry script of ModelDeployStep: a trained model becomes the current one, or the last change is undone."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.model_deploy.job:change", entry=__file__)
