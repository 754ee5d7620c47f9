-- steps.delta_builder.deltas.build_deltas, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source common/traffic/rows.py f9e47234d1214405825481954eff5442114b7561f93bc015d1e95c1cfc80b774
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 9be578df086575f74fc5c0453b1eb3939d6c08e75487cdc887cad8f5ee83d585
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
-- source steps/delta_builder/deltas.py 42c603d5f71eed743a328298d701123e9aca085dd52c79c3aea358778f20fd4c
SELECT
  "t4"."host_ip",
  "t36"."role",
  "t3"."slice_start_ts",
  "t3"."slice_end_ts",
  "t36"."sessions_cnt",
  "t36"."bytes_sent_sum",
  "t36"."bytes_recv_sum",
  "t36"."duration_sum",
  "t36"."allow_cnt",
  "t36"."drop_cnt",
  "t36"."alert_cnt",
  "t36"."rst_cnt",
  "t36"."aged_out_cnt",
  "t36"."tcp_cnt",
  "t36"."udp_cnt",
  "t36"."icmp_cnt",
  "t36"."peers_cnt",
  "t36"."ports_cnt",
  "t36"."max_sessions_per_minute",
  "t36"."peer_entropy"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t27"."host",
      "t27"."slice",
      "t27"."sessions_cnt",
      "t27"."bytes_sent_sum",
      "t27"."bytes_recv_sum",
      "t27"."duration_sum",
      "t27"."allow_cnt",
      "t27"."drop_cnt",
      "t27"."alert_cnt",
      "t27"."rst_cnt",
      "t27"."aged_out_cnt",
      "t27"."tcp_cnt",
      "t27"."udp_cnt",
      "t27"."icmp_cnt",
      "t27"."max_sessions_per_minute",
      COALESCE("t31"."peers_cnt", 0) AS "peers_cnt",
      COALESCE("t15"."ports_cnt", 0) AS "ports_cnt",
      COALESCE("t31"."peer_entropy", 0.0) AS "peer_entropy",
      'source' AS "role"
    FROM (
      SELECT
        "t21"."host",
        "t21"."slice",
        SUM("t21"."sessions") AS "sessions_cnt",
        CAST(CASE
          WHEN SUM("t21"."sent") > CAST(9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
          WHEN SUM("t21"."sent") < CAST(-9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
          ELSE SUM("t21"."sent")
        END AS BIGINT) AS "bytes_sent_sum",
        CAST(CASE
          WHEN SUM("t21"."received") > CAST(9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
          WHEN SUM("t21"."received") < CAST(-9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
          ELSE SUM("t21"."received")
        END AS BIGINT) AS "bytes_recv_sum",
        CAST(SUM("t21"."duration") AS DOUBLE) / 1000000 AS "duration_sum",
        SUM("t21"."allow_cnt") AS "allow_cnt",
        SUM("t21"."drop_cnt") AS "drop_cnt",
        SUM("t21"."alert_cnt") AS "alert_cnt",
        SUM("t21"."rst_cnt") AS "rst_cnt",
        SUM("t21"."aged_out_cnt") AS "aged_out_cnt",
        SUM("t21"."tcp_cnt") AS "tcp_cnt",
        SUM("t21"."udp_cnt") AS "udp_cnt",
        SUM("t21"."icmp_cnt") AS "icmp_cnt",
        MAX("t21"."sessions") AS "max_sessions_per_minute"
      FROM (
        SELECT
          "t17"."host",
          "t17"."slice",
          "t17"."minute",
          SUM("t17"."sessions") AS "sessions",
          SUM("t17"."sent") AS "sent",
          SUM("t17"."received") AS "received",
          SUM("t17"."duration") AS "duration",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)),
            0
          ) AS "allow_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)),
            0
          ) AS "drop_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47)),
            0
          ) AS "alert_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (0, 1, 2, 3, 16, 17, 18, 19, 32, 33, 34, 35, 48, 49, 50, 51)),
            0
          ) AS "rst_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (4, 5, 6, 7, 20, 21, 22, 23, 36, 37, 38, 39, 52, 53, 54, 55)),
            0
          ) AS "aged_out_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60)),
            0
          ) AS "tcp_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 45, 49, 53, 57, 61)),
            0
          ) AS "udp_cnt",
          COALESCE(
            SUM("t17"."sessions") FILTER(WHERE
              "t17"."class_code" IN (2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62)),
            0
          ) AS "icmp_cnt"
        FROM (
          SELECT
            "t7"."host",
            "t7"."slice",
            "t7"."minute",
            "t7"."class_code",
            COUNT(*) AS "sessions",
            SUM(CAST("t7"."sent" AS DECIMAL(18, 0))) AS "sent",
            SUM(CAST("t7"."received" AS DECIMAL(18, 0))) AS "received",
            SUM(CAST("t7"."duration" AS DECIMAL(18, 0))) AS "duration"
          FROM (
            SELECT
              "t2"."slice",
              "t2"."minute",
              "t2"."port",
              "t2"."class_code",
              "t2"."duration",
              "t2"."source" AS "host",
              "t2"."destination" AS "peer",
              "t2"."source_bytes" AS "sent",
              "t2"."destination_bytes" AS "received"
            FROM "{0}" AS "t2"
            WHERE
              "t2"."reason" = 0 AND "t2"."source" IS NOT NULL
          ) AS "t7"
          GROUP BY
            1,
            2,
            3,
            4
        ) AS "t17"
        GROUP BY
          1,
          2,
          3
      ) AS "t21"
      GROUP BY
        1,
        2
    ) AS "t27"
    LEFT OUTER JOIN (
      SELECT
        "t23"."host",
        "t23"."slice",
        "t23"."peers_cnt",
        CASE
          WHEN "t23"."peers_cnt" > 1
          THEN CAST(ROUND(LN("t23"."peer_sessions") - (
            "t23"."term_sum" / "t23"."peer_sessions"
          ), 9) AS DOUBLE)
          ELSE 0.0
        END AS "peer_entropy"
      FROM (
        SELECT
          "t19"."host",
          "t19"."slice",
          COUNT(*) AS "peers_cnt",
          CAST(SUM("t19"."sessions") AS DOUBLE) AS "peer_sessions",
          CAST(SUM("t19"."term") AS DOUBLE) AS "term_sum"
        FROM (
          SELECT
            "t13"."host",
            "t13"."slice",
            "t13"."peer",
            "t13"."sessions",
            CAST("t13"."sessions" * LN(CAST("t13"."sessions" AS DOUBLE)) AS DECIMAL(38, 9)) AS "term"
          FROM (
            SELECT
              "t9"."host",
              "t9"."slice",
              "t9"."peer",
              COUNT(*) AS "sessions"
            FROM (
              SELECT
                "t2"."slice",
                "t2"."minute",
                "t2"."port",
                "t2"."class_code",
                "t2"."duration",
                "t2"."source" AS "host",
                "t2"."destination" AS "peer",
                "t2"."source_bytes" AS "sent",
                "t2"."destination_bytes" AS "received"
              FROM "{0}" AS "t2"
              WHERE
                "t2"."reason" = 0 AND "t2"."source" IS NOT NULL AND "t2"."destination" IS NOT NULL
            ) AS "t9"
            GROUP BY
              1,
              2,
              3
          ) AS "t13"
        ) AS "t19"
        GROUP BY
          1,
          2
      ) AS "t23"
    ) AS "t31"
      ON "t27"."host" = "t31"."host" AND "t27"."slice" = "t31"."slice"
    LEFT OUTER JOIN (
      SELECT
        "t5"."host",
        "t5"."slice",
        COUNT(*) AS "ports_cnt"
      FROM (
        SELECT DISTINCT
          "t2"."source" AS "host",
          "t2"."slice",
          "t2"."port"
        FROM "{0}" AS "t2"
        WHERE
          "t2"."reason" = 0 AND "t2"."source" IS NOT NULL AND "t2"."port" IS NOT NULL
      ) AS "t5"
      GROUP BY
        1,
        2
    ) AS "t15"
      ON "t27"."host" = "t15"."host" AND "t27"."slice" = "t15"."slice"
  ) AS "t33"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t28"."host",
      "t28"."slice",
      "t28"."sessions_cnt",
      "t28"."bytes_sent_sum",
      "t28"."bytes_recv_sum",
      "t28"."duration_sum",
      "t28"."allow_cnt",
      "t28"."drop_cnt",
      "t28"."alert_cnt",
      "t28"."rst_cnt",
      "t28"."aged_out_cnt",
      "t28"."tcp_cnt",
      "t28"."udp_cnt",
      "t28"."icmp_cnt",
      "t28"."max_sessions_per_minute",
      COALESCE("t32"."peers_cnt", 0) AS "peers_cnt",
      COALESCE("t16"."ports_cnt", 0) AS "ports_cnt",
      COALESCE("t32"."peer_entropy", 0.0) AS "peer_entropy",
      'destination' AS "role"
    FROM (
      SELECT
        "t22"."host",
        "t22"."slice",
        SUM("t22"."sessions") AS "sessions_cnt",
        CAST(CASE
          WHEN SUM("t22"."sent") > CAST(9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
          WHEN SUM("t22"."sent") < CAST(-9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
          ELSE SUM("t22"."sent")
        END AS BIGINT) AS "bytes_sent_sum",
        CAST(CASE
          WHEN SUM("t22"."received") > CAST(9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
          WHEN SUM("t22"."received") < CAST(-9223372036854775807 AS DECIMAL(38, 0))
          THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
          ELSE SUM("t22"."received")
        END AS BIGINT) AS "bytes_recv_sum",
        CAST(SUM("t22"."duration") AS DOUBLE) / 1000000 AS "duration_sum",
        SUM("t22"."allow_cnt") AS "allow_cnt",
        SUM("t22"."drop_cnt") AS "drop_cnt",
        SUM("t22"."alert_cnt") AS "alert_cnt",
        SUM("t22"."rst_cnt") AS "rst_cnt",
        SUM("t22"."aged_out_cnt") AS "aged_out_cnt",
        SUM("t22"."tcp_cnt") AS "tcp_cnt",
        SUM("t22"."udp_cnt") AS "udp_cnt",
        SUM("t22"."icmp_cnt") AS "icmp_cnt",
        MAX("t22"."sessions") AS "max_sessions_per_minute"
      FROM (
        SELECT
          "t18"."host",
          "t18"."slice",
          "t18"."minute",
          SUM("t18"."sessions") AS "sessions",
          SUM("t18"."sent") AS "sent",
          SUM("t18"."received") AS "received",
          SUM("t18"."duration") AS "duration",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)),
            0
          ) AS "allow_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)),
            0
          ) AS "drop_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47)),
            0
          ) AS "alert_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (0, 1, 2, 3, 16, 17, 18, 19, 32, 33, 34, 35, 48, 49, 50, 51)),
            0
          ) AS "rst_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (4, 5, 6, 7, 20, 21, 22, 23, 36, 37, 38, 39, 52, 53, 54, 55)),
            0
          ) AS "aged_out_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60)),
            0
          ) AS "tcp_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 45, 49, 53, 57, 61)),
            0
          ) AS "udp_cnt",
          COALESCE(
            SUM("t18"."sessions") FILTER(WHERE
              "t18"."class_code" IN (2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62)),
            0
          ) AS "icmp_cnt"
        FROM (
          SELECT
            "t8"."host",
            "t8"."slice",
            "t8"."minute",
            "t8"."class_code",
            COUNT(*) AS "sessions",
            SUM(CAST("t8"."sent" AS DECIMAL(18, 0))) AS "sent",
            SUM(CAST("t8"."received" AS DECIMAL(18, 0))) AS "received",
            SUM(CAST("t8"."duration" AS DECIMAL(18, 0))) AS "duration"
          FROM (
            SELECT
              "t2"."slice",
              "t2"."minute",
              "t2"."port",
              "t2"."class_code",
              "t2"."duration",
              "t2"."destination" AS "host",
              "t2"."source" AS "peer",
              "t2"."destination_bytes" AS "sent",
              "t2"."source_bytes" AS "received"
            FROM "{0}" AS "t2"
            WHERE
              "t2"."reason" = 0 AND "t2"."destination" IS NOT NULL
          ) AS "t8"
          GROUP BY
            1,
            2,
            3,
            4
        ) AS "t18"
        GROUP BY
          1,
          2,
          3
      ) AS "t22"
      GROUP BY
        1,
        2
    ) AS "t28"
    LEFT OUTER JOIN (
      SELECT
        "t24"."host",
        "t24"."slice",
        "t24"."peers_cnt",
        CASE
          WHEN "t24"."peers_cnt" > 1
          THEN CAST(ROUND(LN("t24"."peer_sessions") - (
            "t24"."term_sum" / "t24"."peer_sessions"
          ), 9) AS DOUBLE)
          ELSE 0.0
        END AS "peer_entropy"
      FROM (
        SELECT
          "t20"."host",
          "t20"."slice",
          COUNT(*) AS "peers_cnt",
          CAST(SUM("t20"."sessions") AS DOUBLE) AS "peer_sessions",
          CAST(SUM("t20"."term") AS DOUBLE) AS "term_sum"
        FROM (
          SELECT
            "t14"."host",
            "t14"."slice",
            "t14"."peer",
            "t14"."sessions",
            CAST("t14"."sessions" * LN(CAST("t14"."sessions" AS DOUBLE)) AS DECIMAL(38, 9)) AS "term"
          FROM (
            SELECT
              "t10"."host",
              "t10"."slice",
              "t10"."peer",
              COUNT(*) AS "sessions"
            FROM (
              SELECT
                "t2"."slice",
                "t2"."minute",
                "t2"."port",
                "t2"."class_code",
                "t2"."duration",
                "t2"."destination" AS "host",
                "t2"."source" AS "peer",
                "t2"."destination_bytes" AS "sent",
                "t2"."source_bytes" AS "received"
              FROM "{0}" AS "t2"
              WHERE
                "t2"."reason" = 0 AND "t2"."destination" IS NOT NULL AND "t2"."source" IS NOT NULL
            ) AS "t10"
            GROUP BY
              1,
              2,
              3
          ) AS "t14"
        ) AS "t20"
        GROUP BY
          1,
          2
      ) AS "t24"
    ) AS "t32"
      ON "t28"."host" = "t32"."host" AND "t28"."slice" = "t32"."slice"
    LEFT OUTER JOIN (
      SELECT
        "t6"."host",
        "t6"."slice",
        COUNT(*) AS "ports_cnt"
      FROM (
        SELECT DISTINCT
          "t2"."destination" AS "host",
          "t2"."slice",
          "t2"."port"
        FROM "{0}" AS "t2"
        WHERE
          "t2"."reason" = 0 AND "t2"."destination" IS NOT NULL AND "t2"."port" IS NOT NULL
      ) AS "t6"
      GROUP BY
        1,
        2
    ) AS "t16"
      ON "t28"."host" = "t16"."host" AND "t28"."slice" = "t16"."slice"
  ) AS "t34"
) AS "t36"
INNER JOIN "{1}" AS "t3"
  ON "t36"."slice" = "t3"."slice"
INNER JOIN "{2}" AS "t4"
  ON "t36"."host" = "t4"."number"
