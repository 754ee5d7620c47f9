-- common.traffic.rows.count_classes, rendered by scripts/render: not to be edited.
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/traffic/rows.py f9e47234d1214405825481954eff5442114b7561f93bc015d1e95c1cfc80b774
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 9be578df086575f74fc5c0453b1eb3939d6c08e75487cdc887cad8f5ee83d585
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
SELECT
  "t1"."class_code",
  COUNT(*) AS "rows"
FROM (
  SELECT
    *
  FROM "{0}" AS "t0"
  WHERE
    "t0"."reason" = 0
) AS "t1"
GROUP BY
  1
