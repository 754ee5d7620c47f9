-- common.traffic.rows.name_rejects, rendered by scripts/render: not to be edited.
-- source common/configuration.py efdd0e1985a075b1bca94a69571897edb1b4f5d527a70b89e787bb31ca2ed0e3
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/traffic/rows.py 1b60780a7a22ad8829c8f60c9389c840ce8f86e881fa38718743df5d163738b4
-- source common/traffic/settings.py bd0f93fd7df085ee931bbe61b1f79275d8f830890b4fd58b853dd488b1969dab
-- source common/traffic/values.py 4d82a53e30219eceda90bfc2948230f9be761d50d95ae9c2118a9df9ff8d9f08
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
