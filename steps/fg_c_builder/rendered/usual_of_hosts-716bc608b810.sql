-- steps.fg_c_builder.comparison.usual_of_hosts, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_c_builder/comparison.py c2a7be95ad1a21ce3a6de2d0d1090e88fb0b5ada67c685abf5664a3b584eb3ed
SELECT
  "t12"."host_ip",
  "t12"."role",
  "t6"."reference_ts",
  "t9"."sessions_cnt_sum_w_15m_median",
  "t9"."sessions_cnt_sum_w_15m_scale",
  "t9"."sessions_cnt_sum_w_15m_divisor",
  "t9"."sessions_cnt_sum_w_15m_log",
  "t9"."bytes_sent_sum_sum_w_15m_median",
  "t9"."bytes_sent_sum_sum_w_15m_scale",
  "t9"."bytes_sent_sum_sum_w_15m_divisor",
  "t9"."bytes_sent_sum_sum_w_15m_log",
  "t9"."bytes_recv_sum_sum_w_15m_median",
  "t9"."bytes_recv_sum_sum_w_15m_scale",
  "t9"."bytes_recv_sum_sum_w_15m_divisor",
  "t9"."bytes_recv_sum_sum_w_15m_log",
  "t9"."duration_sum_sum_w_15m_median",
  "t9"."duration_sum_sum_w_15m_scale",
  "t9"."duration_sum_sum_w_15m_divisor",
  "t9"."duration_sum_sum_w_15m_log",
  "t9"."allow_cnt_sum_w_15m_median",
  "t9"."allow_cnt_sum_w_15m_scale",
  "t9"."allow_cnt_sum_w_15m_divisor",
  "t9"."allow_cnt_sum_w_15m_log",
  "t9"."drop_cnt_sum_w_15m_median",
  "t9"."drop_cnt_sum_w_15m_scale",
  "t9"."drop_cnt_sum_w_15m_divisor",
  "t9"."drop_cnt_sum_w_15m_log",
  "t9"."alert_cnt_sum_w_15m_median",
  "t9"."alert_cnt_sum_w_15m_scale",
  "t9"."alert_cnt_sum_w_15m_divisor",
  "t9"."alert_cnt_sum_w_15m_log",
  "t9"."rst_cnt_sum_w_15m_median",
  "t9"."rst_cnt_sum_w_15m_scale",
  "t9"."rst_cnt_sum_w_15m_divisor",
  "t9"."rst_cnt_sum_w_15m_log",
  "t9"."aged_out_cnt_sum_w_15m_median",
  "t9"."aged_out_cnt_sum_w_15m_scale",
  "t9"."aged_out_cnt_sum_w_15m_divisor",
  "t9"."aged_out_cnt_sum_w_15m_log",
  "t9"."tcp_cnt_sum_w_15m_median",
  "t9"."tcp_cnt_sum_w_15m_scale",
  "t9"."tcp_cnt_sum_w_15m_divisor",
  "t9"."tcp_cnt_sum_w_15m_log",
  "t9"."udp_cnt_sum_w_15m_median",
  "t9"."udp_cnt_sum_w_15m_scale",
  "t9"."udp_cnt_sum_w_15m_divisor",
  "t9"."udp_cnt_sum_w_15m_log",
  "t9"."icmp_cnt_sum_w_15m_median",
  "t9"."icmp_cnt_sum_w_15m_scale",
  "t9"."icmp_cnt_sum_w_15m_divisor",
  "t9"."icmp_cnt_sum_w_15m_log",
  "t9"."peers_cnt_sum_w_15m_median",
  "t9"."peers_cnt_sum_w_15m_scale",
  "t9"."peers_cnt_sum_w_15m_divisor",
  "t9"."peers_cnt_sum_w_15m_log",
  "t9"."ports_cnt_sum_w_15m_median",
  "t9"."ports_cnt_sum_w_15m_scale",
  "t9"."ports_cnt_sum_w_15m_divisor",
  "t9"."ports_cnt_sum_w_15m_log",
  "t9"."max_sessions_per_minute_sum_w_15m_median",
  "t9"."max_sessions_per_minute_sum_w_15m_scale",
  "t9"."max_sessions_per_minute_sum_w_15m_divisor",
  "t9"."max_sessions_per_minute_sum_w_15m_log",
  "t9"."peer_entropy_sum_w_15m_median",
  "t9"."peer_entropy_sum_w_15m_scale",
  "t9"."peer_entropy_sum_w_15m_divisor",
  "t9"."peer_entropy_sum_w_15m_log",
  "t9"."drop_ratio_w_15m_median",
  "t9"."drop_ratio_w_15m_scale",
  "t9"."drop_ratio_w_15m_divisor",
  "t9"."drop_ratio_w_15m_log",
  "t9"."reset_ratio_w_15m_median",
  "t9"."reset_ratio_w_15m_scale",
  "t9"."reset_ratio_w_15m_divisor",
  "t9"."reset_ratio_w_15m_log",
  "t9"."aged_out_ratio_w_15m_median",
  "t9"."aged_out_ratio_w_15m_scale",
  "t9"."aged_out_ratio_w_15m_divisor",
  "t9"."aged_out_ratio_w_15m_log",
  "t9"."bytes_asymmetry_w_15m_median",
  "t9"."bytes_asymmetry_w_15m_scale",
  "t9"."bytes_asymmetry_w_15m_divisor",
  "t9"."bytes_asymmetry_w_15m_log",
  "t9"."sessions_per_peer_w_15m_median",
  "t9"."sessions_per_peer_w_15m_scale",
  "t9"."sessions_per_peer_w_15m_divisor",
  "t9"."sessions_per_peer_w_15m_log",
  "t9"."sessions_cnt_sum_w_1h_median",
  "t9"."sessions_cnt_sum_w_1h_scale",
  "t9"."sessions_cnt_sum_w_1h_divisor",
  "t9"."sessions_cnt_sum_w_1h_log",
  "t9"."bytes_sent_sum_sum_w_1h_median",
  "t9"."bytes_sent_sum_sum_w_1h_scale",
  "t9"."bytes_sent_sum_sum_w_1h_divisor",
  "t9"."bytes_sent_sum_sum_w_1h_log",
  "t9"."bytes_recv_sum_sum_w_1h_median",
  "t9"."bytes_recv_sum_sum_w_1h_scale",
  "t9"."bytes_recv_sum_sum_w_1h_divisor",
  "t9"."bytes_recv_sum_sum_w_1h_log",
  "t9"."drop_cnt_sum_w_1h_median",
  "t9"."drop_cnt_sum_w_1h_scale",
  "t9"."drop_cnt_sum_w_1h_divisor",
  "t9"."drop_cnt_sum_w_1h_log",
  "t9"."peers_cnt_sum_w_1h_median",
  "t9"."peers_cnt_sum_w_1h_scale",
  "t9"."peers_cnt_sum_w_1h_divisor",
  "t9"."peers_cnt_sum_w_1h_log",
  "t9"."ports_cnt_sum_w_1h_median",
  "t9"."ports_cnt_sum_w_1h_scale",
  "t9"."ports_cnt_sum_w_1h_divisor",
  "t9"."ports_cnt_sum_w_1h_log",
  "t9"."sessions_cnt_sum_w_24h_median",
  "t9"."sessions_cnt_sum_w_24h_scale",
  "t9"."sessions_cnt_sum_w_24h_divisor",
  "t9"."sessions_cnt_sum_w_24h_log",
  "t9"."bytes_sent_sum_sum_w_24h_median",
  "t9"."bytes_sent_sum_sum_w_24h_scale",
  "t9"."bytes_sent_sum_sum_w_24h_divisor",
  "t9"."bytes_sent_sum_sum_w_24h_log",
  "t9"."bytes_recv_sum_sum_w_24h_median",
  "t9"."bytes_recv_sum_sum_w_24h_scale",
  "t9"."bytes_recv_sum_sum_w_24h_divisor",
  "t9"."bytes_recv_sum_sum_w_24h_log",
  "t9"."drop_cnt_sum_w_24h_median",
  "t9"."drop_cnt_sum_w_24h_scale",
  "t9"."drop_cnt_sum_w_24h_divisor",
  "t9"."drop_cnt_sum_w_24h_log",
  "t9"."peers_cnt_sum_w_24h_median",
  "t9"."peers_cnt_sum_w_24h_scale",
  "t9"."peers_cnt_sum_w_24h_divisor",
  "t9"."peers_cnt_sum_w_24h_log",
  "t9"."ports_cnt_sum_w_24h_median",
  "t9"."ports_cnt_sum_w_24h_scale",
  "t9"."ports_cnt_sum_w_24h_divisor",
  "t9"."ports_cnt_sum_w_24h_log",
  COALESCE("t9"."usual_scope", 'none') AS "scope"
