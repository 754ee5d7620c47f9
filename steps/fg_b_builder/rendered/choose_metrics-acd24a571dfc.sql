-- steps.fg_b_builder.baselines.choose_metrics, rendered by scripts/render: not to be edited.
-- source common/arrays.py 721046fd29f3233c45f1160608f55a549095608ed18f0368d6b6cd4eeee4fb30
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 2d07cddcd8c957f918b44954cc140c351c535db2294c185c0eee9781e77283af
-- source common/quantiles.py 0bebd742127698806d5124cb6d9800299bae379938570201f309b970dfff8626
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_b_builder/baselines.py 69e44f0578f1c7906682a5248d19c50af292dc6ba244a9e5dbada226285b83f1
SELECT
  "t4"."host_ip",
  "t4"."role",
  "t4"."sessions_cnt_sum_w_15m",
  "t4"."bytes_sent_sum_sum_w_15m",
  "t4"."bytes_recv_sum_sum_w_15m",
  "t4"."duration_sum_sum_w_15m",
  "t4"."allow_cnt_sum_w_15m",
  "t4"."drop_cnt_sum_w_15m",
  "t4"."alert_cnt_sum_w_15m",
  "t4"."rst_cnt_sum_w_15m",
  "t4"."aged_out_cnt_sum_w_15m",
  "t4"."tcp_cnt_sum_w_15m",
  "t4"."udp_cnt_sum_w_15m",
  "t4"."icmp_cnt_sum_w_15m",
  "t4"."peers_cnt_sum_w_15m",
  "t4"."ports_cnt_sum_w_15m",
  "t4"."max_sessions_per_minute_sum_w_15m",
  "t4"."peer_entropy_sum_w_15m",
  "t4"."drop_ratio_w_15m",
  "t4"."reset_ratio_w_15m",
  "t4"."aged_out_ratio_w_15m",
  "t4"."bytes_asymmetry_w_15m",
  "t4"."sessions_per_peer_w_15m",
  "t4"."sessions_cnt_sum_w_1h",
  "t4"."bytes_sent_sum_sum_w_1h",
  "t4"."bytes_recv_sum_sum_w_1h",
  "t4"."drop_cnt_sum_w_1h",
  "t4"."peers_cnt_sum_w_1h",
  "t4"."ports_cnt_sum_w_1h",
  "t4"."sessions_cnt_sum_w_24h",
  "t4"."bytes_sent_sum_sum_w_24h",
  "t4"."bytes_recv_sum_sum_w_24h",
  "t4"."drop_cnt_sum_w_24h",
  "t4"."peers_cnt_sum_w_24h",
  "t4"."ports_cnt_sum_w_24h",
  "t4"."slice_start_ts" >= (
    "t4"."reference_ts" - INTERVAL '7' DAY
  ) AS "within_7d",
  "t4"."slice_start_ts" >= (
    "t4"."reference_ts" - INTERVAL '30' DAY
  ) AS "within_30d"
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
  "t4"."slice_end_ts" <= "t4"."reference_ts" AND "t4"."sessions_cnt_sum_w_15m" > 0
