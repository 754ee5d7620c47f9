-- common.traffic.hosts.addresses, rendered by scripts/render: not to be edited.
-- source common/expressions.py 13545b2d51e8ea2f17d4d68707885848908a6441f0f09569df215cf04be65f2c
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