FROM (
  SELECT
    "t10"."host_ip",
    "t10"."role",
    COALESCE("t10"."warm_host", '') AS "key"
  FROM (
    SELECT
      "t5"."host_ip",
      "t5"."role",
      "t7"."warm_host",
      "t7"."warm_role"
    FROM (
      SELECT DISTINCT
        "t1"."host_ip",
        "t1"."role"
      FROM "{0}" AS "t1"
    ) AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t0"."host_ip" AS "warm_host",
        "t0"."role" AS "warm_role"
      FROM "{1}" AS "t0"
      WHERE
        "t0"."horizon" = '30d' AND "t0"."scope" = 'host' AND NOT (
          "t0"."cold_start"
        )
    ) AS "t7"
      ON "t5"."host_ip" = "t7"."warm_host" AND "t5"."role" = "t7"."warm_role"
  ) AS "t10"
) AS "t12"
LEFT OUTER JOIN (
  SELECT
    "t0"."role" AS "usual_role",
    COALESCE("t0"."host_ip", '') AS "usual_host",
    "t0"."scope" AS "usual_scope",
    "t0"."sessions_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."sessions_cnt_sum_w_15m_mad" > 0
      THEN "t0"."sessions_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."sessions_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."sessions_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."sessions_cnt_sum_w_15m_median") * 0.1)
    END AS "sessions_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."sessions_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."sessions_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "sessions_cnt_sum_w_15m_divisor",
    SIGN("t0"."sessions_cnt_sum_w_15m_median") * LN(ABS("t0"."sessions_cnt_sum_w_15m_median") + 1.0) AS "sessions_cnt_sum_w_15m_log",
    "t0"."bytes_sent_sum_sum_w_15m_median",
    CASE
      WHEN "t0"."bytes_sent_sum_sum_w_15m_mad" > 0
      THEN "t0"."bytes_sent_sum_sum_w_15m_mad" * 1.4826
      WHEN "t0"."bytes_sent_sum_sum_w_15m_iqr" > 0
      THEN "t0"."bytes_sent_sum_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."bytes_sent_sum_sum_w_15m_median") * 0.1)
    END AS "bytes_sent_sum_sum_w_15m_scale",
    CASE
      WHEN "t0"."bytes_sent_sum_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."bytes_sent_sum_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_sent_sum_sum_w_15m_divisor",
    SIGN("t0"."bytes_sent_sum_sum_w_15m_median") * LN(ABS("t0"."bytes_sent_sum_sum_w_15m_median") + 1.0) AS "bytes_sent_sum_sum_w_15m_log",
    "t0"."bytes_recv_sum_sum_w_15m_median",
    CASE
      WHEN "t0"."bytes_recv_sum_sum_w_15m_mad" > 0
      THEN "t0"."bytes_recv_sum_sum_w_15m_mad" * 1.4826
      WHEN "t0"."bytes_recv_sum_sum_w_15m_iqr" > 0
      THEN "t0"."bytes_recv_sum_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."bytes_recv_sum_sum_w_15m_median") * 0.1)
    END AS "bytes_recv_sum_sum_w_15m_scale",
    CASE
      WHEN "t0"."bytes_recv_sum_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."bytes_recv_sum_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_recv_sum_sum_w_15m_divisor",
    SIGN("t0"."bytes_recv_sum_sum_w_15m_median") * LN(ABS("t0"."bytes_recv_sum_sum_w_15m_median") + 1.0) AS "bytes_recv_sum_sum_w_15m_log",
    "t0"."duration_sum_sum_w_15m_median",
    CASE
      WHEN "t0"."duration_sum_sum_w_15m_mad" > 0
      THEN "t0"."duration_sum_sum_w_15m_mad" * 1.4826
      WHEN "t0"."duration_sum_sum_w_15m_iqr" > 0
      THEN "t0"."duration_sum_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."duration_sum_sum_w_15m_median") * 0.1)
    END AS "duration_sum_sum_w_15m_scale",
    CASE
      WHEN "t0"."duration_sum_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."duration_sum_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "duration_sum_sum_w_15m_divisor",
    SIGN("t0"."duration_sum_sum_w_15m_median") * LN(ABS("t0"."duration_sum_sum_w_15m_median") + 1.0) AS "duration_sum_sum_w_15m_log",
    "t0"."allow_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."allow_cnt_sum_w_15m_mad" > 0
      THEN "t0"."allow_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."allow_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."allow_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."allow_cnt_sum_w_15m_median") * 0.1)
    END AS "allow_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."allow_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."allow_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "allow_cnt_sum_w_15m_divisor",
    SIGN("t0"."allow_cnt_sum_w_15m_median") * LN(ABS("t0"."allow_cnt_sum_w_15m_median") + 1.0) AS "allow_cnt_sum_w_15m_log",
    "t0"."drop_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."drop_cnt_sum_w_15m_mad" > 0
      THEN "t0"."drop_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."drop_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."drop_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."drop_cnt_sum_w_15m_median") * 0.1)
    END AS "drop_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."drop_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."drop_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "drop_cnt_sum_w_15m_divisor",
    SIGN("t0"."drop_cnt_sum_w_15m_median") * LN(ABS("t0"."drop_cnt_sum_w_15m_median") + 1.0) AS "drop_cnt_sum_w_15m_log",
    "t0"."alert_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."alert_cnt_sum_w_15m_mad" > 0
      THEN "t0"."alert_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."alert_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."alert_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."alert_cnt_sum_w_15m_median") * 0.1)
    END AS "alert_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."alert_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."alert_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "alert_cnt_sum_w_15m_divisor",
    SIGN("t0"."alert_cnt_sum_w_15m_median") * LN(ABS("t0"."alert_cnt_sum_w_15m_median") + 1.0) AS "alert_cnt_sum_w_15m_log",
    "t0"."rst_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."rst_cnt_sum_w_15m_mad" > 0
      THEN "t0"."rst_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."rst_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."rst_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."rst_cnt_sum_w_15m_median") * 0.1)
    END AS "rst_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."rst_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."rst_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "rst_cnt_sum_w_15m_divisor",
    SIGN("t0"."rst_cnt_sum_w_15m_median") * LN(ABS("t0"."rst_cnt_sum_w_15m_median") + 1.0) AS "rst_cnt_sum_w_15m_log",
    "t0"."aged_out_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."aged_out_cnt_sum_w_15m_mad" > 0
      THEN "t0"."aged_out_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."aged_out_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."aged_out_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."aged_out_cnt_sum_w_15m_median") * 0.1)
    END AS "aged_out_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."aged_out_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."aged_out_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "aged_out_cnt_sum_w_15m_divisor",
    SIGN("t0"."aged_out_cnt_sum_w_15m_median") * LN(ABS("t0"."aged_out_cnt_sum_w_15m_median") + 1.0) AS "aged_out_cnt_sum_w_15m_log",
    "t0"."tcp_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."tcp_cnt_sum_w_15m_mad" > 0
      THEN "t0"."tcp_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."tcp_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."tcp_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."tcp_cnt_sum_w_15m_median") * 0.1)
    END AS "tcp_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."tcp_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."tcp_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "tcp_cnt_sum_w_15m_divisor",
    SIGN("t0"."tcp_cnt_sum_w_15m_median") * LN(ABS("t0"."tcp_cnt_sum_w_15m_median") + 1.0) AS "tcp_cnt_sum_w_15m_log",
    "t0"."udp_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."udp_cnt_sum_w_15m_mad" > 0
      THEN "t0"."udp_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."udp_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."udp_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."udp_cnt_sum_w_15m_median") * 0.1)
    END AS "udp_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."udp_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."udp_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "udp_cnt_sum_w_15m_divisor",
    SIGN("t0"."udp_cnt_sum_w_15m_median") * LN(ABS("t0"."udp_cnt_sum_w_15m_median") + 1.0) AS "udp_cnt_sum_w_15m_log",
    "t0"."icmp_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."icmp_cnt_sum_w_15m_mad" > 0
      THEN "t0"."icmp_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."icmp_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."icmp_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."icmp_cnt_sum_w_15m_median") * 0.1)
    END AS "icmp_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."icmp_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."icmp_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "icmp_cnt_sum_w_15m_divisor",
    SIGN("t0"."icmp_cnt_sum_w_15m_median") * LN(ABS("t0"."icmp_cnt_sum_w_15m_median") + 1.0) AS "icmp_cnt_sum_w_15m_log",
    "t0"."peers_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."peers_cnt_sum_w_15m_mad" > 0
      THEN "t0"."peers_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."peers_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."peers_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."peers_cnt_sum_w_15m_median") * 0.1)
    END AS "peers_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."peers_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."peers_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "peers_cnt_sum_w_15m_divisor",
    SIGN("t0"."peers_cnt_sum_w_15m_median") * LN(ABS("t0"."peers_cnt_sum_w_15m_median") + 1.0) AS "peers_cnt_sum_w_15m_log",
    "t0"."ports_cnt_sum_w_15m_median",
    CASE
      WHEN "t0"."ports_cnt_sum_w_15m_mad" > 0
      THEN "t0"."ports_cnt_sum_w_15m_mad" * 1.4826
      WHEN "t0"."ports_cnt_sum_w_15m_iqr" > 0
      THEN "t0"."ports_cnt_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."ports_cnt_sum_w_15m_median") * 0.1)
    END AS "ports_cnt_sum_w_15m_scale",
    CASE
      WHEN "t0"."ports_cnt_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."ports_cnt_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "ports_cnt_sum_w_15m_divisor",
    SIGN("t0"."ports_cnt_sum_w_15m_median") * LN(ABS("t0"."ports_cnt_sum_w_15m_median") + 1.0) AS "ports_cnt_sum_w_15m_log",
    "t0"."max_sessions_per_minute_sum_w_15m_median",
    CASE
      WHEN "t0"."max_sessions_per_minute_sum_w_15m_mad" > 0
      THEN "t0"."max_sessions_per_minute_sum_w_15m_mad" * 1.4826
      WHEN "t0"."max_sessions_per_minute_sum_w_15m_iqr" > 0
      THEN "t0"."max_sessions_per_minute_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."max_sessions_per_minute_sum_w_15m_median") * 0.1)
    END AS "max_sessions_per_minute_sum_w_15m_scale",
    CASE
      WHEN "t0"."max_sessions_per_minute_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."max_sessions_per_minute_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "max_sessions_per_minute_sum_w_15m_divisor",
    SIGN("t0"."max_sessions_per_minute_sum_w_15m_median") * LN(ABS("t0"."max_sessions_per_minute_sum_w_15m_median") + 1.0) AS "max_sessions_per_minute_sum_w_15m_log",
    "t0"."peer_entropy_sum_w_15m_median",
    CASE
      WHEN "t0"."peer_entropy_sum_w_15m_mad" > 0
      THEN "t0"."peer_entropy_sum_w_15m_mad" * 1.4826
      WHEN "t0"."peer_entropy_sum_w_15m_iqr" > 0
      THEN "t0"."peer_entropy_sum_w_15m_iqr" / 1.349
      ELSE GREATEST(0.1, ABS("t0"."peer_entropy_sum_w_15m_median") * 0.1)
    END AS "peer_entropy_sum_w_15m_scale",
    CASE
      WHEN "t0"."peer_entropy_sum_w_15m_median" IS NOT NULL
      THEN GREATEST(0.1, ABS("t0"."peer_entropy_sum_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "peer_entropy_sum_w_15m_divisor",
    SIGN("t0"."peer_entropy_sum_w_15m_median") * LN(ABS("t0"."peer_entropy_sum_w_15m_median") + 1.0) AS "peer_entropy_sum_w_15m_log",
    "t0"."drop_ratio_w_15m_median",
    CASE
      WHEN "t0"."drop_ratio_w_15m_mad" > 0
      THEN "t0"."drop_ratio_w_15m_mad" * 1.4826
      WHEN "t0"."drop_ratio_w_15m_iqr" > 0
      THEN "t0"."drop_ratio_w_15m_iqr" / 1.349
      ELSE GREATEST(0.01, ABS("t0"."drop_ratio_w_15m_median") * 0.1)
    END AS "drop_ratio_w_15m_scale",
    CASE
      WHEN "t0"."drop_ratio_w_15m_median" IS NOT NULL
      THEN GREATEST(0.01, ABS("t0"."drop_ratio_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "drop_ratio_w_15m_divisor",
    SIGN("t0"."drop_ratio_w_15m_median") * LN(ABS("t0"."drop_ratio_w_15m_median") + 1.0) AS "drop_ratio_w_15m_log",
    "t0"."reset_ratio_w_15m_median",
    CASE
      WHEN "t0"."reset_ratio_w_15m_mad" > 0
      THEN "t0"."reset_ratio_w_15m_mad" * 1.4826
      WHEN "t0"."reset_ratio_w_15m_iqr" > 0
      THEN "t0"."reset_ratio_w_15m_iqr" / 1.349
      ELSE GREATEST(0.01, ABS("t0"."reset_ratio_w_15m_median") * 0.1)
    END AS "reset_ratio_w_15m_scale",
    CASE
      WHEN "t0"."reset_ratio_w_15m_median" IS NOT NULL
      THEN GREATEST(0.01, ABS("t0"."reset_ratio_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "reset_ratio_w_15m_divisor",
    SIGN("t0"."reset_ratio_w_15m_median") * LN(ABS("t0"."reset_ratio_w_15m_median") + 1.0) AS "reset_ratio_w_15m_log",
    "t0"."aged_out_ratio_w_15m_median",
    CASE
      WHEN "t0"."aged_out_ratio_w_15m_mad" > 0
      THEN "t0"."aged_out_ratio_w_15m_mad" * 1.4826
      WHEN "t0"."aged_out_ratio_w_15m_iqr" > 0
      THEN "t0"."aged_out_ratio_w_15m_iqr" / 1.349
      ELSE GREATEST(0.01, ABS("t0"."aged_out_ratio_w_15m_median") * 0.1)
    END AS "aged_out_ratio_w_15m_scale",
    CASE
      WHEN "t0"."aged_out_ratio_w_15m_median" IS NOT NULL
      THEN GREATEST(0.01, ABS("t0"."aged_out_ratio_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "aged_out_ratio_w_15m_divisor",
    SIGN("t0"."aged_out_ratio_w_15m_median") * LN(ABS("t0"."aged_out_ratio_w_15m_median") + 1.0) AS "aged_out_ratio_w_15m_log",
    "t0"."bytes_asymmetry_w_15m_median",
    CASE
      WHEN "t0"."bytes_asymmetry_w_15m_mad" > 0
      THEN "t0"."bytes_asymmetry_w_15m_mad" * 1.4826
      WHEN "t0"."bytes_asymmetry_w_15m_iqr" > 0
      THEN "t0"."bytes_asymmetry_w_15m_iqr" / 1.349
      ELSE GREATEST(0.01, ABS("t0"."bytes_asymmetry_w_15m_median") * 0.1)
    END AS "bytes_asymmetry_w_15m_scale",
    CASE
      WHEN "t0"."bytes_asymmetry_w_15m_median" IS NOT NULL
      THEN GREATEST(0.01, ABS("t0"."bytes_asymmetry_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_asymmetry_w_15m_divisor",
    SIGN("t0"."bytes_asymmetry_w_15m_median") * LN(ABS("t0"."bytes_asymmetry_w_15m_median") + 1.0) AS "bytes_asymmetry_w_15m_log",
    "t0"."sessions_per_peer_w_15m_median",
    CASE
      WHEN "t0"."sessions_per_peer_w_15m_mad" > 0
      THEN "t0"."sessions_per_peer_w_15m_mad" * 1.4826
      WHEN "t0"."sessions_per_peer_w_15m_iqr" > 0
      THEN "t0"."sessions_per_peer_w_15m_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."sessions_per_peer_w_15m_median") * 0.1)
    END AS "sessions_per_peer_w_15m_scale",
    CASE
      WHEN "t0"."sessions_per_peer_w_15m_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."sessions_per_peer_w_15m_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "sessions_per_peer_w_15m_divisor",
    SIGN("t0"."sessions_per_peer_w_15m_median") * LN(ABS("t0"."sessions_per_peer_w_15m_median") + 1.0) AS "sessions_per_peer_w_15m_log",
    "t0"."sessions_cnt_sum_w_1h_median",
    CASE
      WHEN "t0"."sessions_cnt_sum_w_1h_mad" > 0
      THEN "t0"."sessions_cnt_sum_w_1h_mad" * 1.4826
      WHEN "t0"."sessions_cnt_sum_w_1h_iqr" > 0
      THEN "t0"."sessions_cnt_sum_w_1h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."sessions_cnt_sum_w_1h_median") * 0.1)
    END AS "sessions_cnt_sum_w_1h_scale",
    CASE
      WHEN "t0"."sessions_cnt_sum_w_1h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."sessions_cnt_sum_w_1h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "sessions_cnt_sum_w_1h_divisor",
    SIGN("t0"."sessions_cnt_sum_w_1h_median") * LN(ABS("t0"."sessions_cnt_sum_w_1h_median") + 1.0) AS "sessions_cnt_sum_w_1h_log",
    "t0"."bytes_sent_sum_sum_w_1h_median",
    CASE
      WHEN "t0"."bytes_sent_sum_sum_w_1h_mad" > 0
      THEN "t0"."bytes_sent_sum_sum_w_1h_mad" * 1.4826
      WHEN "t0"."bytes_sent_sum_sum_w_1h_iqr" > 0
      THEN "t0"."bytes_sent_sum_sum_w_1h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."bytes_sent_sum_sum_w_1h_median") * 0.1)
    END AS "bytes_sent_sum_sum_w_1h_scale",
    CASE
      WHEN "t0"."bytes_sent_sum_sum_w_1h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."bytes_sent_sum_sum_w_1h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_sent_sum_sum_w_1h_divisor",
    SIGN("t0"."bytes_sent_sum_sum_w_1h_median") * LN(ABS("t0"."bytes_sent_sum_sum_w_1h_median") + 1.0) AS "bytes_sent_sum_sum_w_1h_log",
    "t0"."bytes_recv_sum_sum_w_1h_median",
    CASE
      WHEN "t0"."bytes_recv_sum_sum_w_1h_mad" > 0
      THEN "t0"."bytes_recv_sum_sum_w_1h_mad" * 1.4826
      WHEN "t0"."bytes_recv_sum_sum_w_1h_iqr" > 0
      THEN "t0"."bytes_recv_sum_sum_w_1h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."bytes_recv_sum_sum_w_1h_median") * 0.1)
    END AS "bytes_recv_sum_sum_w_1h_scale",
    CASE
      WHEN "t0"."bytes_recv_sum_sum_w_1h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."bytes_recv_sum_sum_w_1h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_recv_sum_sum_w_1h_divisor",
    SIGN("t0"."bytes_recv_sum_sum_w_1h_median") * LN(ABS("t0"."bytes_recv_sum_sum_w_1h_median") + 1.0) AS "bytes_recv_sum_sum_w_1h_log",
    "t0"."drop_cnt_sum_w_1h_median",
    CASE
      WHEN "t0"."drop_cnt_sum_w_1h_mad" > 0
      THEN "t0"."drop_cnt_sum_w_1h_mad" * 1.4826
      WHEN "t0"."drop_cnt_sum_w_1h_iqr" > 0
      THEN "t0"."drop_cnt_sum_w_1h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."drop_cnt_sum_w_1h_median") * 0.1)
    END AS "drop_cnt_sum_w_1h_scale",
    CASE
      WHEN "t0"."drop_cnt_sum_w_1h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."drop_cnt_sum_w_1h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "drop_cnt_sum_w_1h_divisor",
    SIGN("t0"."drop_cnt_sum_w_1h_median") * LN(ABS("t0"."drop_cnt_sum_w_1h_median") + 1.0) AS "drop_cnt_sum_w_1h_log",
    "t0"."peers_cnt_sum_w_1h_median",
    CASE
      WHEN "t0"."peers_cnt_sum_w_1h_mad" > 0
      THEN "t0"."peers_cnt_sum_w_1h_mad" * 1.4826
      WHEN "t0"."peers_cnt_sum_w_1h_iqr" > 0
      THEN "t0"."peers_cnt_sum_w_1h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."peers_cnt_sum_w_1h_median") * 0.1)
    END AS "peers_cnt_sum_w_1h_scale",
    CASE
      WHEN "t0"."peers_cnt_sum_w_1h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."peers_cnt_sum_w_1h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "peers_cnt_sum_w_1h_divisor",
    SIGN("t0"."peers_cnt_sum_w_1h_median") * LN(ABS("t0"."peers_cnt_sum_w_1h_median") + 1.0) AS "peers_cnt_sum_w_1h_log",
    "t0"."ports_cnt_sum_w_1h_median",
    CASE
      WHEN "t0"."ports_cnt_sum_w_1h_mad" > 0
      THEN "t0"."ports_cnt_sum_w_1h_mad" * 1.4826
      WHEN "t0"."ports_cnt_sum_w_1h_iqr" > 0
      THEN "t0"."ports_cnt_sum_w_1h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."ports_cnt_sum_w_1h_median") * 0.1)
    END AS "ports_cnt_sum_w_1h_scale",
    CASE
      WHEN "t0"."ports_cnt_sum_w_1h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."ports_cnt_sum_w_1h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "ports_cnt_sum_w_1h_divisor",
    SIGN("t0"."ports_cnt_sum_w_1h_median") * LN(ABS("t0"."ports_cnt_sum_w_1h_median") + 1.0) AS "ports_cnt_sum_w_1h_log",
    "t0"."sessions_cnt_sum_w_24h_median",
    CASE
      WHEN "t0"."sessions_cnt_sum_w_24h_mad" > 0
      THEN "t0"."sessions_cnt_sum_w_24h_mad" * 1.4826
      WHEN "t0"."sessions_cnt_sum_w_24h_iqr" > 0
      THEN "t0"."sessions_cnt_sum_w_24h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."sessions_cnt_sum_w_24h_median") * 0.1)
    END AS "sessions_cnt_sum_w_24h_scale",
    CASE
      WHEN "t0"."sessions_cnt_sum_w_24h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."sessions_cnt_sum_w_24h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "sessions_cnt_sum_w_24h_divisor",
    SIGN("t0"."sessions_cnt_sum_w_24h_median") * LN(ABS("t0"."sessions_cnt_sum_w_24h_median") + 1.0) AS "sessions_cnt_sum_w_24h_log",
    "t0"."bytes_sent_sum_sum_w_24h_median",
    CASE
      WHEN "t0"."bytes_sent_sum_sum_w_24h_mad" > 0
      THEN "t0"."bytes_sent_sum_sum_w_24h_mad" * 1.4826
      WHEN "t0"."bytes_sent_sum_sum_w_24h_iqr" > 0
      THEN "t0"."bytes_sent_sum_sum_w_24h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."bytes_sent_sum_sum_w_24h_median") * 0.1)
    END AS "bytes_sent_sum_sum_w_24h_scale",
    CASE
      WHEN "t0"."bytes_sent_sum_sum_w_24h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."bytes_sent_sum_sum_w_24h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_sent_sum_sum_w_24h_divisor",
    SIGN("t0"."bytes_sent_sum_sum_w_24h_median") * LN(ABS("t0"."bytes_sent_sum_sum_w_24h_median") + 1.0) AS "bytes_sent_sum_sum_w_24h_log",
    "t0"."bytes_recv_sum_sum_w_24h_median",
    CASE
      WHEN "t0"."bytes_recv_sum_sum_w_24h_mad" > 0
      THEN "t0"."bytes_recv_sum_sum_w_24h_mad" * 1.4826
      WHEN "t0"."bytes_recv_sum_sum_w_24h_iqr" > 0
      THEN "t0"."bytes_recv_sum_sum_w_24h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."bytes_recv_sum_sum_w_24h_median") * 0.1)
    END AS "bytes_recv_sum_sum_w_24h_scale",
    CASE
      WHEN "t0"."bytes_recv_sum_sum_w_24h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."bytes_recv_sum_sum_w_24h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "bytes_recv_sum_sum_w_24h_divisor",
    SIGN("t0"."bytes_recv_sum_sum_w_24h_median") * LN(ABS("t0"."bytes_recv_sum_sum_w_24h_median") + 1.0) AS "bytes_recv_sum_sum_w_24h_log",
    "t0"."drop_cnt_sum_w_24h_median",
    CASE
      WHEN "t0"."drop_cnt_sum_w_24h_mad" > 0
      THEN "t0"."drop_cnt_sum_w_24h_mad" * 1.4826
      WHEN "t0"."drop_cnt_sum_w_24h_iqr" > 0
      THEN "t0"."drop_cnt_sum_w_24h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."drop_cnt_sum_w_24h_median") * 0.1)
    END AS "drop_cnt_sum_w_24h_scale",
    CASE
      WHEN "t0"."drop_cnt_sum_w_24h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."drop_cnt_sum_w_24h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "drop_cnt_sum_w_24h_divisor",
    SIGN("t0"."drop_cnt_sum_w_24h_median") * LN(ABS("t0"."drop_cnt_sum_w_24h_median") + 1.0) AS "drop_cnt_sum_w_24h_log",
    "t0"."peers_cnt_sum_w_24h_median",
    CASE
      WHEN "t0"."peers_cnt_sum_w_24h_mad" > 0
      THEN "t0"."peers_cnt_sum_w_24h_mad" * 1.4826
      WHEN "t0"."peers_cnt_sum_w_24h_iqr" > 0
      THEN "t0"."peers_cnt_sum_w_24h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."peers_cnt_sum_w_24h_median") * 0.1)
    END AS "peers_cnt_sum_w_24h_scale",
    CASE
      WHEN "t0"."peers_cnt_sum_w_24h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."peers_cnt_sum_w_24h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "peers_cnt_sum_w_24h_divisor",
    SIGN("t0"."peers_cnt_sum_w_24h_median") * LN(ABS("t0"."peers_cnt_sum_w_24h_median") + 1.0) AS "peers_cnt_sum_w_24h_log",
    "t0"."ports_cnt_sum_w_24h_median",
    CASE
      WHEN "t0"."ports_cnt_sum_w_24h_mad" > 0
      THEN "t0"."ports_cnt_sum_w_24h_mad" * 1.4826
      WHEN "t0"."ports_cnt_sum_w_24h_iqr" > 0
      THEN "t0"."ports_cnt_sum_w_24h_iqr" / 1.349
      ELSE GREATEST(1.0, ABS("t0"."ports_cnt_sum_w_24h_median") * 0.1)
    END AS "ports_cnt_sum_w_24h_scale",
    CASE
      WHEN "t0"."ports_cnt_sum_w_24h_median" IS NOT NULL
      THEN GREATEST(1.0, ABS("t0"."ports_cnt_sum_w_24h_median"))
      ELSE CAST(NULL AS DOUBLE)
    END AS "ports_cnt_sum_w_24h_divisor",
    SIGN("t0"."ports_cnt_sum_w_24h_median") * LN(ABS("t0"."ports_cnt_sum_w_24h_median") + 1.0) AS "ports_cnt_sum_w_24h_log"
  FROM "{1}" AS "t0"
  WHERE
    "t0"."horizon" = '30d'
    AND (
      (
        "t0"."scope" = 'population'
      ) OR NOT (
        "t0"."cold_start"
      )
    )
) AS "t9"
  ON "t12"."key" = "t9"."usual_host" AND "t12"."role" = "t9"."usual_role"
CROSS JOIN (
  SELECT
    MAX("t0"."reference_ts") AS "reference_ts"
  FROM "{1}" AS "t0"
) AS "t6"
