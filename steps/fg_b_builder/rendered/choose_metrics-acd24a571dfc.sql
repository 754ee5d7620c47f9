-- steps.fg_b_builder.baselines.choose_metrics, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 5b5186a048723303ead96ab9e6b0fece8cc64a149632d5b8efc15bb395c76d60
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_b_builder/baselines.py bca246044379aa0b6c884e71a9ebcc3f876156cde6cd63e4abe9a5cbccb51a8e
SELECT
  "t6"."host_ip",
  "t6"."role",
  "t6"."slice_start_ts",
  "t6"."sessions_cnt_sum_w_15m",
  "t6"."bytes_sent_sum_sum_w_15m",
  "t6"."bytes_recv_sum_sum_w_15m",
  "t6"."duration_sum_sum_w_15m",
  "t6"."allow_cnt_sum_w_15m",
  "t6"."drop_cnt_sum_w_15m",
  "t6"."alert_cnt_sum_w_15m",
  "t6"."rst_cnt_sum_w_15m",
  "t6"."aged_out_cnt_sum_w_15m",
  "t6"."tcp_cnt_sum_w_15m",
  "t6"."udp_cnt_sum_w_15m",
  "t6"."icmp_cnt_sum_w_15m",
  "t6"."peers_cnt_sum_w_15m",
  "t6"."ports_cnt_sum_w_15m",
  "t6"."max_sessions_per_minute_sum_w_15m",
  "t6"."peer_entropy_sum_w_15m",
  "t6"."drop_ratio_w_15m",
  "t6"."reset_ratio_w_15m",
  "t6"."aged_out_ratio_w_15m",
  "t6"."bytes_asymmetry_w_15m",
  "t6"."sessions_per_peer_w_15m",
  "t6"."sessions_cnt_sum_w_1h",
  "t6"."bytes_sent_sum_sum_w_1h",
  "t6"."bytes_recv_sum_sum_w_1h",
  "t6"."drop_cnt_sum_w_1h",
  "t6"."peers_cnt_sum_w_1h",
  "t6"."ports_cnt_sum_w_1h",
  "t6"."sessions_cnt_sum_w_24h",
  "t6"."bytes_sent_sum_sum_w_24h",
  "t6"."bytes_recv_sum_sum_w_24h",
  "t6"."drop_cnt_sum_w_24h",
  "t6"."peers_cnt_sum_w_24h",
  "t6"."ports_cnt_sum_w_24h"
FROM (
  SELECT
    "t5".*
    EXCLUDE ("reference_ts")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."host_ip",
        "t2"."role",
        "t2"."slice_start_ts",
        "t2"."slice_end_ts",
        "t2"."sessions_cnt_sum_w_15m",
        "t2"."bytes_sent_sum_sum_w_15m",
        "t2"."bytes_recv_sum_sum_w_15m",
        "t2"."duration_sum_sum_w_15m",
        "t2"."allow_cnt_sum_w_15m",
        "t2"."drop_cnt_sum_w_15m",
        "t2"."alert_cnt_sum_w_15m",
        "t2"."rst_cnt_sum_w_15m",
        "t2"."aged_out_cnt_sum_w_15m",
        "t2"."tcp_cnt_sum_w_15m",
        "t2"."udp_cnt_sum_w_15m",
        "t2"."icmp_cnt_sum_w_15m",
        "t2"."peers_cnt_sum_w_15m",
        "t2"."ports_cnt_sum_w_15m",
        "t2"."max_sessions_per_minute_sum_w_15m",
        "t2"."peer_entropy_sum_w_15m",
        "t2"."drop_ratio_w_15m",
        "t2"."reset_ratio_w_15m",
        "t2"."aged_out_ratio_w_15m",
        "t2"."bytes_asymmetry_w_15m",
        "t2"."sessions_per_peer_w_15m",
        "t2"."sessions_cnt_sum_w_1h",
        "t2"."bytes_sent_sum_sum_w_1h",
        "t2"."bytes_recv_sum_sum_w_1h",
        "t2"."drop_cnt_sum_w_1h",
        "t2"."peers_cnt_sum_w_1h",
        "t2"."ports_cnt_sum_w_1h",
        "t2"."sessions_cnt_sum_w_24h",
        "t2"."bytes_sent_sum_sum_w_24h",
        "t2"."bytes_recv_sum_sum_w_24h",
        "t2"."drop_cnt_sum_w_24h",
        "t2"."peers_cnt_sum_w_24h",
        "t2"."ports_cnt_sum_w_24h",
        "t3"."reference_ts"
      FROM "{0}" AS "t2"
      CROSS JOIN "{1}" AS "t3"
    ) AS "t4"
    WHERE
      "t4"."slice_end_ts" <= "t4"."reference_ts"
  ) AS "t5"
) AS "t6"
WHERE
  "t6"."sessions_cnt_sum_w_15m" > 0
