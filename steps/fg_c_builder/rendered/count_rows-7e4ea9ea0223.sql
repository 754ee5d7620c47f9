-- steps.fg_c_builder.comparison.count_rows, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_c_builder/comparison.py c2a7be95ad1a21ce3a6de2d0d1090e88fb0b5ada67c685abf5664a3b584eb3ed
SELECT
  "t0"."slice_start_ts",
  COUNT(*) AS "rows"
FROM "{0}" AS "t0"
GROUP BY
  1
