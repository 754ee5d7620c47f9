-- steps.fg_b_builder.pairs.describe_pairs, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 5b5186a048723303ead96ab9e6b0fece8cc64a149632d5b8efc15bb395c76d60
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_b_builder/baselines.py bca246044379aa0b6c884e71a9ebcc3f876156cde6cd63e4abe9a5cbccb51a8e
-- source steps/fg_b_builder/pairs.py 7488431d178db8b6b6b0dc6ed8f6f7486dbec608f1472796c53b88ac0194d0ea
SELECT
  "t10"."reference_ts",
  "t10"."source_ip",
  "t10"."destination_ip",
  "t10"."destination_port",
  "t10"."sessions_cnt",
  "t10"."slices_cnt",
  "t10"."active_days_cnt",
  "t10"."first_seen_ts",
  "t10"."last_seen_ts",
  "t10"."first_seen_ts" >= (
    "t10"."reference_ts" - INTERVAL '1' DAY
  ) AS "is_new",
  (
    "t10"."active_days_cnt" <= 1
  ) AND (
    "t10"."sessions_cnt" <= 5
  ) AS "is_rare"
FROM (
  SELECT
    "t9"."source_ip",
    "t9"."destination_ip",
    "t9"."destination_port",
    "t9"."sessions_cnt",
    "t9"."slices_cnt",
    "t9"."active_days_cnt",
    "t9"."first_seen_ts",
    "t9"."last_seen_ts",
    "t2"."reference_ts"
  FROM (
    SELECT
      "t7"."source_ip",
      "t7"."destination_ip",
      "t7"."destination_port",
      CAST(CASE
        WHEN SUM(CAST("t7"."sessions_cnt" AS DECIMAL(38, 0))) > CAST(9223372036854775807 AS DECIMAL(38, 0))
        THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
        WHEN SUM(CAST("t7"."sessions_cnt" AS DECIMAL(38, 0))) < CAST(-9223372036854775807 AS DECIMAL(38, 0))
        THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
        ELSE SUM(CAST("t7"."sessions_cnt" AS DECIMAL(38, 0)))
      END AS BIGINT) AS "sessions_cnt",
      COUNT(*) AS "slices_cnt",
      COUNT(DISTINCT "t7"."day") AS "active_days_cnt",
      MIN("t7"."slice_start_ts") AS "first_seen_ts",
      MAX("t7"."slice_start_ts") AS "last_seen_ts"
    FROM (
      SELECT
        "t6"."source_ip",
        "t6"."destination_ip",
        "t6"."destination_port",
        "t6"."slice_start_ts",
        "t6"."slice_end_ts",
        "t6"."sessions_cnt",
        CAST("t6"."slice_start_ts" AS DATE) AS "day"
      FROM (
        SELECT
          "t5".*
          EXCLUDE ("reference_ts")
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
      ) AS "t6"
    ) AS "t7"
    GROUP BY
      1,
      2,
      3
  ) AS "t9"
  CROSS JOIN "{1}" AS "t2"
) AS "t10"
