-- steps.prediction_feature_join.joining.count_partners, rendered by scripts/render: not to be edited.
-- source common/bundle.py 18a8fe2f4ce9c34c49b9e4002bb0dcb3b4fde82f15f554d41123ab62fc2b9f23
-- source common/context.py 7cf3d7b3807b57e164532b61eb4e6e7c5836064d68a69ca532d9e8c3545c163c
-- source common/datasets.py ce6b0d26c340e2b9f7411307985463b5a75d99a22e97a21b5a9297f1be8344d4
-- source common/engine.py 6d73fa49030d049ac542d1bd6baf23a6dd297c01a34c689c0b770a4444b03650
-- source common/errors.py cdbd414495ca4f575dddc9368683551673daa5788d3c30d810bbc3c07442f9a2
-- source common/expressions.py 10edabaad44aecd77c581979b12dae4c26fd3b958c581d2e5deb7cd94d82e947
-- source common/files.py 3401e13c09172718d3a8f7b83d9f6f287f0003b71bb04d08e965a080c62e6616
-- source common/footers.py ad1ed4dcf1a74b58881423b2530d6fa0e92e01fef0d6206fb3d9ad737ce6a34e
-- source common/interface.py f24e65d6de277ff516589d8dd32fbe9bb3a59969ee9f3e253f77904930d83dea
-- source common/log.py eb0e03bb40842a046b34a96331f9012da384bfa9fbda066250c7187b5767c6f0
-- source common/objects.py 4d0e86c8cb16fdffa84e526b131867e209b42f80c3fa895daba9f47070f105dc
-- source common/partitions.py 3f86d23eeeaa67c5d846e8d9aa3badaf60c8bd06abdefe714426d47c8fe9fd4e
-- source common/queries.py 7d63f0bc90d04589f6312d626495c97dbb31b75e8d8a106f718bfa55dfce8dd7
-- source common/schemas.py c8ef21d6147cb376082ba910f3725e6c7f6cc5ba27a8ef1a5cd6a6ec6e0ac296
-- source common/trimming.py c3da5d708ed1564e7d5aa7df33863eef5aaa63e3f0ea619d1e86350ee6aea356
-- source common/windows.py f042873fb4849d476b056182fcb77e2c0f0dcb23c7fe386cf9458692e53b94c4
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
