-- steps.fg_c_builder.novelty.count_novel, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_c_builder/novelty.py 165ad7da5c6ef2459b905db9807dc7b20cb9bbd8381a6a02be4aaeb3c70fe31e
WITH "t5" AS (
  SELECT
    "t2"."source_ip",
    "t2"."destination_ip",
    "t2"."destination_port",
    "t2"."slice_start_ts",
    CAST("t4"."seen_source" IS NULL AS BIGINT) AS "is_new",
    COALESCE(CAST("t4"."seen_rare" AS BIGINT), 0) AS "is_rare"
  FROM "{0}" AS "t2"
  LEFT OUTER JOIN (
    SELECT
      "t1"."source_ip" AS "seen_source",
      "t1"."destination_ip" AS "seen_destination",
      COALESCE("t1"."destination_port", -1) AS "seen_port",
      "t1"."is_rare" AS "seen_rare"
    FROM "{1}" AS "t1"
  ) AS "t4"
    ON "t2"."source_ip" = "t4"."seen_source"
    AND "t2"."destination_ip" = "t4"."seen_destination"
    AND COALESCE("t2"."destination_port", -1) = "t4"."seen_port"
)
SELECT
  *
FROM (
  SELECT
    "t7"."host_ip",
    "t7"."slice_start_ts",
    "t7"."new_pair_cnt",
    "t7"."rare_pair_cnt",
    'source' AS "role"
  FROM (
    SELECT
      "t6"."source_ip" AS "host_ip",
      "t6"."slice_start_ts",
      SUM("t6"."is_new") AS "new_pair_cnt",
      SUM("t6"."is_rare") AS "rare_pair_cnt"
    FROM "t5" AS "t6"
    GROUP BY
      1,
      2
  ) AS "t7"
) AS "t9"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t8"."host_ip",
    "t8"."slice_start_ts",
    "t8"."new_pair_cnt",
    "t8"."rare_pair_cnt",
    'destination' AS "role"
  FROM (
    SELECT
      "t6"."destination_ip" AS "host_ip",
      "t6"."slice_start_ts",
      SUM("t6"."is_new") AS "new_pair_cnt",
      SUM("t6"."is_rare") AS "rare_pair_cnt"
    FROM "t5" AS "t6"
    GROUP BY
      1,
      2
  ) AS "t8"
) AS "t10"
