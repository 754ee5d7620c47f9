-- steps.fg_b_builder.baselines.put_together, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/schemas.py e5cb8c9c6f3fbd46f628285fa5d0a5cc8f8d8dbe25d6b66e9d21093cdca443a5
-- source steps/fg_b_builder/baselines.py b22cd3247a8ff36a4c4409b940bc6f4eec88b20b3ee8a1fd725fb6aeb21db548
SELECT
  *
FROM (
  SELECT
    *
  FROM "{0}" AS "t0"
  UNION ALL
  SELECT
    *
  FROM "{1}" AS "t1"
) AS "t4"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM "{2}" AS "t2"
  UNION ALL
  SELECT
    *
  FROM "{3}" AS "t3"
) AS "t5"
