-- common.traffic.rows.count_classes, rendered by scripts/render: not to be edited.
-- source common/configuration.py 79ab0bf482d97fae2ca60daff5e1207bae98a4119262a8acf0f6e0d9539199b2
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/traffic/rows.py 4ae9bd777c9d4f0795331e861ed71826bdc4a0b32bf3f9807bcb2c6ec510e13d
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 7130f1429b74ecd5ef6941a605b80f7006a72e619bbc8b5def9531d1450d6092
-- source common/windows.py 009bfb40fb1426a3244b6d579b0ca5a2ea0db4fe53bb0da873600cff7ee85ed9
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
