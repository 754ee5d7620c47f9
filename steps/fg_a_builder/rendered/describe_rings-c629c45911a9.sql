-- steps.fg_a_builder.windows.describe_rings, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/queries.py a868235f10bc586c42fff2e808e61403522d0b6d20ff972870ae53dad63992c0
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
-- source steps/fg_a_builder/windows.py effc66b86f7d6edd3d406430285a232cb51577c30a3ff865063a4f05f0a3ae9b
SELECT
  "t20"."host_ip",
  "t20"."role",
  0 AS "at",
  "t20"."window",
  COALESCE(
    CAST(CASE
      WHEN "t20"."sessions_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."sessions_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."sessions_cnt_sum"
    END AS BIGINT),
    0
  ) AS "sessions_cnt_sum",
  COALESCE(CAST("t20"."sessions_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "sessions_cnt_mean",
  COALESCE("t20"."sessions_cnt_max", 0) AS "sessions_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."bytes_sent_sum_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."bytes_sent_sum_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."bytes_sent_sum_sum"
    END AS BIGINT),
    0
  ) AS "bytes_sent_sum_sum",
  COALESCE(CAST("t20"."bytes_sent_sum_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "bytes_sent_sum_mean",
  COALESCE("t20"."bytes_sent_sum_max", 0) AS "bytes_sent_sum_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."bytes_recv_sum_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."bytes_recv_sum_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."bytes_recv_sum_sum"
    END AS BIGINT),
    0
  ) AS "bytes_recv_sum_sum",
  COALESCE(CAST("t20"."bytes_recv_sum_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "bytes_recv_sum_mean",
  COALESCE("t20"."bytes_recv_sum_max", 0) AS "bytes_recv_sum_max",
  COALESCE(CAST("t20"."duration_sum_sum" AS DOUBLE), 0.0) AS "duration_sum_sum",
  COALESCE(CAST("t20"."duration_sum_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "duration_sum_mean",
  COALESCE("t20"."duration_sum_max", 0.0) AS "duration_sum_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."allow_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."allow_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."allow_cnt_sum"
    END AS BIGINT),
    0
  ) AS "allow_cnt_sum",
  COALESCE(CAST("t20"."allow_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "allow_cnt_mean",
  COALESCE("t20"."allow_cnt_max", 0) AS "allow_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."drop_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."drop_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."drop_cnt_sum"
    END AS BIGINT),
    0
  ) AS "drop_cnt_sum",
  COALESCE(CAST("t20"."drop_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "drop_cnt_mean",
  COALESCE("t20"."drop_cnt_max", 0) AS "drop_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."alert_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."alert_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."alert_cnt_sum"
    END AS BIGINT),
    0
  ) AS "alert_cnt_sum",
  COALESCE(CAST("t20"."alert_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "alert_cnt_mean",
  COALESCE("t20"."alert_cnt_max", 0) AS "alert_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."rst_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."rst_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."rst_cnt_sum"
    END AS BIGINT),
    0
  ) AS "rst_cnt_sum",
  COALESCE(CAST("t20"."rst_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "rst_cnt_mean",
  COALESCE("t20"."rst_cnt_max", 0) AS "rst_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."aged_out_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."aged_out_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."aged_out_cnt_sum"
    END AS BIGINT),
    0
  ) AS "aged_out_cnt_sum",
  COALESCE(CAST("t20"."aged_out_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "aged_out_cnt_mean",
  COALESCE("t20"."aged_out_cnt_max", 0) AS "aged_out_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."tcp_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."tcp_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."tcp_cnt_sum"
    END AS BIGINT),
    0
  ) AS "tcp_cnt_sum",
  COALESCE(CAST("t20"."tcp_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "tcp_cnt_mean",
  COALESCE("t20"."tcp_cnt_max", 0) AS "tcp_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."udp_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."udp_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."udp_cnt_sum"
    END AS BIGINT),
    0
  ) AS "udp_cnt_sum",
  COALESCE(CAST("t20"."udp_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "udp_cnt_mean",
  COALESCE("t20"."udp_cnt_max", 0) AS "udp_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."icmp_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."icmp_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."icmp_cnt_sum"
    END AS BIGINT),
    0
  ) AS "icmp_cnt_sum",
  COALESCE(CAST("t20"."icmp_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "icmp_cnt_mean",
  COALESCE("t20"."icmp_cnt_max", 0) AS "icmp_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."peers_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."peers_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."peers_cnt_sum"
    END AS BIGINT),
    0
  ) AS "peers_cnt_sum",
  COALESCE(CAST("t20"."peers_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "peers_cnt_mean",
  COALESCE("t20"."peers_cnt_max", 0) AS "peers_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."ports_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."ports_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."ports_cnt_sum"
    END AS BIGINT),
    0
  ) AS "ports_cnt_sum",
  COALESCE(CAST("t20"."ports_cnt_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "ports_cnt_mean",
  COALESCE("t20"."ports_cnt_max", 0) AS "ports_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t20"."max_sessions_per_minute_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t20"."max_sessions_per_minute_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t20"."max_sessions_per_minute_sum"
    END AS BIGINT),
    0
  ) AS "max_sessions_per_minute_sum",
  COALESCE(
    CAST("t20"."max_sessions_per_minute_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE),
    0.0
  ) AS "max_sessions_per_minute_mean",
  COALESCE("t20"."max_sessions_per_minute_max", 0) AS "max_sessions_per_minute_max",
  COALESCE(CAST("t20"."peer_entropy_sum" AS DOUBLE), 0.0) AS "peer_entropy_sum",
  COALESCE(CAST("t20"."peer_entropy_sum" AS DOUBLE) / CAST("t20"."active" AS DOUBLE), 0.0) AS "peer_entropy_mean",
  COALESCE("t20"."peer_entropy_max", 0.0) AS "peer_entropy_max",
  COALESCE(
    CASE
      WHEN CAST("t20"."sessions_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t20"."drop_cnt_sum" AS DOUBLE) / CAST("t20"."sessions_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "drop_ratio",
  COALESCE(
    CASE
      WHEN CAST("t20"."sessions_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t20"."rst_cnt_sum" AS DOUBLE) / CAST("t20"."sessions_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "reset_ratio",
  COALESCE(
    CASE
      WHEN CAST("t20"."sessions_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t20"."aged_out_cnt_sum" AS DOUBLE) / CAST("t20"."sessions_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "aged_out_ratio",
  COALESCE(
    CASE
      WHEN (
        CAST("t20"."bytes_sent_sum_sum" AS DOUBLE) + CAST("t20"."bytes_recv_sum_sum" AS DOUBLE)
      ) > 0
      THEN (
        CAST("t20"."bytes_sent_sum_sum" AS DOUBLE) - CAST("t20"."bytes_recv_sum_sum" AS DOUBLE)
      ) / (
        CAST("t20"."bytes_sent_sum_sum" AS DOUBLE) + CAST("t20"."bytes_recv_sum_sum" AS DOUBLE)
      )
      ELSE 0.0
    END,
    0.0
  ) AS "bytes_asymmetry",
  COALESCE(
    CASE
      WHEN CAST("t20"."peers_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t20"."sessions_cnt_sum" AS DOUBLE) / CAST("t20"."peers_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "sessions_per_peer",
  COALESCE("t20"."active", 0) AS "active_slices"
FROM (
  SELECT
    "t19"."host_ip",
    "t19"."role",
    "t19"."window",
    CAST(SUM("t19"."active") AS BIGINT) AS "active",
    CAST(SUM("t19"."sessions_cnt_sum") AS BIGINT) AS "sessions_cnt_sum",
    CAST(SUM("t19"."bytes_sent_sum_sum") AS DECIMAL(38, 0)) AS "bytes_sent_sum_sum",
    CAST(SUM("t19"."bytes_recv_sum_sum") AS DECIMAL(38, 0)) AS "bytes_recv_sum_sum",
    SUM("t19"."duration_sum_sum") AS "duration_sum_sum",
    CAST(SUM("t19"."allow_cnt_sum") AS BIGINT) AS "allow_cnt_sum",
    CAST(SUM("t19"."drop_cnt_sum") AS BIGINT) AS "drop_cnt_sum",
    CAST(SUM("t19"."alert_cnt_sum") AS BIGINT) AS "alert_cnt_sum",
    CAST(SUM("t19"."rst_cnt_sum") AS BIGINT) AS "rst_cnt_sum",
    CAST(SUM("t19"."aged_out_cnt_sum") AS BIGINT) AS "aged_out_cnt_sum",
    CAST(SUM("t19"."tcp_cnt_sum") AS BIGINT) AS "tcp_cnt_sum",
    CAST(SUM("t19"."udp_cnt_sum") AS BIGINT) AS "udp_cnt_sum",
    CAST(SUM("t19"."icmp_cnt_sum") AS BIGINT) AS "icmp_cnt_sum",
    CAST(SUM("t19"."peers_cnt_sum") AS BIGINT) AS "peers_cnt_sum",
    CAST(SUM("t19"."ports_cnt_sum") AS BIGINT) AS "ports_cnt_sum",
    CAST(SUM("t19"."max_sessions_per_minute_sum") AS BIGINT) AS "max_sessions_per_minute_sum",
    SUM("t19"."peer_entropy_sum") AS "peer_entropy_sum",
    MAX("t19"."sessions_cnt_max") AS "sessions_cnt_max",
    MAX("t19"."bytes_sent_sum_max") AS "bytes_sent_sum_max",
    MAX("t19"."bytes_recv_sum_max") AS "bytes_recv_sum_max",
    MAX("t19"."duration_sum_max") AS "duration_sum_max",
    MAX("t19"."allow_cnt_max") AS "allow_cnt_max",
    MAX("t19"."drop_cnt_max") AS "drop_cnt_max",
    MAX("t19"."alert_cnt_max") AS "alert_cnt_max",
    MAX("t19"."rst_cnt_max") AS "rst_cnt_max",
    MAX("t19"."aged_out_cnt_max") AS "aged_out_cnt_max",
    MAX("t19"."tcp_cnt_max") AS "tcp_cnt_max",
    MAX("t19"."udp_cnt_max") AS "udp_cnt_max",
    MAX("t19"."icmp_cnt_max") AS "icmp_cnt_max",
    MAX("t19"."peers_cnt_max") AS "peers_cnt_max",
    MAX("t19"."ports_cnt_max") AS "ports_cnt_max",
    MAX("t19"."max_sessions_per_minute_max") AS "max_sessions_per_minute_max",
    MAX("t19"."peer_entropy_max") AS "peer_entropy_max"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t6"."host_ip",
          "t6"."role",
          "t6"."active",
          "t6"."sessions_cnt_sum",
          "t6"."bytes_sent_sum_sum",
          "t6"."bytes_recv_sum_sum",
          "t6"."duration_sum_sum",
          "t6"."allow_cnt_sum",
          "t6"."drop_cnt_sum",
          "t6"."alert_cnt_sum",
          "t6"."rst_cnt_sum",
          "t6"."aged_out_cnt_sum",
          "t6"."tcp_cnt_sum",
          "t6"."udp_cnt_sum",
          "t6"."icmp_cnt_sum",
          "t6"."peers_cnt_sum",
          "t6"."ports_cnt_sum",
          "t6"."max_sessions_per_minute_sum",
          "t6"."peer_entropy_sum",
          "t6"."sessions_cnt_max",
          "t6"."bytes_sent_sum_max",
          "t6"."bytes_recv_sum_max",
          "t6"."duration_sum_max",
          "t6"."allow_cnt_max",
          "t6"."drop_cnt_max",
          "t6"."alert_cnt_max",
          "t6"."rst_cnt_max",
          "t6"."aged_out_cnt_max",
          "t6"."tcp_cnt_max",
          "t6"."udp_cnt_max",
          "t6"."icmp_cnt_max",
          "t6"."peers_cnt_max",
          "t6"."ports_cnt_max",
          "t6"."max_sessions_per_minute_max",
          "t6"."peer_entropy_max",
          '1h' AS "window"
        FROM (
          SELECT
            "t1".*
            EXCLUDE ("ring")
          FROM (
            SELECT
              *
            FROM "{0}" AS "t0"
            WHERE
              "t0"."ring" <= 2
          ) AS "t1"
        ) AS "t6"
      ) AS "t11"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t7"."host_ip",
          "t7"."role",
          "t7"."active",
          "t7"."sessions_cnt_sum",
          "t7"."bytes_sent_sum_sum",
          "t7"."bytes_recv_sum_sum",
          "t7"."duration_sum_sum",
          "t7"."allow_cnt_sum",
          "t7"."drop_cnt_sum",
          "t7"."alert_cnt_sum",
          "t7"."rst_cnt_sum",
          "t7"."aged_out_cnt_sum",
          "t7"."tcp_cnt_sum",
          "t7"."udp_cnt_sum",
          "t7"."icmp_cnt_sum",
          "t7"."peers_cnt_sum",
          "t7"."ports_cnt_sum",
          "t7"."max_sessions_per_minute_sum",
          "t7"."peer_entropy_sum",
          "t7"."sessions_cnt_max",
          "t7"."bytes_sent_sum_max",
          "t7"."bytes_recv_sum_max",
          "t7"."duration_sum_max",
          "t7"."allow_cnt_max",
          "t7"."drop_cnt_max",
          "t7"."alert_cnt_max",
          "t7"."rst_cnt_max",
          "t7"."aged_out_cnt_max",
          "t7"."tcp_cnt_max",
          "t7"."udp_cnt_max",
          "t7"."icmp_cnt_max",
          "t7"."peers_cnt_max",
          "t7"."ports_cnt_max",
          "t7"."max_sessions_per_minute_max",
          "t7"."peer_entropy_max",
          '8h' AS "window"
        FROM (
          SELECT
            "t2".*
            EXCLUDE ("ring")
          FROM (
            SELECT
              *
            FROM "{0}" AS "t0"
            WHERE
              "t0"."ring" <= 3
          ) AS "t2"
        ) AS "t7"
      ) AS "t12"
    ) AS "t16"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."host_ip",
          "t8"."role",
          "t8"."active",
          "t8"."sessions_cnt_sum",
          "t8"."bytes_sent_sum_sum",
          "t8"."bytes_recv_sum_sum",
          "t8"."duration_sum_sum",
          "t8"."allow_cnt_sum",
          "t8"."drop_cnt_sum",
          "t8"."alert_cnt_sum",
          "t8"."rst_cnt_sum",
          "t8"."aged_out_cnt_sum",
          "t8"."tcp_cnt_sum",
          "t8"."udp_cnt_sum",
          "t8"."icmp_cnt_sum",
          "t8"."peers_cnt_sum",
          "t8"."ports_cnt_sum",
          "t8"."max_sessions_per_minute_sum",
          "t8"."peer_entropy_sum",
          "t8"."sessions_cnt_max",
          "t8"."bytes_sent_sum_max",
          "t8"."bytes_recv_sum_max",
          "t8"."duration_sum_max",
          "t8"."allow_cnt_max",
          "t8"."drop_cnt_max",
          "t8"."alert_cnt_max",
          "t8"."rst_cnt_max",
          "t8"."aged_out_cnt_max",
          "t8"."tcp_cnt_max",
          "t8"."udp_cnt_max",
          "t8"."icmp_cnt_max",
          "t8"."peers_cnt_max",
          "t8"."ports_cnt_max",
          "t8"."max_sessions_per_minute_max",
          "t8"."peer_entropy_max",
          '24h' AS "window"
        FROM (
          SELECT
            "t3".*
            EXCLUDE ("ring")
          FROM (
            SELECT
              *
            FROM "{0}" AS "t0"
            WHERE
              "t0"."ring" <= 4
          ) AS "t3"
        ) AS "t8"
      ) AS "t13"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t9"."host_ip",
            "t9"."role",
            "t9"."active",
            "t9"."sessions_cnt_sum",
            "t9"."bytes_sent_sum_sum",
            "t9"."bytes_recv_sum_sum",
            "t9"."duration_sum_sum",
            "t9"."allow_cnt_sum",
            "t9"."drop_cnt_sum",
            "t9"."alert_cnt_sum",
            "t9"."rst_cnt_sum",
            "t9"."aged_out_cnt_sum",
            "t9"."tcp_cnt_sum",
            "t9"."udp_cnt_sum",
            "t9"."icmp_cnt_sum",
            "t9"."peers_cnt_sum",
            "t9"."ports_cnt_sum",
            "t9"."max_sessions_per_minute_sum",
            "t9"."peer_entropy_sum",
            "t9"."sessions_cnt_max",
            "t9"."bytes_sent_sum_max",
            "t9"."bytes_recv_sum_max",
            "t9"."duration_sum_max",
            "t9"."allow_cnt_max",
            "t9"."drop_cnt_max",
            "t9"."alert_cnt_max",
            "t9"."rst_cnt_max",
            "t9"."aged_out_cnt_max",
            "t9"."tcp_cnt_max",
            "t9"."udp_cnt_max",
            "t9"."icmp_cnt_max",
            "t9"."peers_cnt_max",
            "t9"."ports_cnt_max",
            "t9"."max_sessions_per_minute_max",
            "t9"."peer_entropy_max",
            '15m' AS "window"
          FROM (
            SELECT
              "t4".*
              EXCLUDE ("ring")
            FROM (
              SELECT
                *
              FROM "{0}" AS "t0"
              WHERE
                "t0"."ring" <= 0
            ) AS "t4"
          ) AS "t9"
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t10"."host_ip",
            "t10"."role",
            "t10"."active",
            "t10"."sessions_cnt_sum",
            "t10"."bytes_sent_sum_sum",
            "t10"."bytes_recv_sum_sum",
            "t10"."duration_sum_sum",
            "t10"."allow_cnt_sum",
            "t10"."drop_cnt_sum",
            "t10"."alert_cnt_sum",
            "t10"."rst_cnt_sum",
            "t10"."aged_out_cnt_sum",
            "t10"."tcp_cnt_sum",
            "t10"."udp_cnt_sum",
            "t10"."icmp_cnt_sum",
            "t10"."peers_cnt_sum",
            "t10"."ports_cnt_sum",
            "t10"."max_sessions_per_minute_sum",
            "t10"."peer_entropy_sum",
            "t10"."sessions_cnt_max",
            "t10"."bytes_sent_sum_max",
            "t10"."bytes_recv_sum_max",
            "t10"."duration_sum_max",
            "t10"."allow_cnt_max",
            "t10"."drop_cnt_max",
            "t10"."alert_cnt_max",
            "t10"."rst_cnt_max",
            "t10"."aged_out_cnt_max",
            "t10"."tcp_cnt_max",
            "t10"."udp_cnt_max",
            "t10"."icmp_cnt_max",
            "t10"."peers_cnt_max",
            "t10"."ports_cnt_max",
            "t10"."max_sessions_per_minute_max",
            "t10"."peer_entropy_max",
            '30m' AS "window"
          FROM (
            SELECT
              "t5".*
              EXCLUDE ("ring")
            FROM (
              SELECT
                *
              FROM "{0}" AS "t0"
              WHERE
                "t0"."ring" <= 1
            ) AS "t5"
          ) AS "t10"
        ) AS "t15"
      ) AS "t17"
    ) AS "t18"
  ) AS "t19"
  GROUP BY
    1,
    2,
    3
) AS "t20"
