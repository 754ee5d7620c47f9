-- steps.fg_b_builder.baselines.choose_metrics, rendered by scripts/render: not to be edited.
-- source common/arrays.py 66705da645429265e61ed3829b095a5949125335e3eb9e2f23b732fa09fb0599
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/quantiles.py 0bebd742127698806d5124cb6d9800299bae379938570201f309b970dfff8626
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_b_builder/baselines.py 780413286b04c207c6f387a2239c7cef81fbcf74aaf96bfd7e2a37073a787ef3
SELECT
  "t5"."host_ip",
  "t5"."role",
  "t5"."sessions_cnt_sum_w_15m",
  "t5"."bytes_sent_sum_sum_w_15m",
  "t5"."bytes_recv_sum_sum_w_15m",
  "t5"."duration_sum_sum_w_15m",
  "t5"."allow_cnt_sum_w_15m",
  "t5"."drop_cnt_sum_w_15m",
  "t5"."alert_cnt_sum_w_15m",
  "t5"."rst_cnt_sum_w_15m",
  "t5"."aged_out_cnt_sum_w_15m",
  "t5"."tcp_cnt_sum_w_15m",
  "t5"."udp_cnt_sum_w_15m",
  "t5"."icmp_cnt_sum_w_15m",
  "t5"."peers_cnt_sum_w_15m",
  "t5"."ports_cnt_sum_w_15m",
  "t5"."max_sessions_per_minute_sum_w_15m",
  "t5"."peer_entropy_sum_w_15m",
  "t5"."drop_ratio_w_15m",
  "t5"."reset_ratio_w_15m",
  "t5"."aged_out_ratio_w_15m",
  "t5"."bytes_asymmetry_w_15m",
  "t5"."sessions_per_peer_w_15m",
  "t5"."sessions_cnt_sum_w_1h",
  "t5"."bytes_sent_sum_sum_w_1h",
  "t5"."bytes_recv_sum_sum_w_1h",
  "t5"."drop_cnt_sum_w_1h",
  "t5"."peers_cnt_sum_w_1h",
  "t5"."ports_cnt_sum_w_1h",
  "t5"."sessions_cnt_sum_w_24h",
  "t5"."bytes_sent_sum_sum_w_24h",
  "t5"."bytes_recv_sum_sum_w_24h",
  "t5"."drop_cnt_sum_w_24h",
  "t5"."peers_cnt_sum_w_24h",
  "t5"."ports_cnt_sum_w_24h",
  "t5"."slice_start_ts" >= "t5"."since_7d" AS "within_7d",
  "t5"."slice_start_ts" >= "t5"."since_30d" AS "within_30d"
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
    "t4"."reference_ts",
    "t4"."since_7d",
    "t4"."since_30d"
  FROM "{0}" AS "t2"
  CROSS JOIN (
    SELECT
      "t1"."reference_ts",
      "t1"."reference_ts" - INTERVAL '7' DAY AS "since_7d",
      "t1"."reference_ts" - INTERVAL '30' DAY AS "since_30d"
    FROM "{1}" AS "t1"
  ) AS "t4"
) AS "t5"
WHERE
  "t5"."slice_end_ts" <= "t5"."reference_ts" AND "t5"."sessions_cnt_sum_w_15m" > 0
