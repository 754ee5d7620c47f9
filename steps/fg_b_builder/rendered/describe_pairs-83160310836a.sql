-- steps.fg_b_builder.pairs.describe_pairs, rendered by scripts/render: not to be edited.
-- source common/arrays.py 66705da645429265e61ed3829b095a5949125335e3eb9e2f23b732fa09fb0599
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/quantiles.py 0bebd742127698806d5124cb6d9800299bae379938570201f309b970dfff8626
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_b_builder/baselines.py 780413286b04c207c6f387a2239c7cef81fbcf74aaf96bfd7e2a37073a787ef3
-- source steps/fg_b_builder/pairs.py f0b811c0de38f4c89c5b75b39c4130c6a9a50b4de93c09cc4153c54cf4b31b58
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
  "t10"."first_seen_ts" >= "t10"."since_ts" AS "is_new",
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
    "t6"."reference_ts",
    "t6"."since_ts"
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
      BIT_COUNT(
        BIT_OR(
          CAST(1 AS BIGINT) << CAST((
            (
              CAST(FLOOR((
                EPOCH_US("t7"."slice_start_ts")
              ) / (
                86400000000
              )) AS BIGINT) % 63
            ) + 63
          ) % 63 AS INT)
        )
      ) AS "active_days_cnt",
      MIN("t7"."slice_start_ts") AS "first_seen_ts",
      MAX("t7"."slice_start_ts") AS "last_seen_ts"
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
      ) AS "t5"
      WHERE
        "t5"."slice_end_ts" <= "t5"."reference_ts"
    ) AS "t7"
    GROUP BY
      1,
      2,
      3
  ) AS "t9"
  CROSS JOIN (
    SELECT
      "t0"."reference_ts",
      "t0"."reference_ts" - INTERVAL '1' DAY AS "since_ts"
    FROM "{1}" AS "t0"
  ) AS "t6"
) AS "t10"
