-- common.traffic.hosts.addresses, rendered by scripts/render: not to be edited.
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/traffic/hosts.py c04603903112c5413acff353d417227b4be198a6a3e8d05124a2148d2291f2c3
SELECT DISTINCT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT DISTINCT
      "t0"."source" AS "written"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."reason" = 0
  ) AS "t1"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT DISTINCT
      "t0"."destination" AS "written"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."reason" = 0
  ) AS "t2"
) AS "t3"
WHERE
  "t3"."written" IS NOT NULL
