-- steps.fg_b_builder.pairs.describe_pairs, rendered by scripts/render: not to be edited.
-- source common/arrays.py 721046fd29f3233c45f1160608f55a549095608ed18f0368d6b6cd4eeee4fb30
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 2d07cddcd8c957f918b44954cc140c351c535db2294c185c0eee9781e77283af
-- source common/quantiles.py 0bebd742127698806d5124cb6d9800299bae379938570201f309b970dfff8626
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_b_builder/baselines.py 69e44f0578f1c7906682a5248d19c50af292dc6ba244a9e5dbada226285b83f1
-- source steps/fg_b_builder/pairs.py 976e781a099e66f960faaa608a8a3d796616875484ffa646f050b46271839128
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
          CAST(1 AS BIGINT) << CAST((
            (
              CAST(FLOOR((
                EPOCH(CAST("t5"."slice_start_ts" AS TIMESTAMP))
              ) / (
                86400
              )) AS BIGINT) % 63
            ) + 63
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
