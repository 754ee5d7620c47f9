-- steps.fg_a_builder.windows.describe_levels, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/queries.py a868235f10bc586c42fff2e808e61403522d0b6d20ff972870ae53dad63992c0
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
-- source steps/fg_a_builder/windows.py effc66b86f7d6edd3d406430285a232cb51577c30a3ff865063a4f05f0a3ae9b
SELECT
  "t13"."host_ip",
  "t13"."role",
  "t13"."at",
  "t13"."window",
  COALESCE(
    CAST(CASE
      WHEN "t13"."sessions_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."sessions_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."sessions_cnt_sum"
    END AS BIGINT),
    0
  ) AS "sessions_cnt_sum",
  COALESCE(CAST("t13"."sessions_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "sessions_cnt_mean",
  COALESCE("t13"."sessions_cnt_max", 0) AS "sessions_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."bytes_sent_sum_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."bytes_sent_sum_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."bytes_sent_sum_sum"
    END AS BIGINT),
    0
  ) AS "bytes_sent_sum_sum",
  COALESCE(CAST("t13"."bytes_sent_sum_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "bytes_sent_sum_mean",
  COALESCE("t13"."bytes_sent_sum_max", 0) AS "bytes_sent_sum_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."bytes_recv_sum_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."bytes_recv_sum_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."bytes_recv_sum_sum"
    END AS BIGINT),
    0
  ) AS "bytes_recv_sum_sum",
  COALESCE(CAST("t13"."bytes_recv_sum_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "bytes_recv_sum_mean",
  COALESCE("t13"."bytes_recv_sum_max", 0) AS "bytes_recv_sum_max",
  COALESCE(CAST("t13"."duration_sum_sum" AS DOUBLE), 0.0) AS "duration_sum_sum",
  COALESCE(CAST("t13"."duration_sum_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "duration_sum_mean",
  COALESCE("t13"."duration_sum_max", 0.0) AS "duration_sum_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."allow_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."allow_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."allow_cnt_sum"
    END AS BIGINT),
    0
  ) AS "allow_cnt_sum",
  COALESCE(CAST("t13"."allow_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "allow_cnt_mean",
  COALESCE("t13"."allow_cnt_max", 0) AS "allow_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."drop_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."drop_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."drop_cnt_sum"
    END AS BIGINT),
    0
  ) AS "drop_cnt_sum",
  COALESCE(CAST("t13"."drop_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "drop_cnt_mean",
  COALESCE("t13"."drop_cnt_max", 0) AS "drop_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."alert_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."alert_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."alert_cnt_sum"
    END AS BIGINT),
    0
  ) AS "alert_cnt_sum",
  COALESCE(CAST("t13"."alert_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "alert_cnt_mean",
  COALESCE("t13"."alert_cnt_max", 0) AS "alert_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."rst_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."rst_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."rst_cnt_sum"
    END AS BIGINT),
    0
  ) AS "rst_cnt_sum",
  COALESCE(CAST("t13"."rst_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "rst_cnt_mean",
  COALESCE("t13"."rst_cnt_max", 0) AS "rst_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."aged_out_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."aged_out_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."aged_out_cnt_sum"
    END AS BIGINT),
    0
  ) AS "aged_out_cnt_sum",
  COALESCE(CAST("t13"."aged_out_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "aged_out_cnt_mean",
  COALESCE("t13"."aged_out_cnt_max", 0) AS "aged_out_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."tcp_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."tcp_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."tcp_cnt_sum"
    END AS BIGINT),
    0
  ) AS "tcp_cnt_sum",
  COALESCE(CAST("t13"."tcp_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "tcp_cnt_mean",
  COALESCE("t13"."tcp_cnt_max", 0) AS "tcp_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."udp_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."udp_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."udp_cnt_sum"
    END AS BIGINT),
    0
  ) AS "udp_cnt_sum",
  COALESCE(CAST("t13"."udp_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "udp_cnt_mean",
  COALESCE("t13"."udp_cnt_max", 0) AS "udp_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."icmp_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."icmp_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."icmp_cnt_sum"
    END AS BIGINT),
    0
  ) AS "icmp_cnt_sum",
  COALESCE(CAST("t13"."icmp_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "icmp_cnt_mean",
  COALESCE("t13"."icmp_cnt_max", 0) AS "icmp_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."peers_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."peers_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."peers_cnt_sum"
    END AS BIGINT),
    0
  ) AS "peers_cnt_sum",
  COALESCE(CAST("t13"."peers_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "peers_cnt_mean",
  COALESCE("t13"."peers_cnt_max", 0) AS "peers_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."ports_cnt_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."ports_cnt_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."ports_cnt_sum"
    END AS BIGINT),
    0
  ) AS "ports_cnt_sum",
  COALESCE(CAST("t13"."ports_cnt_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "ports_cnt_mean",
  COALESCE("t13"."ports_cnt_max", 0) AS "ports_cnt_max",
  COALESCE(
    CAST(CASE
      WHEN "t13"."max_sessions_per_minute_sum" > CAST(9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(9223372036854775807 AS DECIMAL(38, 0))
      WHEN "t13"."max_sessions_per_minute_sum" < CAST(-9223372036854775807 AS DECIMAL(38, 0))
      THEN CAST(-9223372036854775807 AS DECIMAL(38, 0))
      ELSE "t13"."max_sessions_per_minute_sum"
    END AS BIGINT),
    0
  ) AS "max_sessions_per_minute_sum",
  COALESCE(
    CAST("t13"."max_sessions_per_minute_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE),
    0.0
  ) AS "max_sessions_per_minute_mean",
  COALESCE("t13"."max_sessions_per_minute_max", 0) AS "max_sessions_per_minute_max",
  COALESCE(CAST("t13"."peer_entropy_sum" AS DOUBLE), 0.0) AS "peer_entropy_sum",
  COALESCE(CAST("t13"."peer_entropy_sum" AS DOUBLE) / CAST("t13"."active" AS DOUBLE), 0.0) AS "peer_entropy_mean",
  COALESCE("t13"."peer_entropy_max", 0.0) AS "peer_entropy_max",
  COALESCE(
    CASE
      WHEN CAST("t13"."sessions_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t13"."drop_cnt_sum" AS DOUBLE) / CAST("t13"."sessions_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "drop_ratio",
  COALESCE(
    CASE
      WHEN CAST("t13"."sessions_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t13"."rst_cnt_sum" AS DOUBLE) / CAST("t13"."sessions_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "reset_ratio",
  COALESCE(
    CASE
      WHEN CAST("t13"."sessions_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t13"."aged_out_cnt_sum" AS DOUBLE) / CAST("t13"."sessions_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "aged_out_ratio",
  COALESCE(
    CASE
      WHEN (
        CAST("t13"."bytes_sent_sum_sum" AS DOUBLE) + CAST("t13"."bytes_recv_sum_sum" AS DOUBLE)
      ) > 0
      THEN (
        CAST("t13"."bytes_sent_sum_sum" AS DOUBLE) - CAST("t13"."bytes_recv_sum_sum" AS DOUBLE)
      ) / (
        CAST("t13"."bytes_sent_sum_sum" AS DOUBLE) + CAST("t13"."bytes_recv_sum_sum" AS DOUBLE)
      )
      ELSE 0.0
    END,
    0.0
  ) AS "bytes_asymmetry",
  COALESCE(
    CASE
      WHEN CAST("t13"."peers_cnt_sum" AS DOUBLE) > 0
      THEN CAST("t13"."sessions_cnt_sum" AS DOUBLE) / CAST("t13"."peers_cnt_sum" AS DOUBLE)
      ELSE 0.0
    END,
    0.0
  ) AS "sessions_per_peer",
  COALESCE("t13"."active", 0) AS "active_slices"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."host_ip",
        "t0"."role",
        "t0"."at",
        "t0"."active",
        "t0"."sessions_cnt_sum",
        "t0"."bytes_sent_sum_sum",
        "t0"."bytes_recv_sum_sum",
        "t0"."duration_sum_sum",
        "t0"."allow_cnt_sum",
        "t0"."drop_cnt_sum",
        "t0"."alert_cnt_sum",
        "t0"."rst_cnt_sum",
        "t0"."aged_out_cnt_sum",
        "t0"."tcp_cnt_sum",
        "t0"."udp_cnt_sum",
        "t0"."icmp_cnt_sum",
        "t0"."peers_cnt_sum",
        "t0"."ports_cnt_sum",
        "t0"."max_sessions_per_minute_sum",
        "t0"."peer_entropy_sum",
        "t0"."sessions_cnt_max",
        "t0"."bytes_sent_sum_max",
        "t0"."bytes_recv_sum_max",
        "t0"."duration_sum_max",
        "t0"."allow_cnt_max",
        "t0"."drop_cnt_max",
        "t0"."alert_cnt_max",
        "t0"."rst_cnt_max",
        "t0"."aged_out_cnt_max",
        "t0"."tcp_cnt_max",
        "t0"."udp_cnt_max",
        "t0"."icmp_cnt_max",
        "t0"."peers_cnt_max",
        "t0"."ports_cnt_max",
        "t0"."max_sessions_per_minute_max",
        "t0"."peer_entropy_max",
        '1h' AS "window"
      FROM "{2}" AS "t0"
      WHERE
        "t0"."at" >= 0
    ) AS "t5"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t1"."host_ip",
        "t1"."role",
        "t1"."at",
        CAST("t1"."active" AS BIGINT) AS "active",
        CAST("t1"."sessions_cnt_sum" AS BIGINT) AS "sessions_cnt_sum",
        "t1"."bytes_sent_sum_sum",
        "t1"."bytes_recv_sum_sum",
        "t1"."duration_sum_sum",
        CAST("t1"."allow_cnt_sum" AS BIGINT) AS "allow_cnt_sum",
        CAST("t1"."drop_cnt_sum" AS BIGINT) AS "drop_cnt_sum",
        CAST("t1"."alert_cnt_sum" AS BIGINT) AS "alert_cnt_sum",
        CAST("t1"."rst_cnt_sum" AS BIGINT) AS "rst_cnt_sum",
        CAST("t1"."aged_out_cnt_sum" AS BIGINT) AS "aged_out_cnt_sum",
        CAST("t1"."tcp_cnt_sum" AS BIGINT) AS "tcp_cnt_sum",
        CAST("t1"."udp_cnt_sum" AS BIGINT) AS "udp_cnt_sum",
        CAST("t1"."icmp_cnt_sum" AS BIGINT) AS "icmp_cnt_sum",
        CAST("t1"."peers_cnt_sum" AS BIGINT) AS "peers_cnt_sum",
        CAST("t1"."ports_cnt_sum" AS BIGINT) AS "ports_cnt_sum",
        CAST("t1"."max_sessions_per_minute_sum" AS BIGINT) AS "max_sessions_per_minute_sum",
        "t1"."peer_entropy_sum",
        "t1"."sessions_cnt_max",
        "t1"."bytes_sent_sum_max",
        "t1"."bytes_recv_sum_max",
        "t1"."duration_sum_max",
        "t1"."allow_cnt_max",
        "t1"."drop_cnt_max",
        "t1"."alert_cnt_max",
        "t1"."rst_cnt_max",
        "t1"."aged_out_cnt_max",
        "t1"."tcp_cnt_max",
        "t1"."udp_cnt_max",
        "t1"."icmp_cnt_max",
        "t1"."peers_cnt_max",
        "t1"."ports_cnt_max",
        "t1"."max_sessions_per_minute_max",
        "t1"."peer_entropy_max",
        '8h' AS "window"
      FROM "{3}" AS "t1"
      WHERE
        "t1"."at" >= 0
    ) AS "t6"
  ) AS "t10"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."host_ip",
        "t2"."role",
        "t2"."at",
        "t2"."active",
        "t2"."sessions_cnt_sum",
        "t2"."bytes_sent_sum_sum",
        "t2"."bytes_recv_sum_sum",
        "t2"."duration_sum_sum",
        "t2"."allow_cnt_sum",
        "t2"."drop_cnt_sum",
        "t2"."alert_cnt_sum",
        "t2"."rst_cnt_sum",
        "t2"."aged_out_cnt_sum",
        "t2"."tcp_cnt_sum",
        "t2"."udp_cnt_sum",
        "t2"."icmp_cnt_sum",
        "t2"."peers_cnt_sum",
        "t2"."ports_cnt_sum",
        "t2"."max_sessions_per_minute_sum",
        "t2"."peer_entropy_sum",
        "t2"."sessions_cnt_max",
        "t2"."bytes_sent_sum_max",
        "t2"."bytes_recv_sum_max",
        "t2"."duration_sum_max",
        "t2"."allow_cnt_max",
        "t2"."drop_cnt_max",
        "t2"."alert_cnt_max",
        "t2"."rst_cnt_max",
        "t2"."aged_out_cnt_max",
        "t2"."tcp_cnt_max",
        "t2"."udp_cnt_max",
        "t2"."icmp_cnt_max",
        "t2"."peers_cnt_max",
        "t2"."ports_cnt_max",
        "t2"."max_sessions_per_minute_max",
        "t2"."peer_entropy_max",
        '24h' AS "window"
      FROM "{4}" AS "t2"
      WHERE
        "t2"."at" >= 0
    ) AS "t7"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."host_ip",
          "t3"."role",
          "t3"."at",
          CAST("t3"."active" AS BIGINT) AS "active",
          "t3"."sessions_cnt_sum",
          "t3"."bytes_sent_sum_sum",
          "t3"."bytes_recv_sum_sum",
          "t3"."duration_sum_sum",
          "t3"."allow_cnt_sum",
          "t3"."drop_cnt_sum",
          "t3"."alert_cnt_sum",
          "t3"."rst_cnt_sum",
          "t3"."aged_out_cnt_sum",
          "t3"."tcp_cnt_sum",
          "t3"."udp_cnt_sum",
          "t3"."icmp_cnt_sum",
          "t3"."peers_cnt_sum",
          "t3"."ports_cnt_sum",
          "t3"."max_sessions_per_minute_sum",
          "t3"."peer_entropy_sum",
          "t3"."sessions_cnt_max",
          "t3"."bytes_sent_sum_max",
          "t3"."bytes_recv_sum_max",
          "t3"."duration_sum_max",
          "t3"."allow_cnt_max",
          "t3"."drop_cnt_max",
          "t3"."alert_cnt_max",
          "t3"."rst_cnt_max",
          "t3"."aged_out_cnt_max",
          "t3"."tcp_cnt_max",
          "t3"."udp_cnt_max",
          "t3"."icmp_cnt_max",
          "t3"."peers_cnt_max",
          "t3"."ports_cnt_max",
          "t3"."max_sessions_per_minute_max",
          "t3"."peer_entropy_max",
          '15m' AS "window"
        FROM "{0}" AS "t3"
        WHERE
          "t3"."at" >= 0
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t4"."host_ip",
          "t4"."role",
          "t4"."at",
          CAST("t4"."active" AS BIGINT) AS "active",
          CAST("t4"."sessions_cnt_sum" AS BIGINT) AS "sessions_cnt_sum",
          "t4"."bytes_sent_sum_sum",
          "t4"."bytes_recv_sum_sum",
          "t4"."duration_sum_sum",
          CAST("t4"."allow_cnt_sum" AS BIGINT) AS "allow_cnt_sum",
          CAST("t4"."drop_cnt_sum" AS BIGINT) AS "drop_cnt_sum",
          CAST("t4"."alert_cnt_sum" AS BIGINT) AS "alert_cnt_sum",
          CAST("t4"."rst_cnt_sum" AS BIGINT) AS "rst_cnt_sum",
          CAST("t4"."aged_out_cnt_sum" AS BIGINT) AS "aged_out_cnt_sum",
          CAST("t4"."tcp_cnt_sum" AS BIGINT) AS "tcp_cnt_sum",
          CAST("t4"."udp_cnt_sum" AS BIGINT) AS "udp_cnt_sum",
          CAST("t4"."icmp_cnt_sum" AS BIGINT) AS "icmp_cnt_sum",
          CAST("t4"."peers_cnt_sum" AS BIGINT) AS "peers_cnt_sum",
          CAST("t4"."ports_cnt_sum" AS BIGINT) AS "ports_cnt_sum",
          CAST("t4"."max_sessions_per_minute_sum" AS BIGINT) AS "max_sessions_per_minute_sum",
          "t4"."peer_entropy_sum",
          "t4"."sessions_cnt_max",
          "t4"."bytes_sent_sum_max",
          "t4"."bytes_recv_sum_max",
          "t4"."duration_sum_max",
          "t4"."allow_cnt_max",
          "t4"."drop_cnt_max",
          "t4"."alert_cnt_max",
          "t4"."rst_cnt_max",
          "t4"."aged_out_cnt_max",
          "t4"."tcp_cnt_max",
          "t4"."udp_cnt_max",
          "t4"."icmp_cnt_max",
          "t4"."peers_cnt_max",
          "t4"."ports_cnt_max",
          "t4"."max_sessions_per_minute_max",
          "t4"."peer_entropy_max",
          '30m' AS "window"
        FROM "{1}" AS "t4"
        WHERE
          "t4"."at" >= 0
      ) AS "t9"
    ) AS "t11"
  ) AS "t12"
) AS "t13"
