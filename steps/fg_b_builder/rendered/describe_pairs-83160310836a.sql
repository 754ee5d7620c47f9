-- steps.fg_b_builder.pairs.describe_pairs, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 13545b2d51e8ea2f17d4d68707885848908a6441f0f09569df215cf04be65f2c
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_b_builder/baselines.py 7679d099500c420b7610a295b73a359fe0bb2c450fd3ffa156c10082b2e58ba4
-- source steps/fg_b_builder/pairs.py cbef298e8298caecc3763f6b5c7102554984ed89aa00ccefa0f20dc8186c55e2
SELECT
  "t8"."reference_ts",
  "t8"."source_ip",
  "t8"."destination_ip",
  "t8"."destination_port",
  "t8"."sessions_cnt",
  "t8"."slices_cnt",
  "t8"."active_days_cnt",
  "t8"."first_seen_ts",
  "t8"."last_seen_ts",
  "t8"."first_seen_ts" >= (
    "t8"."reference_ts" - INTERVAL '1' DAY
  ) AS "is_new",
  (
    "t8"."active_days_cnt" <= 1
  ) AND (
    "t8"."sessions_cnt" <= 5
  ) AS "is_rare"
FROM (
  SELECT
    "t7"."source_ip",
    "t7"."destination_ip",
    "t7"."destination_port",
    "t7"."sessions_cnt",
    "t7"."slices_cnt",
    "t7"."active_days_cnt",
    "t7"."first_seen_ts",
    "t7"."last_seen_ts",
    "t2"."reference_ts"
  FROM (
    SELECT
      "t5"."source_ip",
      "t5"."destination_ip",
      "t5"."destination_port",
      CAST(CASE
        WHEN SUM(CAST("t5"."sessions_cnt" AS DECIMAL(38, 0))) > CAST(9223372036854775807 AS DECIMAL(38, 0))
        THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
        WHEN SUM(CAST("t5"."sessions_cnt" AS DECIMAL(38, 0))) < CAST(-9223372036854775807 AS DECIMAL(38, 0))
        THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
        ELSE SUM(CAST("t5"."sessions_cnt" AS DECIMAL(38, 0)))
      END AS BIGINT) AS "sessions_cnt",
      COUNT(*) AS "slices_cnt",
      BIT_COUNT(
        BIT_OR(
          CAST(1 AS BIGINT) << CAST(ABS(
            DATE_DIFF('DAY', CAST("t5"."slice_start_ts" AS DATE), CAST("t5"."reference_ts" AS DATE))
          ) % 63 AS INT)
        )
      ) AS "active_days_cnt",
      MIN("t5"."slice_start_ts") AS "first_seen_ts",
      MAX("t5"."slice_start_ts") AS "last_seen_ts"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."source_ip",
          "t3"."destination_ip",
          "t3"."destination_port",
          "t3"."slice_start_ts",
          "t3"."slice_end_ts",
          "t3"."sessions_cnt",
          "t2"."reference_ts"
        FROM "{0}" AS "t3"
        CROSS JOIN "{1}" AS "t2"
      ) AS "t4"
      WHERE
        "t4"."slice_end_ts" <= "t4"."reference_ts"
    ) AS "t5"
    GROUP BY
      1,
      2,
      3
  ) AS "t7"
  CROSS JOIN "{1}" AS "t2"
) AS "t8"
