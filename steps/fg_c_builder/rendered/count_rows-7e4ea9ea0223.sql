-- steps.fg_c_builder.comparison.count_rows, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 2d07cddcd8c957f918b44954cc140c351c535db2294c185c0eee9781e77283af
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_c_builder/comparison.py c2a7be95ad1a21ce3a6de2d0d1090e88fb0b5ada67c685abf5664a3b584eb3ed
SELECT
  "t0"."slice_start_ts",
  COUNT(*) AS "rows"
FROM "{0}" AS "t0"
GROUP BY
  1
