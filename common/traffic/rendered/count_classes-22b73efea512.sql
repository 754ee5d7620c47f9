-- common.traffic.rows.count_classes, rendered by scripts/render: not to be edited.
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py a4cd6b48fae919f7c2cd1902aa0b111be4988e8ae9f3abcea412874ed7499472
-- source common/traffic/rows.py 4ae9bd777c9d4f0795331e861ed71826bdc4a0b32bf3f9807bcb2c6ec510e13d
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 2d232bfc9194995a4b2818b5d92567f7e181b7f2eed11c6287003c58e26b01e0
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
