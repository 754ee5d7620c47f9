-- steps.pair_counts_builder.pairs.count_pairs, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source common/traffic/rows.py f9e47234d1214405825481954eff5442114b7561f93bc015d1e95c1cfc80b774
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 9be578df086575f74fc5c0453b1eb3939d6c08e75487cdc887cad8f5ee83d585
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
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
