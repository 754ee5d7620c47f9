-- steps.fg_b_builder.baselines.lately, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 13545b2d51e8ea2f17d4d68707885848908a6441f0f09569df215cf04be65f2c
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/fg_b_builder/baselines.py 7679d099500c420b7610a295b73a359fe0bb2c450fd3ffa156c10082b2e58ba4
SELECT
  "t5".*
  EXCLUDE ("since_ts")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2"."host_ip",
      "t2"."role",
      "t2"."slice_start_ts",
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
      "t3"."since_ts"
    FROM "{0}" AS "t2"
    CROSS JOIN "{1}" AS "t3"
  ) AS "t4"
  WHERE
    "t4"."slice_start_ts" >= "t4"."since_ts"
) AS "t5"
