"""Entry script of FGCCorrBuilderStep: what each host does, compared with what is usual for it."""

from common.context import run_step

if __name__ == "__main__":
    run_step("steps.fg_c_builder.job:build", entry=__file__)
