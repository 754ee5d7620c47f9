-- steps.fg_b_builder.baselines.choose_metrics, rendered by scripts/render: not to be edited.
-- source common/arrays.py 721046fd29f3233c45f1160608f55a549095608ed18f0368d6b6cd4eeee4fb30
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py a4cd6b48fae919f7c2cd1902aa0b111be4988e8ae9f3abcea412874ed7499472
-- source common/quantiles.py 0bebd742127698806d5124cb6d9800299bae379938570201f309b970dfff8626
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_b_builder/baselines.py c28a3dc91d3048da0b3e847719fa6c9ffbcef9fe7ba7eb3548d3569ef0931eb8
SELECT
  "t8"."host_ip",
  "t8"."role",
  "t8"."sessions_cnt_sum_w_15m",
  "t8"."bytes_sent_sum_sum_w_15m",
  "t8"."bytes_recv_sum_sum_w_15m",
  "t8"."duration_sum_sum_w_15m",
  "t8"."allow_cnt_sum_w_15m",
  "t8"."drop_cnt_sum_w_15m",
  "t8"."alert_cnt_sum_w_15m",
  "t8"."rst_cnt_sum_w_15m",
  "t8"."aged_out_cnt_sum_w_15m",
  "t8"."tcp_cnt_sum_w_15m",
  "t8"."udp_cnt_sum_w_15m",
  "t8"."icmp_cnt_sum_w_15m",
  "t8"."peers_cnt_sum_w_15m",
  "t8"."ports_cnt_sum_w_15m",
  "t8"."max_sessions_per_minute_sum_w_15m",
  "t8"."peer_entropy_sum_w_15m",
  "t8"."drop_ratio_w_15m",
  "t8"."reset_ratio_w_15m",
  "t8"."aged_out_ratio_w_15m",
  "t8"."bytes_asymmetry_w_15m",
  "t8"."sessions_per_peer_w_15m",
  "t8"."sessions_cnt_sum_w_1h",
  "t8"."bytes_sent_sum_sum_w_1h",
  "t8"."bytes_recv_sum_sum_w_1h",
  "t8"."drop_cnt_sum_w_1h",
  "t8"."peers_cnt_sum_w_1h",
  "t8"."ports_cnt_sum_w_1h",
  "t8"."sessions_cnt_sum_w_24h",
  "t8"."bytes_sent_sum_sum_w_24h",
  "t8"."bytes_recv_sum_sum_w_24h",
  "t8"."drop_cnt_sum_w_24h",
  "t8"."peers_cnt_sum_w_24h",
  "t8"."ports_cnt_sum_w_24h",
  "t8"."slice_start_ts" >= "t6"."since_7d" AS "within_7d",
  "t8"."slice_start_ts" >= "t6"."since_30d" AS "within_30d"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t3"."host_ip",
      "t3"."role",
      "t3"."slice_start_ts",
      "t3"."slice_end_ts",
      "t3"."sessions_cnt_sum_w_15m",
      "t3"."bytes_sent_sum_sum_w_15m",
      "t3"."bytes_recv_sum_sum_w_15m",
      "t3"."duration_sum_sum_w_15m",
      "t3"."allow_cnt_sum_w_15m",
      "t3"."drop_cnt_sum_w_15m",
      "t3"."alert_cnt_sum_w_15m",
      "t3"."rst_cnt_sum_w_15m",
      "t3"."aged_out_cnt_sum_w_15m",
      "t3"."tcp_cnt_sum_w_15m",
      "t3"."udp_cnt_sum_w_15m",
      "t3"."icmp_cnt_sum_w_15m",
      "t3"."peers_cnt_sum_w_15m",
      "t3"."ports_cnt_sum_w_15m",
      "t3"."max_sessions_per_minute_sum_w_15m",
      "t3"."peer_entropy_sum_w_15m",
      "t3"."drop_ratio_w_15m",
      "t3"."reset_ratio_w_15m",
      "t3"."aged_out_ratio_w_15m",
      "t3"."bytes_asymmetry_w_15m",
      "t3"."sessions_per_peer_w_15m",
      "t3"."sessions_cnt_sum_w_1h",
      "t3"."bytes_sent_sum_sum_w_1h",
      "t3"."bytes_recv_sum_sum_w_1h",
      "t3"."drop_cnt_sum_w_1h",
      "t3"."peers_cnt_sum_w_1h",
      "t3"."ports_cnt_sum_w_1h",
      "t3"."sessions_cnt_sum_w_24h",
      "t3"."bytes_sent_sum_sum_w_24h",
      "t3"."bytes_recv_sum_sum_w_24h",
      "t3"."drop_cnt_sum_w_24h",
      "t3"."peers_cnt_sum_w_24h",
      "t3"."ports_cnt_sum_w_24h",
      "t2"."reference_ts"
    FROM "{0}" AS "t3"
    CROSS JOIN "{1}" AS "t2"
  ) AS "t5"
  WHERE
    "t5"."slice_end_ts" <= "t5"."reference_ts" AND "t5"."sessions_cnt_sum_w_15m" > 0
) AS "t8"
CROSS JOIN (
  SELECT
    "t0"."reference_ts" - INTERVAL '7' DAY AS "since_7d",
    "t0"."reference_ts" - INTERVAL '30' DAY AS "since_30d"
  FROM "{1}" AS "t0"
) AS "t6"
