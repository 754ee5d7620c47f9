-- steps.prediction_feature_join.joining.count_partners, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/prediction_feature_join/joining.py 980551ddce68217be8f88a93e8b35dc4c43b4442ce1ff615c012170d4aec7dbb
SELECT
  *
FROM (
  SELECT
    "t13"."slice_start_ts",
    SUM("t13"."rows") AS "predictions",
    SUM("t13"."rows" - 1) AS "repeated",
    SUM("t13"."without_fg_a") AS "without_fg_a",
    SUM("t13"."without_fg_c") AS "without_fg_c"
  FROM (
    SELECT
      "t12"."host_ip",
      "t12"."role",
      "t12"."slice_start_ts",
      "t12"."rows",
      "t12"."fg_a_rows",
      "t12"."fg_c_rows",
      CASE WHEN COALESCE("t12"."fg_a_rows", 0) = 1 THEN 0 ELSE "t12"."rows" END AS "without_fg_a",
      CASE WHEN COALESCE("t12"."fg_c_rows", 0) = 1 THEN 0 ELSE "t12"."rows" END AS "without_fg_c"
    FROM (
      SELECT
        "t11"."host_ip",
        "t11"."role",
        "t11"."slice_start_ts",
        "t11"."rows",
        "t11"."fg_a_rows",
        "t6"."host_ip" AS "host_ip_right",
        "t6"."role" AS "role_right",
        "t6"."slice_start_ts" AS "slice_start_ts_right",
        "t6"."fg_c_rows"
      FROM (
        SELECT
          "t9"."host_ip",
          "t9"."role",
          "t9"."slice_start_ts",
          "t9"."rows",
          "t9"."fg_a_rows"
        FROM (
          SELECT
            "t7"."host_ip",
            "t7"."role",
            "t7"."slice_start_ts",
            "t7"."rows",
            "t8"."host_ip" AS "host_ip_right",
            "t8"."role" AS "role_right",
            "t8"."slice_start_ts" AS "slice_start_ts_right",
            "t8"."fg_a_rows"
          FROM (
            SELECT
              "t1"."host_ip",
              "t1"."role",
              "t1"."slice_start_ts",
              COUNT(*) AS "rows"
            FROM "{0}" AS "t1"
            GROUP BY
              1,
              2,
              3
          ) AS "t7"
          LEFT OUTER JOIN (
            SELECT
              "t2"."host_ip",
              "t2"."role",
              "t2"."slice_start_ts",
              COUNT(*) AS "fg_a_rows"
            FROM "{1}" AS "t2"
            GROUP BY
              1,
              2,
              3
          ) AS "t8"
            ON "t7"."host_ip" = "t8"."host_ip"
            AND "t7"."role" = "t8"."role"
            AND "t7"."slice_start_ts" = "t8"."slice_start_ts"
        ) AS "t9"
      ) AS "t11"
      LEFT OUTER JOIN (
        SELECT
          "t0"."host_ip",
          "t0"."role",
          "t0"."slice_start_ts",
          COUNT(*) AS "fg_c_rows"
        FROM "{2}" AS "t0"
        GROUP BY
          1,
          2,
          3
      ) AS "t6"
        ON "t11"."host_ip" = "t6"."host_ip"
        AND "t11"."role" = "t6"."role"
        AND "t11"."slice_start_ts" = "t6"."slice_start_ts"
    ) AS "t12"
  ) AS "t13"
  GROUP BY
    1
) AS "t14"
WHERE
  (
    "t14"."repeated" + "t14"."without_fg_a" + "t14"."without_fg_c"
  ) > 0
ORDER BY
  "t14"."slice_start_ts" ASC
