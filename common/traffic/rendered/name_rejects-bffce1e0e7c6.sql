-- common.traffic.rows.name_rejects, rendered by scripts/render: not to be edited.
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/traffic/rows.py f9e47234d1214405825481954eff5442114b7561f93bc015d1e95c1cfc80b774
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 9be578df086575f74fc5c0453b1eb3939d6c08e75487cdc887cad8f5ee83d585
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
SELECT
  *
FROM (
  SELECT
    "t3"."name" AS "file",
    CASE
      WHEN "t5"."reason" = 1
      THEN 'unparsable_time'
      WHEN "t5"."reason" = 2
      THEN 'outside_window'
      WHEN "t5"."reason" = 3
      THEN 'missing_ip'
      WHEN "t5"."reason" = 4
      THEN 'malformed_bytes'
      WHEN "t5"."reason" = 5
      THEN 'bytes_out_of_range'
      WHEN "t5"."reason" = 6
      THEN 'negative_bytes'
      WHEN "t5"."reason" = 7
      THEN 'missing_bytes'
      WHEN "t5"."reason" = 8
      THEN 'end_before_start'
      WHEN "t5"."reason" = 9
      THEN 'malformed_port'
      WHEN "t5"."reason" = 10
      THEN 'missing_port'
      WHEN "t5"."reason" = 11
      THEN 'malformed_ip'
      ELSE NULL
    END AS "reason",
    "t5"."row"
  FROM (
    SELECT
      *
    FROM "{0}" AS "t1"
    WHERE
      "t1"."reason" <> 0
  ) AS "t5"
  INNER JOIN "{1}" AS "t3"
    ON "t5"."file" = "t3"."path"
) AS "t6"
UNION ALL
SELECT
  *
FROM "{2}" AS "t0"
