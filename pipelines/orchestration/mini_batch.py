"""What tells mini-batches apart: the identity of work on one."""

from __future__ import annotations

from pipelines.orchestration.pieces import Piece
from pipelines.orchestration.records import SAID

MINI_BATCH = Piece(
    "$identity",
    """function($to) {(
  $names := ["MiniBatchId", "BatchStartTsIso", "BatchEndTsIso"];
  $known := $filter($map($names, function($name) { $said($to, $name) }), function($text) { $text != "" });
  $count($known) > 0 ? $join($append([], $known), " ")
    : $error("missing-parameter: MiniBatchId, BatchStartTsIso and BatchEndTsIso are absent: give them")
)}""",
    (SAID,),
)
"""What tells mini-batches apart."""
