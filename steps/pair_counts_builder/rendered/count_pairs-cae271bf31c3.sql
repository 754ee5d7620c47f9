-- steps.pair_counts_builder.pairs.count_pairs, rendered by scripts/render: not to be edited.
-- source common/bundle.py 18a8fe2f4ce9c34c49b9e4002bb0dcb3b4fde82f15f554d41123ab62fc2b9f23
-- source common/configuration.py efdd0e1985a075b1bca94a69571897edb1b4f5d527a70b89e787bb31ca2ed0e3
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
-- source common/traffic/rows.py 1b60780a7a22ad8829c8f60c9389c840ce8f86e881fa38718743df5d163738b4
-- source common/traffic/settings.py bd0f93fd7df085ee931bbe61b1f79275d8f830890b4fd58b853dd488b1969dab
-- source common/traffic/values.py 4d82a53e30219eceda90bfc2948230f9be761d50d95ae9c2118a9df9ff8d9f08
-- source common/trimming.py c3da5d708ed1564e7d5aa7df33863eef5aaa63e3f0ea619d1e86350ee6aea356
-- source common/windows.py f042873fb4849d476b056182fcb77e2c0f0dcb23c7fe386cf9458692e53b94c4
-- source steps/pair_counts_builder/pairs.py 706e67aa1ad23d29cd5da842e6f64ab12c6a4c30469e2a74fc555223beae5a23
SELECT
  "t11"."source_ip",
  "t11"."destination_ip",
  "t11"."port" AS "destination_port",
  "t11"."slice_start_ts",
  "t11"."slice_end_ts",
  "t11"."sessions_cnt"
FROM (
  SELECT
    "t10"."source",
    "t10"."destination",
    "t10"."port",
    "t10"."slice",
    "t10"."sessions_cnt",
    "t3"."slice_start_ts",
    "t3"."slice_end_ts",
    "t7"."source_ip",
    "t8"."destination_ip"
  FROM (
    SELECT
      "t6"."source",
      "t6"."destination",
      "t6"."port",
      "t6"."slice",
      COUNT(*) AS "sessions_cnt"
    FROM (
      SELECT
        *
      FROM "{0}" AS "t1"
      WHERE
        "t1"."reason" = 0 AND "t1"."source" IS NOT NULL AND "t1"."destination" IS NOT NULL
    ) AS "t6"
    GROUP BY
      1,
      2,
      3,
      4
  ) AS "t10"
  INNER JOIN "{1}" AS "t3"
    ON "t10"."slice" = "t3"."slice"
  INNER JOIN (
    SELECT
      "t2"."number" AS "source",
      "t2"."host_ip" AS "source_ip"
    FROM "{2}" AS "t2"
  ) AS "t7"
    ON "t10"."source" = "t7"."source"
  INNER JOIN (
    SELECT
      "t2"."number" AS "destination",
      "t2"."host_ip" AS "destination_ip"
    FROM "{2}" AS "t2"
  ) AS "t8"
    ON "t10"."destination" = "t8"."destination"
) AS "t11"
