-- steps.fg_a_builder.windows.count_hosts, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/queries.py a868235f10bc586c42fff2e808e61403522d0b6d20ff972870ae53dad63992c0
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
-- source steps/fg_a_builder/windows.py effc66b86f7d6edd3d406430285a232cb51577c30a3ff865063a4f05f0a3ae9b
WITH "t2" AS (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t0"."host_ip",
      "t0"."role",
      CAST(FLOOR((
        EPOCH_US("t0"."slice_start_ts")
      ) / (
        86400000000
      )) AS BIGINT) AS "day"
    FROM "{0}" AS "t0"
  ) AS "t1"
)
SELECT
  "t5"."day",
  COUNT(*) AS "hosts"
FROM (
  SELECT
    *
  FROM "t2" AS "t3"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t3"."host_ip",
      "t3"."role",
      "t3"."day" + 1 AS "day"
    FROM "t2" AS "t3"
  ) AS "t4"
) AS "t5"
GROUP BY
  1
