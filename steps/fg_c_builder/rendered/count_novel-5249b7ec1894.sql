-- steps.fg_c_builder.novelty.count_novel, rendered by scripts/render: not to be edited.
-- source common/bundle.py 18a8fe2f4ce9c34c49b9e4002bb0dcb3b4fde82f15f554d41123ab62fc2b9f23
-- source common/context.py 1928fe44cbda725f95ad792dd605d1315026451ca438f761dfd83a7f02f628a7
-- source common/datasets.py 568ea5947e1b9b2b50eb80ebadc6fd9bb5820afbdc8944ea3a0557354639803c
-- source common/engine.py 6d73fa49030d049ac542d1bd6baf23a6dd297c01a34c689c0b770a4444b03650
-- source common/errors.py 37c6417823689647a63e9482406370baef4913f979060238f01488196777a00a
-- source common/expressions.py 10edabaad44aecd77c581979b12dae4c26fd3b958c581d2e5deb7cd94d82e947
-- source common/files.py 3401e13c09172718d3a8f7b83d9f6f287f0003b71bb04d08e965a080c62e6616
-- source common/interface.py f24e65d6de277ff516589d8dd32fbe9bb3a59969ee9f3e253f77904930d83dea
-- source common/log.py eb0e03bb40842a046b34a96331f9012da384bfa9fbda066250c7187b5767c6f0
-- source common/objects.py 953fa7ad82d2e9eeeb4bd39220168025fcc78669eea7878f53eef441ccb03835
-- source common/partitions.py 3f86d23eeeaa67c5d846e8d9aa3badaf60c8bd06abdefe714426d47c8fe9fd4e
-- source common/queries.py 7d63f0bc90d04589f6312d626495c97dbb31b75e8d8a106f718bfa55dfce8dd7
-- source common/schemas.py c8ef21d6147cb376082ba910f3725e6c7f6cc5ba27a8ef1a5cd6a6ec6e0ac296
-- source common/trimming.py c3da5d708ed1564e7d5aa7df33863eef5aaa63e3f0ea619d1e86350ee6aea356
-- source common/windows.py f042873fb4849d476b056182fcb77e2c0f0dcb23c7fe386cf9458692e53b94c4
-- source steps/fg_c_builder/novelty.py 165ad7da5c6ef2459b905db9807dc7b20cb9bbd8381a6a02be4aaeb3c70fe31e
WITH "t5" AS (
  SELECT
    "t2"."source_ip",
    "t2"."destination_ip",
    "t2"."destination_port",
    "t2"."slice_start_ts",
    CAST("t4"."seen_source" IS NULL AS BIGINT) AS "is_new",
    COALESCE(CAST("t4"."seen_rare" AS BIGINT), 0) AS "is_rare"
  FROM "{0}" AS "t2"
  LEFT OUTER JOIN (
    SELECT
      "t1"."source_ip" AS "seen_source",
      "t1"."destination_ip" AS "seen_destination",
      COALESCE("t1"."destination_port", -1) AS "seen_port",
      "t1"."is_rare" AS "seen_rare"
    FROM "{1}" AS "t1"
  ) AS "t4"
    ON "t2"."source_ip" = "t4"."seen_source"
    AND "t2"."destination_ip" = "t4"."seen_destination"
    AND COALESCE("t2"."destination_port", -1) = "t4"."seen_port"
)
SELECT
  *
FROM (
  SELECT
    "t7"."host_ip",
    "t7"."slice_start_ts",
    "t7"."new_pair_cnt",
    "t7"."rare_pair_cnt",
    'source' AS "role"
  FROM (
    SELECT
      "t6"."source_ip" AS "host_ip",
      "t6"."slice_start_ts",
      SUM("t6"."is_new") AS "new_pair_cnt",
      SUM("t6"."is_rare") AS "rare_pair_cnt"
    FROM "t5" AS "t6"
    GROUP BY
      1,
      2
  ) AS "t7"
) AS "t9"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t8"."host_ip",
    "t8"."slice_start_ts",
    "t8"."new_pair_cnt",
    "t8"."rare_pair_cnt",
    'destination' AS "role"
  FROM (
    SELECT
      "t6"."destination_ip" AS "host_ip",
      "t6"."slice_start_ts",
      SUM("t6"."is_new") AS "new_pair_cnt",
      SUM("t6"."is_rare") AS "rare_pair_cnt"
    FROM "t5" AS "t6"
    GROUP BY
      1,
      2
  ) AS "t8"
) AS "t10"
