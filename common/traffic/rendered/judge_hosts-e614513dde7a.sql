-- common.traffic.hosts.judge_hosts, rendered by scripts/render: not to be edited.
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/traffic/hosts.py c04603903112c5413acff353d417227b4be198a6a3e8d05124a2148d2291f2c3
SELECT
  "t8".*
  EXCLUDE ("malformed")
FROM (
  SELECT
    "t7"."source",
    "t7"."destination",
    "t7"."malformed",
    "t7"."port",
    "t7"."minute",
    "t7"."slice",
    "t7"."class_code",
    "t7"."source_bytes",
    "t7"."destination_bytes",
    "t7"."duration",
    CASE
      WHEN (
        "t7"."reason" = 0
      ) AND "t7"."malformed"
      THEN 11
      ELSE "t7"."reason"
    END AS "reason",
    "t7"."kept",
    "t7"."file",
    "t7"."row"
  FROM (
    SELECT
      "t5"."source_number" AS "source",
      "t6"."destination_number" AS "destination",
      (
        (
          "t2"."source" IS NOT NULL
        ) AND (
          "t5"."source_number" IS NULL
        )
      )
      OR (
        (
          "t2"."destination" IS NOT NULL
        ) AND (
          "t6"."destination_number" IS NULL
        )
      ) AS "malformed",
      "t2"."port",
      "t2"."minute",
      "t2"."slice",
      "t2"."class_code",
      "t2"."source_bytes",
      "t2"."destination_bytes",
      "t2"."duration",
      "t2"."reason",
      "t2"."kept",
      "t2"."file",
      "t2"."row"
    FROM "{0}" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t1"."written" AS "source_written",
        "t1"."number" AS "source_number"
      FROM "{1}" AS "t1"
    ) AS "t5"
      ON "t2"."source" = "t5"."source_written"
    LEFT OUTER JOIN (
      SELECT
        "t1"."written" AS "destination_written",
        "t1"."number" AS "destination_number"
      FROM "{1}" AS "t1"
    ) AS "t6"
      ON "t2"."destination" = "t6"."destination_written"
  ) AS "t7"
) AS "t8"
