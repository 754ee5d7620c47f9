"""The inner loop of scoring, as machine code: rows go down all trees, and the leaves' values are added up.

Written in LLVM's language rather than in one that is compiled to it, since that takes a hundredth of a second
to compile: it pays within one run of a step (Numba's compiler takes a second and a half to start). LLVM comes
with llvmlite, which is optional; without it there is no kernel. The code is this module's alone: a model is
data that it reads.

A tree is complete: the children of node n are 2n and 2n + 1, the root is 1, so that a step is two loads, a
comparison and an addition, with no branch to guess. Rows are taken LANES at a time, whose steps do not wait
for each other, and block by block, so that a block's rows stay in the processor's cache for all trees.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any

LANES = 8
"""Rows that go down together. Measured: 8 take 0.6 of the time of 1, and 0.8 of that of 4."""

_POINTER, _COUNT = ctypes.c_void_p, ctypes.c_int64
_SIGNATURE = (_POINTER, _COUNT, _COUNT, _COUNT, _POINTER, _POINTER, _POINTER, _COUNT, _COUNT, _POINTER)


class Kernel:
    """The compiled loop.

    It takes: rows [count, width] float64, width, count, block; features uint32, thresholds float64 and values
    float64, each [trees, 2 ** depth]; trees, depth; sums [count] float64, which it adds to. Arrays are given
    by their addresses. Count and block are multiples of LANES, depth is at least 1. A row goes right where it
    is above a threshold. Nothing is checked: features must be below width. It runs without the
    interpreter's lock.
    """

    def __init__(self, compiled: Any) -> None:
        """Hold on to what LLVM compiled: the loop lies in its memory."""
        self._compiled = compiled
        self.run = ctypes.CFUNCTYPE(None, *_SIGNATURE)(compiled.get_function_address("walk"))


@functools.cache
def compile_kernel() -> Kernel | None:
    """Compile once a process; None where llvmlite is not."""
    try:
        import llvmlite.binding as llvm  # noqa: PLC0415 - optional, and a tenth of a second
    except (ImportError, OSError):
        return None
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    module = llvm.parse_assembly(_assembly())
    module.verify()
    # For any processor of its kind: measured, nothing that only newer ones have makes it faster.
    machine = llvm.Target.from_default_triple().create_target_machine(opt=2)
    compiled = llvm.create_mcjit_compiler(module, machine)
    compiled.finalize_object()
    return Kernel(compiled)


def _lanes(text: str) -> str:
    """Repeat instructions for each row that goes down; @ is its number."""
    return "\n".join(text.replace("@", str(lane)) for lane in range(LANES))


def _assembly() -> str:
    return f"""
define void @walk(ptr noalias %rows, i64 %width, i64 %count, i64 %block,
                  ptr noalias %features, ptr noalias %thresholds, ptr noalias %values,
                  i64 %trees, i64 %depth, ptr noalias %sums) {{
entry:
  %size = shl i64 1, %depth
  %first.leaf = sub i64 0, %size
  br label %block.begin

block.begin:
  %low = phi i64 [0, %entry], [%high, %block.end]
  %full = add i64 %low, %block
  %partial = icmp ugt i64 %full, %count
  %high = select i1 %partial, i64 %count, i64 %full
  br label %tree.begin

tree.begin:
  %tree = phi i64 [0, %block.begin], [%tree.next, %tree.end]
  %slot = mul i64 %tree, %size
  %tree.features = getelementptr i32, ptr %features, i64 %slot
  %tree.thresholds = getelementptr double, ptr %thresholds, i64 %slot
  %tree.values = getelementptr double, ptr %values, i64 %slot
  %leaves = getelementptr double, ptr %tree.values, i64 %first.leaf
  br label %row.begin

row.begin:
  %row = phi i64 [%low, %tree.begin], [%row.next, %row.end]
{
        _lanes('''
  %row.@ = add i64 %row, @
  %cell.@ = mul i64 %row.@, %width
  %values.@ = getelementptr double, ptr %rows, i64 %cell.@''')
    }
  br label %step

step:
  %level = phi i64 [0, %row.begin], [%level.next, %step]
{_lanes("  %node.@ = phi i64 [1, %row.begin], [%next.@, %step]")}
{
        _lanes('''
  %feature.at.@ = getelementptr i32, ptr %tree.features, i64 %node.@
  %feature.@ = load i32, ptr %feature.at.@
  %place.@ = zext i32 %feature.@ to i64
  %value.at.@ = getelementptr double, ptr %values.@, i64 %place.@
  %value.@ = load double, ptr %value.at.@
  %threshold.at.@ = getelementptr double, ptr %tree.thresholds, i64 %node.@
  %threshold.@ = load double, ptr %threshold.at.@
  %above.@ = fcmp ogt double %value.@, %threshold.@
  %side.@ = zext i1 %above.@ to i64
  %left.@ = shl i64 %node.@, 1
  %next.@ = add i64 %left.@, %side.@''')
    }
  %level.next = add i64 %level, 1
  %deeper = icmp ult i64 %level.next, %depth
  br i1 %deeper, label %step, label %row.end

row.end:
{
        _lanes('''
  %leaf.at.@ = getelementptr double, ptr %leaves, i64 %next.@
  %leaf.@ = load double, ptr %leaf.at.@
  %sum.at.@ = getelementptr double, ptr %sums, i64 %row.@
  %sum.@ = load double, ptr %sum.at.@
  %more.@ = fadd double %sum.@, %leaf.@
  store double %more.@, ptr %sum.at.@''')
    }
  %row.next = add i64 %row, {LANES}
  %rows.left = icmp ult i64 %row.next, %high
  br i1 %rows.left, label %row.begin, label %tree.end

tree.end:
  %tree.next = add i64 %tree, 1
  %trees.left = icmp ult i64 %tree.next, %trees
  br i1 %trees.left, label %tree.begin, label %block.end

block.end:
  %blocks.left = icmp ult i64 %high, %count
  br i1 %blocks.left, label %block.begin, label %end

end:
  ret void
}}
"""
