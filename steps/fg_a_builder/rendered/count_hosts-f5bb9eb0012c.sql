-- steps.fg_a_builder.windows.count_hosts, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 2d07cddcd8c957f918b44954cc140c351c535db2294c185c0eee9781e77283af
-- source common/queries.py 7d63f0bc90d04589f6312d626495c97dbb31b75e8d8a106f718bfa55dfce8dd7
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
-- source steps/fg_a_builder/windows.py b2a24f106ce1fc997206700d5307913ea29ad9e4900dc2ff594fbbd92c4ccf46
WITH "t1" AS (
  SELECT DISTINCT
    "t0"."host_ip",
    "t0"."role",
    CAST(FLOOR((
      EPOCH(CAST("t0"."slice_start_ts" AS TIMESTAMP))
    ) / (
      86400
    )) AS BIGINT) AS "day"
  FROM "{0}" AS "t0"
)
SELECT
  "t4"."day",
  COUNT(*) AS "hosts"
FROM (
  SELECT
    *
  FROM "t1" AS "t2"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t2"."host_ip",
      "t2"."role",
      "t2"."day" + 1 AS "day"
    FROM "t1" AS "t2"
  ) AS "t3"
) AS "t4"
GROUP BY
  1
