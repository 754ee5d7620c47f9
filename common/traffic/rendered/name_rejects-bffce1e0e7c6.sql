-- common.traffic.rows.name_rejects, rendered by scripts/render: not to be edited.
-- source common/configuration.py 79ab0bf482d97fae2ca60daff5e1207bae98a4119262a8acf0f6e0d9539199b2
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/traffic/rows.py 4ae9bd777c9d4f0795331e861ed71826bdc4a0b32bf3f9807bcb2c6ec510e13d
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 7130f1429b74ecd5ef6941a605b80f7006a72e619bbc8b5def9531d1450d6092
-- source common/windows.py 009bfb40fb1426a3244b6d579b0ca5a2ea0db4fe53bb0da873600cff7ee85ed9
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
