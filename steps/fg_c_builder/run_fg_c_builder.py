"""Entry script of FGCCorrBuilderStep: what each host does, compared with what is usual for it."""

from common.context import run_step
from steps.fg_c_builder.job import build

if __name__ == "__main__":
    run_step(build, entry=__file__)
