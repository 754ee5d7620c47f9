"""Entry script of ModelDeployStep: a trained model becomes the current one, or the last change is undone."""

from common.context import run_step
from steps.model_deploy.job import change

if __name__ == "__main__":
    run_step(change, entry=__file__)
