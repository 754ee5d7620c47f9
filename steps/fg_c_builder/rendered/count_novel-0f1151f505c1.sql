-- steps.fg_c_builder.novelty.count_novel, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_c_builder/novelty.py 165ad7da5c6ef2459b905db9807dc7b20cb9bbd8381a6a02be4aaeb3c70fe31e
WITH "t1" AS (
  SELECT
    "t0"."source_ip",
    "t0"."destination_ip",
    "t0"."destination_port",
    "t0"."slice_start_ts",
    "t0"."slice_end_ts",
    "t0"."sessions_cnt",
    0 AS "is_new",
    0 AS "is_rare"
  FROM "{0}" AS "t0"
)
SELECT
  *
FROM (
  SELECT
    "t3"."host_ip",
    "t3"."slice_start_ts",
    "t3"."new_pair_cnt",
    "t3"."rare_pair_cnt",
    'source' AS "role"
  FROM (
    SELECT
      "t2"."source_ip" AS "host_ip",
      "t2"."slice_start_ts",
      SUM("t2"."is_new") AS "new_pair_cnt",
      SUM("t2"."is_rare") AS "rare_pair_cnt"
    FROM "t1" AS "t2"
    GROUP BY
      1,
      2
  ) AS "t3"
) AS "t5"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t4"."host_ip",
    "t4"."slice_start_ts",
    "t4"."new_pair_cnt",
    "t4"."rare_pair_cnt",
    'destination' AS "role"
  FROM (
    SELECT
      "t2"."destination_ip" AS "host_ip",
      "t2"."slice_start_ts",
      SUM("t2"."is_new") AS "new_pair_cnt",
      SUM("t2"."is_rare") AS "rare_pair_cnt"
    FROM "t1" AS "t2"
    GROUP BY
      1,
      2
  ) AS "t4"
) AS "t6"
