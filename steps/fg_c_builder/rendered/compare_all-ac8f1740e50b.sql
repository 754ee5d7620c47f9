-- steps.fg_c_builder.comparison.compare_all, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/fg_c_builder/comparison.py c2a7be95ad1a21ce3a6de2d0d1090e88fb0b5ada67c685abf5664a3b584eb3ed
SELECT
  "t18"."host_ip",
  "t18"."role",
  "t18"."slice_start_ts",
  "t18"."slice_end_ts",
  "t18"."baseline_reference_ts",
  "t18"."baseline_scope_7d",
  "t18"."baseline_scope_30d",
  COALESCE("t18"."new_pair_cnt", 0) AS "new_pair_cnt",
  COALESCE("t18"."rare_pair_cnt", 0) AS "rare_pair_cnt",
  "t18"."sessions_cnt_sum_w_15m_baseline_7d",
  "t18"."sessions_cnt_sum_w_15m_z_7d",
  "t18"."sessions_cnt_sum_w_15m_ratio_7d",
  "t18"."sessions_cnt_sum_w_15m_log_ratio_7d",
  "t18"."bytes_sent_sum_sum_w_15m_baseline_7d",
  "t18"."bytes_sent_sum_sum_w_15m_z_7d",
  "t18"."bytes_sent_sum_sum_w_15m_ratio_7d",
  "t18"."bytes_sent_sum_sum_w_15m_log_ratio_7d",
  "t18"."bytes_recv_sum_sum_w_15m_baseline_7d",
  "t18"."bytes_recv_sum_sum_w_15m_z_7d",
  "t18"."bytes_recv_sum_sum_w_15m_ratio_7d",
  "t18"."bytes_recv_sum_sum_w_15m_log_ratio_7d",
  "t18"."duration_sum_sum_w_15m_baseline_7d",
  "t18"."duration_sum_sum_w_15m_z_7d",
  "t18"."duration_sum_sum_w_15m_ratio_7d",
  "t18"."duration_sum_sum_w_15m_log_ratio_7d",
  "t18"."allow_cnt_sum_w_15m_baseline_7d",
  "t18"."allow_cnt_sum_w_15m_z_7d",
  "t18"."allow_cnt_sum_w_15m_ratio_7d",
  "t18"."allow_cnt_sum_w_15m_log_ratio_7d",
  "t18"."drop_cnt_sum_w_15m_baseline_7d",
  "t18"."drop_cnt_sum_w_15m_z_7d",
  "t18"."drop_cnt_sum_w_15m_ratio_7d",
  "t18"."drop_cnt_sum_w_15m_log_ratio_7d",
  "t18"."alert_cnt_sum_w_15m_baseline_7d",
  "t18"."alert_cnt_sum_w_15m_z_7d",
  "t18"."alert_cnt_sum_w_15m_ratio_7d",
  "t18"."alert_cnt_sum_w_15m_log_ratio_7d",
  "t18"."rst_cnt_sum_w_15m_baseline_7d",
  "t18"."rst_cnt_sum_w_15m_z_7d",
  "t18"."rst_cnt_sum_w_15m_ratio_7d",
  "t18"."rst_cnt_sum_w_15m_log_ratio_7d",
  "t18"."aged_out_cnt_sum_w_15m_baseline_7d",
  "t18"."aged_out_cnt_sum_w_15m_z_7d",
  "t18"."aged_out_cnt_sum_w_15m_ratio_7d",
  "t18"."aged_out_cnt_sum_w_15m_log_ratio_7d",
  "t18"."tcp_cnt_sum_w_15m_baseline_7d",
  "t18"."tcp_cnt_sum_w_15m_z_7d",
  "t18"."tcp_cnt_sum_w_15m_ratio_7d",
  "t18"."tcp_cnt_sum_w_15m_log_ratio_7d",
  "t18"."udp_cnt_sum_w_15m_baseline_7d",
  "t18"."udp_cnt_sum_w_15m_z_7d",
  "t18"."udp_cnt_sum_w_15m_ratio_7d",
  "t18"."udp_cnt_sum_w_15m_log_ratio_7d",
  "t18"."icmp_cnt_sum_w_15m_baseline_7d",
  "t18"."icmp_cnt_sum_w_15m_z_7d",
  "t18"."icmp_cnt_sum_w_15m_ratio_7d",
  "t18"."icmp_cnt_sum_w_15m_log_ratio_7d",
  "t18"."peers_cnt_sum_w_15m_baseline_7d",
  "t18"."peers_cnt_sum_w_15m_z_7d",
  "t18"."peers_cnt_sum_w_15m_ratio_7d",
  "t18"."peers_cnt_sum_w_15m_log_ratio_7d",
  "t18"."ports_cnt_sum_w_15m_baseline_7d",
  "t18"."ports_cnt_sum_w_15m_z_7d",
  "t18"."ports_cnt_sum_w_15m_ratio_7d",
  "t18"."ports_cnt_sum_w_15m_log_ratio_7d",
  "t18"."max_sessions_per_minute_sum_w_15m_baseline_7d",
  "t18"."max_sessions_per_minute_sum_w_15m_z_7d",
  "t18"."max_sessions_per_minute_sum_w_15m_ratio_7d",
  "t18"."max_sessions_per_minute_sum_w_15m_log_ratio_7d",
  "t18"."peer_entropy_sum_w_15m_baseline_7d",
  "t18"."peer_entropy_sum_w_15m_z_7d",
  "t18"."peer_entropy_sum_w_15m_ratio_7d",
  "t18"."peer_entropy_sum_w_15m_log_ratio_7d",
  "t18"."drop_ratio_w_15m_baseline_7d",
  "t18"."drop_ratio_w_15m_z_7d",
  "t18"."drop_ratio_w_15m_ratio_7d",
  "t18"."drop_ratio_w_15m_log_ratio_7d",
  "t18"."reset_ratio_w_15m_baseline_7d",
  "t18"."reset_ratio_w_15m_z_7d",
  "t18"."reset_ratio_w_15m_ratio_7d",
  "t18"."reset_ratio_w_15m_log_ratio_7d",
  "t18"."aged_out_ratio_w_15m_baseline_7d",
  "t18"."aged_out_ratio_w_15m_z_7d",
  "t18"."aged_out_ratio_w_15m_ratio_7d",
  "t18"."aged_out_ratio_w_15m_log_ratio_7d",
  "t18"."bytes_asymmetry_w_15m_baseline_7d",
  "t18"."bytes_asymmetry_w_15m_z_7d",
  "t18"."bytes_asymmetry_w_15m_ratio_7d",
  "t18"."bytes_asymmetry_w_15m_log_ratio_7d",
  "t18"."sessions_per_peer_w_15m_baseline_7d",
  "t18"."sessions_per_peer_w_15m_z_7d",
  "t18"."sessions_per_peer_w_15m_ratio_7d",
  "t18"."sessions_per_peer_w_15m_log_ratio_7d",
  "t18"."sessions_cnt_sum_w_1h_baseline_7d",
  "t18"."sessions_cnt_sum_w_1h_z_7d",
  "t18"."sessions_cnt_sum_w_1h_ratio_7d",
  "t18"."sessions_cnt_sum_w_1h_log_ratio_7d",
  "t18"."bytes_sent_sum_sum_w_1h_baseline_7d",
  "t18"."bytes_sent_sum_sum_w_1h_z_7d",
  "t18"."bytes_sent_sum_sum_w_1h_ratio_7d",
  "t18"."bytes_sent_sum_sum_w_1h_log_ratio_7d",
  "t18"."bytes_recv_sum_sum_w_1h_baseline_7d",
  "t18"."bytes_recv_sum_sum_w_1h_z_7d",
  "t18"."bytes_recv_sum_sum_w_1h_ratio_7d",
  "t18"."bytes_recv_sum_sum_w_1h_log_ratio_7d",
  "t18"."drop_cnt_sum_w_1h_baseline_7d",
  "t18"."drop_cnt_sum_w_1h_z_7d",
  "t18"."drop_cnt_sum_w_1h_ratio_7d",
  "t18"."drop_cnt_sum_w_1h_log_ratio_7d",
  "t18"."peers_cnt_sum_w_1h_baseline_7d",
  "t18"."peers_cnt_sum_w_1h_z_7d",
  "t18"."peers_cnt_sum_w_1h_ratio_7d",
  "t18"."peers_cnt_sum_w_1h_log_ratio_7d",
  "t18"."ports_cnt_sum_w_1h_baseline_7d",
  "t18"."ports_cnt_sum_w_1h_z_7d",
  "t18"."ports_cnt_sum_w_1h_ratio_7d",
  "t18"."ports_cnt_sum_w_1h_log_ratio_7d",
  "t18"."sessions_cnt_sum_w_24h_baseline_7d",
  "t18"."sessions_cnt_sum_w_24h_z_7d",
  "t18"."sessions_cnt_sum_w_24h_ratio_7d",
  "t18"."sessions_cnt_sum_w_24h_log_ratio_7d",
  "t18"."bytes_sent_sum_sum_w_24h_baseline_7d",
  "t18"."bytes_sent_sum_sum_w_24h_z_7d",
  "t18"."bytes_sent_sum_sum_w_24h_ratio_7d",
  "t18"."bytes_sent_sum_sum_w_24h_log_ratio_7d",
  "t18"."bytes_recv_sum_sum_w_24h_baseline_7d",
  "t18"."bytes_recv_sum_sum_w_24h_z_7d",
  "t18"."bytes_recv_sum_sum_w_24h_ratio_7d",
  "t18"."bytes_recv_sum_sum_w_24h_log_ratio_7d",
  "t18"."drop_cnt_sum_w_24h_baseline_7d",
  "t18"."drop_cnt_sum_w_24h_z_7d",
  "t18"."drop_cnt_sum_w_24h_ratio_7d",
  "t18"."drop_cnt_sum_w_24h_log_ratio_7d",
  "t18"."peers_cnt_sum_w_24h_baseline_7d",
  "t18"."peers_cnt_sum_w_24h_z_7d",
  "t18"."peers_cnt_sum_w_24h_ratio_7d",
  "t18"."peers_cnt_sum_w_24h_log_ratio_7d",
  "t18"."ports_cnt_sum_w_24h_baseline_7d",
  "t18"."ports_cnt_sum_w_24h_z_7d",
  "t18"."ports_cnt_sum_w_24h_ratio_7d",
  "t18"."ports_cnt_sum_w_24h_log_ratio_7d",
  "t18"."sessions_cnt_sum_w_15m_baseline_30d",
  "t18"."sessions_cnt_sum_w_15m_z_30d",
  "t18"."sessions_cnt_sum_w_15m_ratio_30d",
  "t18"."sessions_cnt_sum_w_15m_log_ratio_30d",
  "t18"."bytes_sent_sum_sum_w_15m_baseline_30d",
  "t18"."bytes_sent_sum_sum_w_15m_z_30d",
  "t18"."bytes_sent_sum_sum_w_15m_ratio_30d",
  "t18"."bytes_sent_sum_sum_w_15m_log_ratio_30d",
  "t18"."bytes_recv_sum_sum_w_15m_baseline_30d",
  "t18"."bytes_recv_sum_sum_w_15m_z_30d",
  "t18"."bytes_recv_sum_sum_w_15m_ratio_30d",
  "t18"."bytes_recv_sum_sum_w_15m_log_ratio_30d",
  "t18"."duration_sum_sum_w_15m_baseline_30d",
  "t18"."duration_sum_sum_w_15m_z_30d",
  "t18"."duration_sum_sum_w_15m_ratio_30d",
  "t18"."duration_sum_sum_w_15m_log_ratio_30d",
  "t18"."allow_cnt_sum_w_15m_baseline_30d",
  "t18"."allow_cnt_sum_w_15m_z_30d",
  "t18"."allow_cnt_sum_w_15m_ratio_30d",
  "t18"."allow_cnt_sum_w_15m_log_ratio_30d",
  "t18"."drop_cnt_sum_w_15m_baseline_30d",
  "t18"."drop_cnt_sum_w_15m_z_30d",
  "t18"."drop_cnt_sum_w_15m_ratio_30d",
  "t18"."drop_cnt_sum_w_15m_log_ratio_30d",
  "t18"."alert_cnt_sum_w_15m_baseline_30d",
  "t18"."alert_cnt_sum_w_15m_z_30d",
  "t18"."alert_cnt_sum_w_15m_ratio_30d",
  "t18"."alert_cnt_sum_w_15m_log_ratio_30d",
  "t18"."rst_cnt_sum_w_15m_baseline_30d",
  "t18"."rst_cnt_sum_w_15m_z_30d",
  "t18"."rst_cnt_sum_w_15m_ratio_30d",
  "t18"."rst_cnt_sum_w_15m_log_ratio_30d",
  "t18"."aged_out_cnt_sum_w_15m_baseline_30d",
  "t18"."aged_out_cnt_sum_w_15m_z_30d",
  "t18"."aged_out_cnt_sum_w_15m_ratio_30d",
  "t18"."aged_out_cnt_sum_w_15m_log_ratio_30d",
  "t18"."tcp_cnt_sum_w_15m_baseline_30d",
  "t18"."tcp_cnt_sum_w_15m_z_30d",
  "t18"."tcp_cnt_sum_w_15m_ratio_30d",
  "t18"."tcp_cnt_sum_w_15m_log_ratio_30d",
  "t18"."udp_cnt_sum_w_15m_baseline_30d",
  "t18"."udp_cnt_sum_w_15m_z_30d",
  "t18"."udp_cnt_sum_w_15m_ratio_30d",
  "t18"."udp_cnt_sum_w_15m_log_ratio_30d",
  "t18"."icmp_cnt_sum_w_15m_baseline_30d",
  "t18"."icmp_cnt_sum_w_15m_z_30d",
  "t18"."icmp_cnt_sum_w_15m_ratio_30d",
  "t18"."icmp_cnt_sum_w_15m_log_ratio_30d",
  "t18"."peers_cnt_sum_w_15m_baseline_30d",
  "t18"."peers_cnt_sum_w_15m_z_30d",
  "t18"."peers_cnt_sum_w_15m_ratio_30d",
  "t18"."peers_cnt_sum_w_15m_log_ratio_30d",
  "t18"."ports_cnt_sum_w_15m_baseline_30d",
  "t18"."ports_cnt_sum_w_15m_z_30d",
  "t18"."ports_cnt_sum_w_15m_ratio_30d",
  "t18"."ports_cnt_sum_w_15m_log_ratio_30d",
  "t18"."max_sessions_per_minute_sum_w_15m_baseline_30d",
  "t18"."max_sessions_per_minute_sum_w_15m_z_30d",
  "t18"."max_sessions_per_minute_sum_w_15m_ratio_30d",
  "t18"."max_sessions_per_minute_sum_w_15m_log_ratio_30d",
  "t18"."peer_entropy_sum_w_15m_baseline_30d",
  "t18"."peer_entropy_sum_w_15m_z_30d",
  "t18"."peer_entropy_sum_w_15m_ratio_30d",
  "t18"."peer_entropy_sum_w_15m_log_ratio_30d",
  "t18"."drop_ratio_w_15m_baseline_30d",
  "t18"."drop_ratio_w_15m_z_30d",
  "t18"."drop_ratio_w_15m_ratio_30d",
  "t18"."drop_ratio_w_15m_log_ratio_30d",
  "t18"."reset_ratio_w_15m_baseline_30d",
  "t18"."reset_ratio_w_15m_z_30d",
  "t18"."reset_ratio_w_15m_ratio_30d",
  "t18"."reset_ratio_w_15m_log_ratio_30d",
  "t18"."aged_out_ratio_w_15m_baseline_30d",
  "t18"."aged_out_ratio_w_15m_z_30d",
  "t18"."aged_out_ratio_w_15m_ratio_30d",
  "t18"."aged_out_ratio_w_15m_log_ratio_30d",
  "t18"."bytes_asymmetry_w_15m_baseline_30d",
  "t18"."bytes_asymmetry_w_15m_z_30d",
  "t18"."bytes_asymmetry_w_15m_ratio_30d",
  "t18"."bytes_asymmetry_w_15m_log_ratio_30d",
  "t18"."sessions_per_peer_w_15m_baseline_30d",
  "t18"."sessions_per_peer_w_15m_z_30d",
  "t18"."sessions_per_peer_w_15m_ratio_30d",
  "t18"."sessions_per_peer_w_15m_log_ratio_30d",
  "t18"."sessions_cnt_sum_w_1h_baseline_30d",
  "t18"."sessions_cnt_sum_w_1h_z_30d",
  "t18"."sessions_cnt_sum_w_1h_ratio_30d",
  "t18"."sessions_cnt_sum_w_1h_log_ratio_30d",
  "t18"."bytes_sent_sum_sum_w_1h_baseline_30d",
  "t18"."bytes_sent_sum_sum_w_1h_z_30d",
  "t18"."bytes_sent_sum_sum_w_1h_ratio_30d",
  "t18"."bytes_sent_sum_sum_w_1h_log_ratio_30d",
  "t18"."bytes_recv_sum_sum_w_1h_baseline_30d",
  "t18"."bytes_recv_sum_sum_w_1h_z_30d",
  "t18"."bytes_recv_sum_sum_w_1h_ratio_30d",
  "t18"."bytes_recv_sum_sum_w_1h_log_ratio_30d",
  "t18"."drop_cnt_sum_w_1h_baseline_30d",
  "t18"."drop_cnt_sum_w_1h_z_30d",
  "t18"."drop_cnt_sum_w_1h_ratio_30d",
  "t18"."drop_cnt_sum_w_1h_log_ratio_30d",
  "t18"."peers_cnt_sum_w_1h_baseline_30d",
  "t18"."peers_cnt_sum_w_1h_z_30d",
  "t18"."peers_cnt_sum_w_1h_ratio_30d",
  "t18"."peers_cnt_sum_w_1h_log_ratio_30d",
  "t18"."ports_cnt_sum_w_1h_baseline_30d",
  "t18"."ports_cnt_sum_w_1h_z_30d",
  "t18"."ports_cnt_sum_w_1h_ratio_30d",
  "t18"."ports_cnt_sum_w_1h_log_ratio_30d",
  "t18"."sessions_cnt_sum_w_24h_baseline_30d",
  "t18"."sessions_cnt_sum_w_24h_z_30d",
  "t18"."sessions_cnt_sum_w_24h_ratio_30d",
  "t18"."sessions_cnt_sum_w_24h_log_ratio_30d",
  "t18"."bytes_sent_sum_sum_w_24h_baseline_30d",
  "t18"."bytes_sent_sum_sum_w_24h_z_30d",
  "t18"."bytes_sent_sum_sum_w_24h_ratio_30d",
  "t18"."bytes_sent_sum_sum_w_24h_log_ratio_30d",
  "t18"."bytes_recv_sum_sum_w_24h_baseline_30d",
  "t18"."bytes_recv_sum_sum_w_24h_z_30d",
  "t18"."bytes_recv_sum_sum_w_24h_ratio_30d",
  "t18"."bytes_recv_sum_sum_w_24h_log_ratio_30d",
  "t18"."drop_cnt_sum_w_24h_baseline_30d",
  "t18"."drop_cnt_sum_w_24h_z_30d",
  "t18"."drop_cnt_sum_w_24h_ratio_30d",
  "t18"."drop_cnt_sum_w_24h_log_ratio_30d",
  "t18"."peers_cnt_sum_w_24h_baseline_30d",
  "t18"."peers_cnt_sum_w_24h_z_30d",
  "t18"."peers_cnt_sum_w_24h_ratio_30d",
  "t18"."peers_cnt_sum_w_24h_log_ratio_30d",
  "t18"."ports_cnt_sum_w_24h_baseline_30d",
  "t18"."ports_cnt_sum_w_24h_z_30d",
  "t18"."ports_cnt_sum_w_24h_ratio_30d",
  "t18"."ports_cnt_sum_w_24h_log_ratio_30d"
FROM (
  SELECT
    "t17"."host_ip",
    "t17"."role",
    "t17"."slice_start_ts",
    "t17"."slice_end_ts",
    "t17"."baseline_scope_7d",
    "t17"."baseline_scope_30d",
    "t17"."baseline_reference_ts",
    "t17"."sessions_cnt_sum_w_15m_baseline_7d",
    "t17"."sessions_cnt_sum_w_15m_z_7d",
    "t17"."sessions_cnt_sum_w_15m_ratio_7d",
    "t17"."sessions_cnt_sum_w_15m_log_ratio_7d",
    "t17"."bytes_sent_sum_sum_w_15m_baseline_7d",
    "t17"."bytes_sent_sum_sum_w_15m_z_7d",
    "t17"."bytes_sent_sum_sum_w_15m_ratio_7d",
    "t17"."bytes_sent_sum_sum_w_15m_log_ratio_7d",
    "t17"."bytes_recv_sum_sum_w_15m_baseline_7d",
    "t17"."bytes_recv_sum_sum_w_15m_z_7d",
    "t17"."bytes_recv_sum_sum_w_15m_ratio_7d",
    "t17"."bytes_recv_sum_sum_w_15m_log_ratio_7d",
    "t17"."duration_sum_sum_w_15m_baseline_7d",
    "t17"."duration_sum_sum_w_15m_z_7d",
    "t17"."duration_sum_sum_w_15m_ratio_7d",
    "t17"."duration_sum_sum_w_15m_log_ratio_7d",
    "t17"."allow_cnt_sum_w_15m_baseline_7d",
    "t17"."allow_cnt_sum_w_15m_z_7d",
    "t17"."allow_cnt_sum_w_15m_ratio_7d",
    "t17"."allow_cnt_sum_w_15m_log_ratio_7d",
    "t17"."drop_cnt_sum_w_15m_baseline_7d",
    "t17"."drop_cnt_sum_w_15m_z_7d",
    "t17"."drop_cnt_sum_w_15m_ratio_7d",
    "t17"."drop_cnt_sum_w_15m_log_ratio_7d",
    "t17"."alert_cnt_sum_w_15m_baseline_7d",
    "t17"."alert_cnt_sum_w_15m_z_7d",
    "t17"."alert_cnt_sum_w_15m_ratio_7d",
    "t17"."alert_cnt_sum_w_15m_log_ratio_7d",
    "t17"."rst_cnt_sum_w_15m_baseline_7d",
    "t17"."rst_cnt_sum_w_15m_z_7d",
    "t17"."rst_cnt_sum_w_15m_ratio_7d",
    "t17"."rst_cnt_sum_w_15m_log_ratio_7d",
    "t17"."aged_out_cnt_sum_w_15m_baseline_7d",
    "t17"."aged_out_cnt_sum_w_15m_z_7d",
    "t17"."aged_out_cnt_sum_w_15m_ratio_7d",
    "t17"."aged_out_cnt_sum_w_15m_log_ratio_7d",
    "t17"."tcp_cnt_sum_w_15m_baseline_7d",
    "t17"."tcp_cnt_sum_w_15m_z_7d",
    "t17"."tcp_cnt_sum_w_15m_ratio_7d",
    "t17"."tcp_cnt_sum_w_15m_log_ratio_7d",
    "t17"."udp_cnt_sum_w_15m_baseline_7d",
    "t17"."udp_cnt_sum_w_15m_z_7d",
    "t17"."udp_cnt_sum_w_15m_ratio_7d",
    "t17"."udp_cnt_sum_w_15m_log_ratio_7d",
    "t17"."icmp_cnt_sum_w_15m_baseline_7d",
    "t17"."icmp_cnt_sum_w_15m_z_7d",
    "t17"."icmp_cnt_sum_w_15m_ratio_7d",
    "t17"."icmp_cnt_sum_w_15m_log_ratio_7d",
    "t17"."peers_cnt_sum_w_15m_baseline_7d",
    "t17"."peers_cnt_sum_w_15m_z_7d",
    "t17"."peers_cnt_sum_w_15m_ratio_7d",
    "t17"."peers_cnt_sum_w_15m_log_ratio_7d",
    "t17"."ports_cnt_sum_w_15m_baseline_7d",
    "t17"."ports_cnt_sum_w_15m_z_7d",
    "t17"."ports_cnt_sum_w_15m_ratio_7d",
    "t17"."ports_cnt_sum_w_15m_log_ratio_7d",
    "t17"."max_sessions_per_minute_sum_w_15m_baseline_7d",
    "t17"."max_sessions_per_minute_sum_w_15m_z_7d",
    "t17"."max_sessions_per_minute_sum_w_15m_ratio_7d",
    "t17"."max_sessions_per_minute_sum_w_15m_log_ratio_7d",
    "t17"."peer_entropy_sum_w_15m_baseline_7d",
    "t17"."peer_entropy_sum_w_15m_z_7d",
    "t17"."peer_entropy_sum_w_15m_ratio_7d",
    "t17"."peer_entropy_sum_w_15m_log_ratio_7d",
    "t17"."drop_ratio_w_15m_baseline_7d",
    "t17"."drop_ratio_w_15m_z_7d",
    "t17"."drop_ratio_w_15m_ratio_7d",
    "t17"."drop_ratio_w_15m_log_ratio_7d",
    "t17"."reset_ratio_w_15m_baseline_7d",
    "t17"."reset_ratio_w_15m_z_7d",
    "t17"."reset_ratio_w_15m_ratio_7d",
    "t17"."reset_ratio_w_15m_log_ratio_7d",
    "t17"."aged_out_ratio_w_15m_baseline_7d",
    "t17"."aged_out_ratio_w_15m_z_7d",
    "t17"."aged_out_ratio_w_15m_ratio_7d",
    "t17"."aged_out_ratio_w_15m_log_ratio_7d",
    "t17"."bytes_asymmetry_w_15m_baseline_7d",
    "t17"."bytes_asymmetry_w_15m_z_7d",
    "t17"."bytes_asymmetry_w_15m_ratio_7d",
    "t17"."bytes_asymmetry_w_15m_log_ratio_7d",
    "t17"."sessions_per_peer_w_15m_baseline_7d",
    "t17"."sessions_per_peer_w_15m_z_7d",
    "t17"."sessions_per_peer_w_15m_ratio_7d",
    "t17"."sessions_per_peer_w_15m_log_ratio_7d",
    "t17"."sessions_cnt_sum_w_1h_baseline_7d",
    "t17"."sessions_cnt_sum_w_1h_z_7d",
    "t17"."sessions_cnt_sum_w_1h_ratio_7d",
    "t17"."sessions_cnt_sum_w_1h_log_ratio_7d",
    "t17"."bytes_sent_sum_sum_w_1h_baseline_7d",
    "t17"."bytes_sent_sum_sum_w_1h_z_7d",
    "t17"."bytes_sent_sum_sum_w_1h_ratio_7d",
    "t17"."bytes_sent_sum_sum_w_1h_log_ratio_7d",
    "t17"."bytes_recv_sum_sum_w_1h_baseline_7d",
    "t17"."bytes_recv_sum_sum_w_1h_z_7d",
    "t17"."bytes_recv_sum_sum_w_1h_ratio_7d",
    "t17"."bytes_recv_sum_sum_w_1h_log_ratio_7d",
    "t17"."drop_cnt_sum_w_1h_baseline_7d",
    "t17"."drop_cnt_sum_w_1h_z_7d",
    "t17"."drop_cnt_sum_w_1h_ratio_7d",
    "t17"."drop_cnt_sum_w_1h_log_ratio_7d",
    "t17"."peers_cnt_sum_w_1h_baseline_7d",
    "t17"."peers_cnt_sum_w_1h_z_7d",
    "t17"."peers_cnt_sum_w_1h_ratio_7d",
    "t17"."peers_cnt_sum_w_1h_log_ratio_7d",
    "t17"."ports_cnt_sum_w_1h_baseline_7d",
    "t17"."ports_cnt_sum_w_1h_z_7d",
    "t17"."ports_cnt_sum_w_1h_ratio_7d",
    "t17"."ports_cnt_sum_w_1h_log_ratio_7d",
    "t17"."sessions_cnt_sum_w_24h_baseline_7d",
    "t17"."sessions_cnt_sum_w_24h_z_7d",
    "t17"."sessions_cnt_sum_w_24h_ratio_7d",
    "t17"."sessions_cnt_sum_w_24h_log_ratio_7d",
    "t17"."bytes_sent_sum_sum_w_24h_baseline_7d",
    "t17"."bytes_sent_sum_sum_w_24h_z_7d",
    "t17"."bytes_sent_sum_sum_w_24h_ratio_7d",
    "t17"."bytes_sent_sum_sum_w_24h_log_ratio_7d",
    "t17"."bytes_recv_sum_sum_w_24h_baseline_7d",
    "t17"."bytes_recv_sum_sum_w_24h_z_7d",
    "t17"."bytes_recv_sum_sum_w_24h_ratio_7d",
    "t17"."bytes_recv_sum_sum_w_24h_log_ratio_7d",
    "t17"."drop_cnt_sum_w_24h_baseline_7d",
    "t17"."drop_cnt_sum_w_24h_z_7d",
    "t17"."drop_cnt_sum_w_24h_ratio_7d",
    "t17"."drop_cnt_sum_w_24h_log_ratio_7d",
    "t17"."peers_cnt_sum_w_24h_baseline_7d",
    "t17"."peers_cnt_sum_w_24h_z_7d",
    "t17"."peers_cnt_sum_w_24h_ratio_7d",
    "t17"."peers_cnt_sum_w_24h_log_ratio_7d",
    "t17"."ports_cnt_sum_w_24h_baseline_7d",
    "t17"."ports_cnt_sum_w_24h_z_7d",
    "t17"."ports_cnt_sum_w_24h_ratio_7d",
    "t17"."ports_cnt_sum_w_24h_log_ratio_7d",
    "t17"."sessions_cnt_sum_w_15m_baseline_30d",
    "t17"."sessions_cnt_sum_w_15m_z_30d",
    "t17"."sessions_cnt_sum_w_15m_ratio_30d",
    "t17"."sessions_cnt_sum_w_15m_log_ratio_30d",
    "t17"."bytes_sent_sum_sum_w_15m_baseline_30d",
    "t17"."bytes_sent_sum_sum_w_15m_z_30d",
    "t17"."bytes_sent_sum_sum_w_15m_ratio_30d",
    "t17"."bytes_sent_sum_sum_w_15m_log_ratio_30d",
    "t17"."bytes_recv_sum_sum_w_15m_baseline_30d",
    "t17"."bytes_recv_sum_sum_w_15m_z_30d",
    "t17"."bytes_recv_sum_sum_w_15m_ratio_30d",
    "t17"."bytes_recv_sum_sum_w_15m_log_ratio_30d",
    "t17"."duration_sum_sum_w_15m_baseline_30d",
    "t17"."duration_sum_sum_w_15m_z_30d",
    "t17"."duration_sum_sum_w_15m_ratio_30d",
    "t17"."duration_sum_sum_w_15m_log_ratio_30d",
    "t17"."allow_cnt_sum_w_15m_baseline_30d",
    "t17"."allow_cnt_sum_w_15m_z_30d",
    "t17"."allow_cnt_sum_w_15m_ratio_30d",
    "t17"."allow_cnt_sum_w_15m_log_ratio_30d",
    "t17"."drop_cnt_sum_w_15m_baseline_30d",
    "t17"."drop_cnt_sum_w_15m_z_30d",
    "t17"."drop_cnt_sum_w_15m_ratio_30d",
    "t17"."drop_cnt_sum_w_15m_log_ratio_30d",
    "t17"."alert_cnt_sum_w_15m_baseline_30d",
    "t17"."alert_cnt_sum_w_15m_z_30d",
    "t17"."alert_cnt_sum_w_15m_ratio_30d",
    "t17"."alert_cnt_sum_w_15m_log_ratio_30d",
    "t17"."rst_cnt_sum_w_15m_baseline_30d",
    "t17"."rst_cnt_sum_w_15m_z_30d",
    "t17"."rst_cnt_sum_w_15m_ratio_30d",
    "t17"."rst_cnt_sum_w_15m_log_ratio_30d",
    "t17"."aged_out_cnt_sum_w_15m_baseline_30d",
    "t17"."aged_out_cnt_sum_w_15m_z_30d",
    "t17"."aged_out_cnt_sum_w_15m_ratio_30d",
    "t17"."aged_out_cnt_sum_w_15m_log_ratio_30d",
    "t17"."tcp_cnt_sum_w_15m_baseline_30d",
    "t17"."tcp_cnt_sum_w_15m_z_30d",
    "t17"."tcp_cnt_sum_w_15m_ratio_30d",
    "t17"."tcp_cnt_sum_w_15m_log_ratio_30d",
    "t17"."udp_cnt_sum_w_15m_baseline_30d",
    "t17"."udp_cnt_sum_w_15m_z_30d",
    "t17"."udp_cnt_sum_w_15m_ratio_30d",
    "t17"."udp_cnt_sum_w_15m_log_ratio_30d",
    "t17"."icmp_cnt_sum_w_15m_baseline_30d",
    "t17"."icmp_cnt_sum_w_15m_z_30d",
    "t17"."icmp_cnt_sum_w_15m_ratio_30d",
    "t17"."icmp_cnt_sum_w_15m_log_ratio_30d",
    "t17"."peers_cnt_sum_w_15m_baseline_30d",
    "t17"."peers_cnt_sum_w_15m_z_30d",
    "t17"."peers_cnt_sum_w_15m_ratio_30d",
    "t17"."peers_cnt_sum_w_15m_log_ratio_30d",
    "t17"."ports_cnt_sum_w_15m_baseline_30d",
    "t17"."ports_cnt_sum_w_15m_z_30d",
    "t17"."ports_cnt_sum_w_15m_ratio_30d",
    "t17"."ports_cnt_sum_w_15m_log_ratio_30d",
    "t17"."max_sessions_per_minute_sum_w_15m_baseline_30d",
    "t17"."max_sessions_per_minute_sum_w_15m_z_30d",
    "t17"."max_sessions_per_minute_sum_w_15m_ratio_30d",
    "t17"."max_sessions_per_minute_sum_w_15m_log_ratio_30d",
    "t17"."peer_entropy_sum_w_15m_baseline_30d",
    "t17"."peer_entropy_sum_w_15m_z_30d",
    "t17"."peer_entropy_sum_w_15m_ratio_30d",
    "t17"."peer_entropy_sum_w_15m_log_ratio_30d",
    "t17"."drop_ratio_w_15m_baseline_30d",
    "t17"."drop_ratio_w_15m_z_30d",
    "t17"."drop_ratio_w_15m_ratio_30d",
    "t17"."drop_ratio_w_15m_log_ratio_30d",
    "t17"."reset_ratio_w_15m_baseline_30d",
    "t17"."reset_ratio_w_15m_z_30d",
    "t17"."reset_ratio_w_15m_ratio_30d",
    "t17"."reset_ratio_w_15m_log_ratio_30d",
    "t17"."aged_out_ratio_w_15m_baseline_30d",
    "t17"."aged_out_ratio_w_15m_z_30d",
    "t17"."aged_out_ratio_w_15m_ratio_30d",
    "t17"."aged_out_ratio_w_15m_log_ratio_30d",
    "t17"."bytes_asymmetry_w_15m_baseline_30d",
    "t17"."bytes_asymmetry_w_15m_z_30d",
    "t17"."bytes_asymmetry_w_15m_ratio_30d",
    "t17"."bytes_asymmetry_w_15m_log_ratio_30d",
    "t17"."sessions_per_peer_w_15m_baseline_30d",
    "t17"."sessions_per_peer_w_15m_z_30d",
    "t17"."sessions_per_peer_w_15m_ratio_30d",
    "t17"."sessions_per_peer_w_15m_log_ratio_30d",
    "t17"."sessions_cnt_sum_w_1h_baseline_30d",
    "t17"."sessions_cnt_sum_w_1h_z_30d",
    "t17"."sessions_cnt_sum_w_1h_ratio_30d",
    "t17"."sessions_cnt_sum_w_1h_log_ratio_30d",
    "t17"."bytes_sent_sum_sum_w_1h_baseline_30d",
    "t17"."bytes_sent_sum_sum_w_1h_z_30d",
    "t17"."bytes_sent_sum_sum_w_1h_ratio_30d",
    "t17"."bytes_sent_sum_sum_w_1h_log_ratio_30d",
    "t17"."bytes_recv_sum_sum_w_1h_baseline_30d",
    "t17"."bytes_recv_sum_sum_w_1h_z_30d",
    "t17"."bytes_recv_sum_sum_w_1h_ratio_30d",
    "t17"."bytes_recv_sum_sum_w_1h_log_ratio_30d",
    "t17"."drop_cnt_sum_w_1h_baseline_30d",
    "t17"."drop_cnt_sum_w_1h_z_30d",
    "t17"."drop_cnt_sum_w_1h_ratio_30d",
    "t17"."drop_cnt_sum_w_1h_log_ratio_30d",
    "t17"."peers_cnt_sum_w_1h_baseline_30d",
    "t17"."peers_cnt_sum_w_1h_z_30d",
    "t17"."peers_cnt_sum_w_1h_ratio_30d",
    "t17"."peers_cnt_sum_w_1h_log_ratio_30d",
    "t17"."ports_cnt_sum_w_1h_baseline_30d",
    "t17"."ports_cnt_sum_w_1h_z_30d",
    "t17"."ports_cnt_sum_w_1h_ratio_30d",
    "t17"."ports_cnt_sum_w_1h_log_ratio_30d",
    "t17"."sessions_cnt_sum_w_24h_baseline_30d",
    "t17"."sessions_cnt_sum_w_24h_z_30d",
    "t17"."sessions_cnt_sum_w_24h_ratio_30d",
    "t17"."sessions_cnt_sum_w_24h_log_ratio_30d",
    "t17"."bytes_sent_sum_sum_w_24h_baseline_30d",
    "t17"."bytes_sent_sum_sum_w_24h_z_30d",
    "t17"."bytes_sent_sum_sum_w_24h_ratio_30d",
    "t17"."bytes_sent_sum_sum_w_24h_log_ratio_30d",
    "t17"."bytes_recv_sum_sum_w_24h_baseline_30d",
    "t17"."bytes_recv_sum_sum_w_24h_z_30d",
    "t17"."bytes_recv_sum_sum_w_24h_ratio_30d",
    "t17"."bytes_recv_sum_sum_w_24h_log_ratio_30d",
    "t17"."drop_cnt_sum_w_24h_baseline_30d",
    "t17"."drop_cnt_sum_w_24h_z_30d",
    "t17"."drop_cnt_sum_w_24h_ratio_30d",
    "t17"."drop_cnt_sum_w_24h_log_ratio_30d",
    "t17"."peers_cnt_sum_w_24h_baseline_30d",
    "t17"."peers_cnt_sum_w_24h_z_30d",
    "t17"."peers_cnt_sum_w_24h_ratio_30d",
    "t17"."peers_cnt_sum_w_24h_log_ratio_30d",
    "t17"."ports_cnt_sum_w_24h_baseline_30d",
    "t17"."ports_cnt_sum_w_24h_z_30d",
    "t17"."ports_cnt_sum_w_24h_ratio_30d",
    "t17"."ports_cnt_sum_w_24h_log_ratio_30d",
    "t4"."host_ip" AS "host_ip_right",
    "t4"."slice_start_ts" AS "slice_start_ts_right",
    "t4"."new_pair_cnt",
    "t4"."rare_pair_cnt",
    "t4"."role" AS "role_right"
  FROM (
    SELECT
      "t15"."host_ip",
      "t15"."role",
      "t15"."slice_start_ts",
      "t15"."slice_end_ts",
      "t15"."baseline_scope_7d",
      "t15"."baseline_scope_30d",
      "t15"."reference_7d" AS "baseline_reference_ts",
      "t15"."usual_7d"."sessions_cnt_sum_w_15m_median" AS "sessions_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."sessions_cnt_sum_w_15m" - "t15"."usual_7d"."sessions_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."sessions_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_cnt_sum_w_15m" - "t15"."usual_7d"."sessions_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."sessions_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "sessions_cnt_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."sessions_cnt_sum_w_15m" / "t15"."usual_7d"."sessions_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_cnt_sum_w_15m" / "t15"."usual_7d"."sessions_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "sessions_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."sessions_cnt_sum_w_15m_log" - "t15"."usual_7d"."sessions_cnt_sum_w_15m_log" AS "sessions_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_median" AS "bytes_sent_sum_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_sent_sum_sum_w_15m" - "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_median"
        ) / "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_sent_sum_sum_w_15m" - "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_median"
          ) / "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_scale"
        ),
        20.0
      ) AS "bytes_sent_sum_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."bytes_sent_sum_sum_w_15m" / "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_sent_sum_sum_w_15m" / "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "bytes_sent_sum_sum_w_15m_ratio_7d",
      "t15"."now"."bytes_sent_sum_sum_w_15m_log" - "t15"."usual_7d"."bytes_sent_sum_sum_w_15m_log" AS "bytes_sent_sum_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_median" AS "bytes_recv_sum_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_recv_sum_sum_w_15m" - "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_median"
        ) / "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_recv_sum_sum_w_15m" - "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_median"
          ) / "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_scale"
        ),
        20.0
      ) AS "bytes_recv_sum_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."bytes_recv_sum_sum_w_15m" / "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_recv_sum_sum_w_15m" / "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "bytes_recv_sum_sum_w_15m_ratio_7d",
      "t15"."now"."bytes_recv_sum_sum_w_15m_log" - "t15"."usual_7d"."bytes_recv_sum_sum_w_15m_log" AS "bytes_recv_sum_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."duration_sum_sum_w_15m_median" AS "duration_sum_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."duration_sum_sum_w_15m" - "t15"."usual_7d"."duration_sum_sum_w_15m_median"
        ) / "t15"."usual_7d"."duration_sum_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."duration_sum_sum_w_15m" - "t15"."usual_7d"."duration_sum_sum_w_15m_median"
          ) / "t15"."usual_7d"."duration_sum_sum_w_15m_scale"
        ),
        20.0
      ) AS "duration_sum_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."duration_sum_sum_w_15m" / "t15"."usual_7d"."duration_sum_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."duration_sum_sum_w_15m" / "t15"."usual_7d"."duration_sum_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "duration_sum_sum_w_15m_ratio_7d",
      "t15"."now"."duration_sum_sum_w_15m_log" - "t15"."usual_7d"."duration_sum_sum_w_15m_log" AS "duration_sum_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."allow_cnt_sum_w_15m_median" AS "allow_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."allow_cnt_sum_w_15m" - "t15"."usual_7d"."allow_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."allow_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."allow_cnt_sum_w_15m" - "t15"."usual_7d"."allow_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."allow_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "allow_cnt_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."allow_cnt_sum_w_15m" / "t15"."usual_7d"."allow_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."allow_cnt_sum_w_15m" / "t15"."usual_7d"."allow_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "allow_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."allow_cnt_sum_w_15m_log" - "t15"."usual_7d"."allow_cnt_sum_w_15m_log" AS "allow_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."drop_cnt_sum_w_15m_median" AS "drop_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."drop_cnt_sum_w_15m" - "t15"."usual_7d"."drop_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."drop_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_cnt_sum_w_15m" - "t15"."usual_7d"."drop_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."drop_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "drop_cnt_sum_w_15m_z_7d",
      SIGN("t15"."now"."drop_cnt_sum_w_15m" / "t15"."usual_7d"."drop_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."drop_cnt_sum_w_15m" / "t15"."usual_7d"."drop_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "drop_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."drop_cnt_sum_w_15m_log" - "t15"."usual_7d"."drop_cnt_sum_w_15m_log" AS "drop_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."alert_cnt_sum_w_15m_median" AS "alert_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."alert_cnt_sum_w_15m" - "t15"."usual_7d"."alert_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."alert_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."alert_cnt_sum_w_15m" - "t15"."usual_7d"."alert_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."alert_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "alert_cnt_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."alert_cnt_sum_w_15m" / "t15"."usual_7d"."alert_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."alert_cnt_sum_w_15m" / "t15"."usual_7d"."alert_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "alert_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."alert_cnt_sum_w_15m_log" - "t15"."usual_7d"."alert_cnt_sum_w_15m_log" AS "alert_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."rst_cnt_sum_w_15m_median" AS "rst_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."rst_cnt_sum_w_15m" - "t15"."usual_7d"."rst_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."rst_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."rst_cnt_sum_w_15m" - "t15"."usual_7d"."rst_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."rst_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "rst_cnt_sum_w_15m_z_7d",
      SIGN("t15"."now"."rst_cnt_sum_w_15m" / "t15"."usual_7d"."rst_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."rst_cnt_sum_w_15m" / "t15"."usual_7d"."rst_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "rst_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."rst_cnt_sum_w_15m_log" - "t15"."usual_7d"."rst_cnt_sum_w_15m_log" AS "rst_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."aged_out_cnt_sum_w_15m_median" AS "aged_out_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."aged_out_cnt_sum_w_15m" - "t15"."usual_7d"."aged_out_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."aged_out_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."aged_out_cnt_sum_w_15m" - "t15"."usual_7d"."aged_out_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."aged_out_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "aged_out_cnt_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."aged_out_cnt_sum_w_15m" / "t15"."usual_7d"."aged_out_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."aged_out_cnt_sum_w_15m" / "t15"."usual_7d"."aged_out_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "aged_out_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."aged_out_cnt_sum_w_15m_log" - "t15"."usual_7d"."aged_out_cnt_sum_w_15m_log" AS "aged_out_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."tcp_cnt_sum_w_15m_median" AS "tcp_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."tcp_cnt_sum_w_15m" - "t15"."usual_7d"."tcp_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."tcp_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."tcp_cnt_sum_w_15m" - "t15"."usual_7d"."tcp_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."tcp_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "tcp_cnt_sum_w_15m_z_7d",
      SIGN("t15"."now"."tcp_cnt_sum_w_15m" / "t15"."usual_7d"."tcp_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."tcp_cnt_sum_w_15m" / "t15"."usual_7d"."tcp_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "tcp_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."tcp_cnt_sum_w_15m_log" - "t15"."usual_7d"."tcp_cnt_sum_w_15m_log" AS "tcp_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."udp_cnt_sum_w_15m_median" AS "udp_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."udp_cnt_sum_w_15m" - "t15"."usual_7d"."udp_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."udp_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."udp_cnt_sum_w_15m" - "t15"."usual_7d"."udp_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."udp_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "udp_cnt_sum_w_15m_z_7d",
      SIGN("t15"."now"."udp_cnt_sum_w_15m" / "t15"."usual_7d"."udp_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."udp_cnt_sum_w_15m" / "t15"."usual_7d"."udp_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "udp_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."udp_cnt_sum_w_15m_log" - "t15"."usual_7d"."udp_cnt_sum_w_15m_log" AS "udp_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."icmp_cnt_sum_w_15m_median" AS "icmp_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."icmp_cnt_sum_w_15m" - "t15"."usual_7d"."icmp_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."icmp_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."icmp_cnt_sum_w_15m" - "t15"."usual_7d"."icmp_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."icmp_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "icmp_cnt_sum_w_15m_z_7d",
      SIGN("t15"."now"."icmp_cnt_sum_w_15m" / "t15"."usual_7d"."icmp_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."icmp_cnt_sum_w_15m" / "t15"."usual_7d"."icmp_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "icmp_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."icmp_cnt_sum_w_15m_log" - "t15"."usual_7d"."icmp_cnt_sum_w_15m_log" AS "icmp_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."peers_cnt_sum_w_15m_median" AS "peers_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."peers_cnt_sum_w_15m" - "t15"."usual_7d"."peers_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."peers_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peers_cnt_sum_w_15m" - "t15"."usual_7d"."peers_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."peers_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "peers_cnt_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."peers_cnt_sum_w_15m" / "t15"."usual_7d"."peers_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peers_cnt_sum_w_15m" / "t15"."usual_7d"."peers_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "peers_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."peers_cnt_sum_w_15m_log" - "t15"."usual_7d"."peers_cnt_sum_w_15m_log" AS "peers_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."ports_cnt_sum_w_15m_median" AS "ports_cnt_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."ports_cnt_sum_w_15m" - "t15"."usual_7d"."ports_cnt_sum_w_15m_median"
        ) / "t15"."usual_7d"."ports_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."ports_cnt_sum_w_15m" - "t15"."usual_7d"."ports_cnt_sum_w_15m_median"
          ) / "t15"."usual_7d"."ports_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "ports_cnt_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."ports_cnt_sum_w_15m" / "t15"."usual_7d"."ports_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."ports_cnt_sum_w_15m" / "t15"."usual_7d"."ports_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "ports_cnt_sum_w_15m_ratio_7d",
      "t15"."now"."ports_cnt_sum_w_15m_log" - "t15"."usual_7d"."ports_cnt_sum_w_15m_log" AS "ports_cnt_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_median" AS "max_sessions_per_minute_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."max_sessions_per_minute_sum_w_15m" - "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_median"
        ) / "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."max_sessions_per_minute_sum_w_15m" - "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_median"
          ) / "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_scale"
        ),
        20.0
      ) AS "max_sessions_per_minute_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."max_sessions_per_minute_sum_w_15m" / "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."max_sessions_per_minute_sum_w_15m" / "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "max_sessions_per_minute_sum_w_15m_ratio_7d",
      "t15"."now"."max_sessions_per_minute_sum_w_15m_log" - "t15"."usual_7d"."max_sessions_per_minute_sum_w_15m_log" AS "max_sessions_per_minute_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."peer_entropy_sum_w_15m_median" AS "peer_entropy_sum_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."peer_entropy_sum_w_15m" - "t15"."usual_7d"."peer_entropy_sum_w_15m_median"
        ) / "t15"."usual_7d"."peer_entropy_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peer_entropy_sum_w_15m" - "t15"."usual_7d"."peer_entropy_sum_w_15m_median"
          ) / "t15"."usual_7d"."peer_entropy_sum_w_15m_scale"
        ),
        20.0
      ) AS "peer_entropy_sum_w_15m_z_7d",
      SIGN(
        "t15"."now"."peer_entropy_sum_w_15m" / "t15"."usual_7d"."peer_entropy_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peer_entropy_sum_w_15m" / "t15"."usual_7d"."peer_entropy_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "peer_entropy_sum_w_15m_ratio_7d",
      "t15"."now"."peer_entropy_sum_w_15m_log" - "t15"."usual_7d"."peer_entropy_sum_w_15m_log" AS "peer_entropy_sum_w_15m_log_ratio_7d",
      "t15"."usual_7d"."drop_ratio_w_15m_median" AS "drop_ratio_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."drop_ratio_w_15m" - "t15"."usual_7d"."drop_ratio_w_15m_median"
        ) / "t15"."usual_7d"."drop_ratio_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_ratio_w_15m" - "t15"."usual_7d"."drop_ratio_w_15m_median"
          ) / "t15"."usual_7d"."drop_ratio_w_15m_scale"
        ),
        20.0
      ) AS "drop_ratio_w_15m_z_7d",
      SIGN("t15"."now"."drop_ratio_w_15m" / "t15"."usual_7d"."drop_ratio_w_15m_divisor") * LEAST(
        ABS("t15"."now"."drop_ratio_w_15m" / "t15"."usual_7d"."drop_ratio_w_15m_divisor"),
        1000000.0
      ) AS "drop_ratio_w_15m_ratio_7d",
      "t15"."now"."drop_ratio_w_15m_log" - "t15"."usual_7d"."drop_ratio_w_15m_log" AS "drop_ratio_w_15m_log_ratio_7d",
      "t15"."usual_7d"."reset_ratio_w_15m_median" AS "reset_ratio_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."reset_ratio_w_15m" - "t15"."usual_7d"."reset_ratio_w_15m_median"
        ) / "t15"."usual_7d"."reset_ratio_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."reset_ratio_w_15m" - "t15"."usual_7d"."reset_ratio_w_15m_median"
          ) / "t15"."usual_7d"."reset_ratio_w_15m_scale"
        ),
        20.0
      ) AS "reset_ratio_w_15m_z_7d",
      SIGN("t15"."now"."reset_ratio_w_15m" / "t15"."usual_7d"."reset_ratio_w_15m_divisor") * LEAST(
        ABS("t15"."now"."reset_ratio_w_15m" / "t15"."usual_7d"."reset_ratio_w_15m_divisor"),
        1000000.0
      ) AS "reset_ratio_w_15m_ratio_7d",
      "t15"."now"."reset_ratio_w_15m_log" - "t15"."usual_7d"."reset_ratio_w_15m_log" AS "reset_ratio_w_15m_log_ratio_7d",
      "t15"."usual_7d"."aged_out_ratio_w_15m_median" AS "aged_out_ratio_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."aged_out_ratio_w_15m" - "t15"."usual_7d"."aged_out_ratio_w_15m_median"
        ) / "t15"."usual_7d"."aged_out_ratio_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."aged_out_ratio_w_15m" - "t15"."usual_7d"."aged_out_ratio_w_15m_median"
          ) / "t15"."usual_7d"."aged_out_ratio_w_15m_scale"
        ),
        20.0
      ) AS "aged_out_ratio_w_15m_z_7d",
      SIGN(
        "t15"."now"."aged_out_ratio_w_15m" / "t15"."usual_7d"."aged_out_ratio_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."aged_out_ratio_w_15m" / "t15"."usual_7d"."aged_out_ratio_w_15m_divisor"
        ),
        1000000.0
      ) AS "aged_out_ratio_w_15m_ratio_7d",
      "t15"."now"."aged_out_ratio_w_15m_log" - "t15"."usual_7d"."aged_out_ratio_w_15m_log" AS "aged_out_ratio_w_15m_log_ratio_7d",
      "t15"."usual_7d"."bytes_asymmetry_w_15m_median" AS "bytes_asymmetry_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_asymmetry_w_15m" - "t15"."usual_7d"."bytes_asymmetry_w_15m_median"
        ) / "t15"."usual_7d"."bytes_asymmetry_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_asymmetry_w_15m" - "t15"."usual_7d"."bytes_asymmetry_w_15m_median"
          ) / "t15"."usual_7d"."bytes_asymmetry_w_15m_scale"
        ),
        20.0
      ) AS "bytes_asymmetry_w_15m_z_7d",
      SIGN(
        "t15"."now"."bytes_asymmetry_w_15m" / "t15"."usual_7d"."bytes_asymmetry_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_asymmetry_w_15m" / "t15"."usual_7d"."bytes_asymmetry_w_15m_divisor"
        ),
        1000000.0
      ) AS "bytes_asymmetry_w_15m_ratio_7d",
      "t15"."now"."bytes_asymmetry_w_15m_log" - "t15"."usual_7d"."bytes_asymmetry_w_15m_log" AS "bytes_asymmetry_w_15m_log_ratio_7d",
      "t15"."usual_7d"."sessions_per_peer_w_15m_median" AS "sessions_per_peer_w_15m_baseline_7d",
      SIGN(
        (
          "t15"."now"."sessions_per_peer_w_15m" - "t15"."usual_7d"."sessions_per_peer_w_15m_median"
        ) / "t15"."usual_7d"."sessions_per_peer_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_per_peer_w_15m" - "t15"."usual_7d"."sessions_per_peer_w_15m_median"
          ) / "t15"."usual_7d"."sessions_per_peer_w_15m_scale"
        ),
        20.0
      ) AS "sessions_per_peer_w_15m_z_7d",
      SIGN(
        "t15"."now"."sessions_per_peer_w_15m" / "t15"."usual_7d"."sessions_per_peer_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_per_peer_w_15m" / "t15"."usual_7d"."sessions_per_peer_w_15m_divisor"
        ),
        1000000.0
      ) AS "sessions_per_peer_w_15m_ratio_7d",
      "t15"."now"."sessions_per_peer_w_15m_log" - "t15"."usual_7d"."sessions_per_peer_w_15m_log" AS "sessions_per_peer_w_15m_log_ratio_7d",
      "t15"."usual_7d"."sessions_cnt_sum_w_1h_median" AS "sessions_cnt_sum_w_1h_baseline_7d",
      SIGN(
        (
          "t15"."now"."sessions_cnt_sum_w_1h" - "t15"."usual_7d"."sessions_cnt_sum_w_1h_median"
        ) / "t15"."usual_7d"."sessions_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_cnt_sum_w_1h" - "t15"."usual_7d"."sessions_cnt_sum_w_1h_median"
          ) / "t15"."usual_7d"."sessions_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "sessions_cnt_sum_w_1h_z_7d",
      SIGN(
        "t15"."now"."sessions_cnt_sum_w_1h" / "t15"."usual_7d"."sessions_cnt_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_cnt_sum_w_1h" / "t15"."usual_7d"."sessions_cnt_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "sessions_cnt_sum_w_1h_ratio_7d",
      "t15"."now"."sessions_cnt_sum_w_1h_log" - "t15"."usual_7d"."sessions_cnt_sum_w_1h_log" AS "sessions_cnt_sum_w_1h_log_ratio_7d",
      "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_median" AS "bytes_sent_sum_sum_w_1h_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_sent_sum_sum_w_1h" - "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_median"
        ) / "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_sent_sum_sum_w_1h" - "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_median"
          ) / "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_scale"
        ),
        20.0
      ) AS "bytes_sent_sum_sum_w_1h_z_7d",
      SIGN(
        "t15"."now"."bytes_sent_sum_sum_w_1h" / "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_sent_sum_sum_w_1h" / "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "bytes_sent_sum_sum_w_1h_ratio_7d",
      "t15"."now"."bytes_sent_sum_sum_w_1h_log" - "t15"."usual_7d"."bytes_sent_sum_sum_w_1h_log" AS "bytes_sent_sum_sum_w_1h_log_ratio_7d",
      "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_median" AS "bytes_recv_sum_sum_w_1h_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_recv_sum_sum_w_1h" - "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_median"
        ) / "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_recv_sum_sum_w_1h" - "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_median"
          ) / "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_scale"
        ),
        20.0
      ) AS "bytes_recv_sum_sum_w_1h_z_7d",
      SIGN(
        "t15"."now"."bytes_recv_sum_sum_w_1h" / "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_recv_sum_sum_w_1h" / "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "bytes_recv_sum_sum_w_1h_ratio_7d",
      "t15"."now"."bytes_recv_sum_sum_w_1h_log" - "t15"."usual_7d"."bytes_recv_sum_sum_w_1h_log" AS "bytes_recv_sum_sum_w_1h_log_ratio_7d",
      "t15"."usual_7d"."drop_cnt_sum_w_1h_median" AS "drop_cnt_sum_w_1h_baseline_7d",
      SIGN(
        (
          "t15"."now"."drop_cnt_sum_w_1h" - "t15"."usual_7d"."drop_cnt_sum_w_1h_median"
        ) / "t15"."usual_7d"."drop_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_cnt_sum_w_1h" - "t15"."usual_7d"."drop_cnt_sum_w_1h_median"
          ) / "t15"."usual_7d"."drop_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "drop_cnt_sum_w_1h_z_7d",
      SIGN("t15"."now"."drop_cnt_sum_w_1h" / "t15"."usual_7d"."drop_cnt_sum_w_1h_divisor") * LEAST(
        ABS("t15"."now"."drop_cnt_sum_w_1h" / "t15"."usual_7d"."drop_cnt_sum_w_1h_divisor"),
        1000000.0
      ) AS "drop_cnt_sum_w_1h_ratio_7d",
      "t15"."now"."drop_cnt_sum_w_1h_log" - "t15"."usual_7d"."drop_cnt_sum_w_1h_log" AS "drop_cnt_sum_w_1h_log_ratio_7d",
      "t15"."usual_7d"."peers_cnt_sum_w_1h_median" AS "peers_cnt_sum_w_1h_baseline_7d",
      SIGN(
        (
          "t15"."now"."peers_cnt_sum_w_1h" - "t15"."usual_7d"."peers_cnt_sum_w_1h_median"
        ) / "t15"."usual_7d"."peers_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peers_cnt_sum_w_1h" - "t15"."usual_7d"."peers_cnt_sum_w_1h_median"
          ) / "t15"."usual_7d"."peers_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "peers_cnt_sum_w_1h_z_7d",
      SIGN("t15"."now"."peers_cnt_sum_w_1h" / "t15"."usual_7d"."peers_cnt_sum_w_1h_divisor") * LEAST(
        ABS("t15"."now"."peers_cnt_sum_w_1h" / "t15"."usual_7d"."peers_cnt_sum_w_1h_divisor"),
        1000000.0
      ) AS "peers_cnt_sum_w_1h_ratio_7d",
      "t15"."now"."peers_cnt_sum_w_1h_log" - "t15"."usual_7d"."peers_cnt_sum_w_1h_log" AS "peers_cnt_sum_w_1h_log_ratio_7d",
      "t15"."usual_7d"."ports_cnt_sum_w_1h_median" AS "ports_cnt_sum_w_1h_baseline_7d",
      SIGN(
        (
          "t15"."now"."ports_cnt_sum_w_1h" - "t15"."usual_7d"."ports_cnt_sum_w_1h_median"
        ) / "t15"."usual_7d"."ports_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."ports_cnt_sum_w_1h" - "t15"."usual_7d"."ports_cnt_sum_w_1h_median"
          ) / "t15"."usual_7d"."ports_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "ports_cnt_sum_w_1h_z_7d",
      SIGN("t15"."now"."ports_cnt_sum_w_1h" / "t15"."usual_7d"."ports_cnt_sum_w_1h_divisor") * LEAST(
        ABS("t15"."now"."ports_cnt_sum_w_1h" / "t15"."usual_7d"."ports_cnt_sum_w_1h_divisor"),
        1000000.0
      ) AS "ports_cnt_sum_w_1h_ratio_7d",
      "t15"."now"."ports_cnt_sum_w_1h_log" - "t15"."usual_7d"."ports_cnt_sum_w_1h_log" AS "ports_cnt_sum_w_1h_log_ratio_7d",
      "t15"."usual_7d"."sessions_cnt_sum_w_24h_median" AS "sessions_cnt_sum_w_24h_baseline_7d",
      SIGN(
        (
          "t15"."now"."sessions_cnt_sum_w_24h" - "t15"."usual_7d"."sessions_cnt_sum_w_24h_median"
        ) / "t15"."usual_7d"."sessions_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_cnt_sum_w_24h" - "t15"."usual_7d"."sessions_cnt_sum_w_24h_median"
          ) / "t15"."usual_7d"."sessions_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "sessions_cnt_sum_w_24h_z_7d",
      SIGN(
        "t15"."now"."sessions_cnt_sum_w_24h" / "t15"."usual_7d"."sessions_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_cnt_sum_w_24h" / "t15"."usual_7d"."sessions_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "sessions_cnt_sum_w_24h_ratio_7d",
      "t15"."now"."sessions_cnt_sum_w_24h_log" - "t15"."usual_7d"."sessions_cnt_sum_w_24h_log" AS "sessions_cnt_sum_w_24h_log_ratio_7d",
      "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_median" AS "bytes_sent_sum_sum_w_24h_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_sent_sum_sum_w_24h" - "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_median"
        ) / "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_sent_sum_sum_w_24h" - "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_median"
          ) / "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_scale"
        ),
        20.0
      ) AS "bytes_sent_sum_sum_w_24h_z_7d",
      SIGN(
        "t15"."now"."bytes_sent_sum_sum_w_24h" / "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_sent_sum_sum_w_24h" / "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "bytes_sent_sum_sum_w_24h_ratio_7d",
      "t15"."now"."bytes_sent_sum_sum_w_24h_log" - "t15"."usual_7d"."bytes_sent_sum_sum_w_24h_log" AS "bytes_sent_sum_sum_w_24h_log_ratio_7d",
      "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_median" AS "bytes_recv_sum_sum_w_24h_baseline_7d",
      SIGN(
        (
          "t15"."now"."bytes_recv_sum_sum_w_24h" - "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_median"
        ) / "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_recv_sum_sum_w_24h" - "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_median"
          ) / "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_scale"
        ),
        20.0
      ) AS "bytes_recv_sum_sum_w_24h_z_7d",
      SIGN(
        "t15"."now"."bytes_recv_sum_sum_w_24h" / "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_recv_sum_sum_w_24h" / "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "bytes_recv_sum_sum_w_24h_ratio_7d",
      "t15"."now"."bytes_recv_sum_sum_w_24h_log" - "t15"."usual_7d"."bytes_recv_sum_sum_w_24h_log" AS "bytes_recv_sum_sum_w_24h_log_ratio_7d",
      "t15"."usual_7d"."drop_cnt_sum_w_24h_median" AS "drop_cnt_sum_w_24h_baseline_7d",
      SIGN(
        (
          "t15"."now"."drop_cnt_sum_w_24h" - "t15"."usual_7d"."drop_cnt_sum_w_24h_median"
        ) / "t15"."usual_7d"."drop_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_cnt_sum_w_24h" - "t15"."usual_7d"."drop_cnt_sum_w_24h_median"
          ) / "t15"."usual_7d"."drop_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "drop_cnt_sum_w_24h_z_7d",
      SIGN("t15"."now"."drop_cnt_sum_w_24h" / "t15"."usual_7d"."drop_cnt_sum_w_24h_divisor") * LEAST(
        ABS("t15"."now"."drop_cnt_sum_w_24h" / "t15"."usual_7d"."drop_cnt_sum_w_24h_divisor"),
        1000000.0
      ) AS "drop_cnt_sum_w_24h_ratio_7d",
      "t15"."now"."drop_cnt_sum_w_24h_log" - "t15"."usual_7d"."drop_cnt_sum_w_24h_log" AS "drop_cnt_sum_w_24h_log_ratio_7d",
      "t15"."usual_7d"."peers_cnt_sum_w_24h_median" AS "peers_cnt_sum_w_24h_baseline_7d",
      SIGN(
        (
          "t15"."now"."peers_cnt_sum_w_24h" - "t15"."usual_7d"."peers_cnt_sum_w_24h_median"
        ) / "t15"."usual_7d"."peers_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peers_cnt_sum_w_24h" - "t15"."usual_7d"."peers_cnt_sum_w_24h_median"
          ) / "t15"."usual_7d"."peers_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "peers_cnt_sum_w_24h_z_7d",
      SIGN(
        "t15"."now"."peers_cnt_sum_w_24h" / "t15"."usual_7d"."peers_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peers_cnt_sum_w_24h" / "t15"."usual_7d"."peers_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "peers_cnt_sum_w_24h_ratio_7d",
      "t15"."now"."peers_cnt_sum_w_24h_log" - "t15"."usual_7d"."peers_cnt_sum_w_24h_log" AS "peers_cnt_sum_w_24h_log_ratio_7d",
      "t15"."usual_7d"."ports_cnt_sum_w_24h_median" AS "ports_cnt_sum_w_24h_baseline_7d",
      SIGN(
        (
          "t15"."now"."ports_cnt_sum_w_24h" - "t15"."usual_7d"."ports_cnt_sum_w_24h_median"
        ) / "t15"."usual_7d"."ports_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."ports_cnt_sum_w_24h" - "t15"."usual_7d"."ports_cnt_sum_w_24h_median"
          ) / "t15"."usual_7d"."ports_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "ports_cnt_sum_w_24h_z_7d",
      SIGN(
        "t15"."now"."ports_cnt_sum_w_24h" / "t15"."usual_7d"."ports_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."ports_cnt_sum_w_24h" / "t15"."usual_7d"."ports_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "ports_cnt_sum_w_24h_ratio_7d",
      "t15"."now"."ports_cnt_sum_w_24h_log" - "t15"."usual_7d"."ports_cnt_sum_w_24h_log" AS "ports_cnt_sum_w_24h_log_ratio_7d",
      "t15"."usual_30d"."sessions_cnt_sum_w_15m_median" AS "sessions_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."sessions_cnt_sum_w_15m" - "t15"."usual_30d"."sessions_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."sessions_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_cnt_sum_w_15m" - "t15"."usual_30d"."sessions_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."sessions_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "sessions_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."sessions_cnt_sum_w_15m" / "t15"."usual_30d"."sessions_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_cnt_sum_w_15m" / "t15"."usual_30d"."sessions_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "sessions_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."sessions_cnt_sum_w_15m_log" - "t15"."usual_30d"."sessions_cnt_sum_w_15m_log" AS "sessions_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_median" AS "bytes_sent_sum_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_sent_sum_sum_w_15m" - "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_median"
        ) / "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_sent_sum_sum_w_15m" - "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_median"
          ) / "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_scale"
        ),
        20.0
      ) AS "bytes_sent_sum_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."bytes_sent_sum_sum_w_15m" / "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_sent_sum_sum_w_15m" / "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "bytes_sent_sum_sum_w_15m_ratio_30d",
      "t15"."now"."bytes_sent_sum_sum_w_15m_log" - "t15"."usual_30d"."bytes_sent_sum_sum_w_15m_log" AS "bytes_sent_sum_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_median" AS "bytes_recv_sum_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_recv_sum_sum_w_15m" - "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_median"
        ) / "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_recv_sum_sum_w_15m" - "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_median"
          ) / "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_scale"
        ),
        20.0
      ) AS "bytes_recv_sum_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."bytes_recv_sum_sum_w_15m" / "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_recv_sum_sum_w_15m" / "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "bytes_recv_sum_sum_w_15m_ratio_30d",
      "t15"."now"."bytes_recv_sum_sum_w_15m_log" - "t15"."usual_30d"."bytes_recv_sum_sum_w_15m_log" AS "bytes_recv_sum_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."duration_sum_sum_w_15m_median" AS "duration_sum_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."duration_sum_sum_w_15m" - "t15"."usual_30d"."duration_sum_sum_w_15m_median"
        ) / "t15"."usual_30d"."duration_sum_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."duration_sum_sum_w_15m" - "t15"."usual_30d"."duration_sum_sum_w_15m_median"
          ) / "t15"."usual_30d"."duration_sum_sum_w_15m_scale"
        ),
        20.0
      ) AS "duration_sum_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."duration_sum_sum_w_15m" / "t15"."usual_30d"."duration_sum_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."duration_sum_sum_w_15m" / "t15"."usual_30d"."duration_sum_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "duration_sum_sum_w_15m_ratio_30d",
      "t15"."now"."duration_sum_sum_w_15m_log" - "t15"."usual_30d"."duration_sum_sum_w_15m_log" AS "duration_sum_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."allow_cnt_sum_w_15m_median" AS "allow_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."allow_cnt_sum_w_15m" - "t15"."usual_30d"."allow_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."allow_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."allow_cnt_sum_w_15m" - "t15"."usual_30d"."allow_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."allow_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "allow_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."allow_cnt_sum_w_15m" / "t15"."usual_30d"."allow_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."allow_cnt_sum_w_15m" / "t15"."usual_30d"."allow_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "allow_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."allow_cnt_sum_w_15m_log" - "t15"."usual_30d"."allow_cnt_sum_w_15m_log" AS "allow_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."drop_cnt_sum_w_15m_median" AS "drop_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."drop_cnt_sum_w_15m" - "t15"."usual_30d"."drop_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."drop_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_cnt_sum_w_15m" - "t15"."usual_30d"."drop_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."drop_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "drop_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."drop_cnt_sum_w_15m" / "t15"."usual_30d"."drop_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."drop_cnt_sum_w_15m" / "t15"."usual_30d"."drop_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "drop_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."drop_cnt_sum_w_15m_log" - "t15"."usual_30d"."drop_cnt_sum_w_15m_log" AS "drop_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."alert_cnt_sum_w_15m_median" AS "alert_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."alert_cnt_sum_w_15m" - "t15"."usual_30d"."alert_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."alert_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."alert_cnt_sum_w_15m" - "t15"."usual_30d"."alert_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."alert_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "alert_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."alert_cnt_sum_w_15m" / "t15"."usual_30d"."alert_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."alert_cnt_sum_w_15m" / "t15"."usual_30d"."alert_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "alert_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."alert_cnt_sum_w_15m_log" - "t15"."usual_30d"."alert_cnt_sum_w_15m_log" AS "alert_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."rst_cnt_sum_w_15m_median" AS "rst_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."rst_cnt_sum_w_15m" - "t15"."usual_30d"."rst_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."rst_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."rst_cnt_sum_w_15m" - "t15"."usual_30d"."rst_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."rst_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "rst_cnt_sum_w_15m_z_30d",
      SIGN("t15"."now"."rst_cnt_sum_w_15m" / "t15"."usual_30d"."rst_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."rst_cnt_sum_w_15m" / "t15"."usual_30d"."rst_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "rst_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."rst_cnt_sum_w_15m_log" - "t15"."usual_30d"."rst_cnt_sum_w_15m_log" AS "rst_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."aged_out_cnt_sum_w_15m_median" AS "aged_out_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."aged_out_cnt_sum_w_15m" - "t15"."usual_30d"."aged_out_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."aged_out_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."aged_out_cnt_sum_w_15m" - "t15"."usual_30d"."aged_out_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."aged_out_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "aged_out_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."aged_out_cnt_sum_w_15m" / "t15"."usual_30d"."aged_out_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."aged_out_cnt_sum_w_15m" / "t15"."usual_30d"."aged_out_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "aged_out_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."aged_out_cnt_sum_w_15m_log" - "t15"."usual_30d"."aged_out_cnt_sum_w_15m_log" AS "aged_out_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."tcp_cnt_sum_w_15m_median" AS "tcp_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."tcp_cnt_sum_w_15m" - "t15"."usual_30d"."tcp_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."tcp_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."tcp_cnt_sum_w_15m" - "t15"."usual_30d"."tcp_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."tcp_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "tcp_cnt_sum_w_15m_z_30d",
      SIGN("t15"."now"."tcp_cnt_sum_w_15m" / "t15"."usual_30d"."tcp_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."tcp_cnt_sum_w_15m" / "t15"."usual_30d"."tcp_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "tcp_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."tcp_cnt_sum_w_15m_log" - "t15"."usual_30d"."tcp_cnt_sum_w_15m_log" AS "tcp_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."udp_cnt_sum_w_15m_median" AS "udp_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."udp_cnt_sum_w_15m" - "t15"."usual_30d"."udp_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."udp_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."udp_cnt_sum_w_15m" - "t15"."usual_30d"."udp_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."udp_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "udp_cnt_sum_w_15m_z_30d",
      SIGN("t15"."now"."udp_cnt_sum_w_15m" / "t15"."usual_30d"."udp_cnt_sum_w_15m_divisor") * LEAST(
        ABS("t15"."now"."udp_cnt_sum_w_15m" / "t15"."usual_30d"."udp_cnt_sum_w_15m_divisor"),
        1000000.0
      ) AS "udp_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."udp_cnt_sum_w_15m_log" - "t15"."usual_30d"."udp_cnt_sum_w_15m_log" AS "udp_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."icmp_cnt_sum_w_15m_median" AS "icmp_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."icmp_cnt_sum_w_15m" - "t15"."usual_30d"."icmp_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."icmp_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."icmp_cnt_sum_w_15m" - "t15"."usual_30d"."icmp_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."icmp_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "icmp_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."icmp_cnt_sum_w_15m" / "t15"."usual_30d"."icmp_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."icmp_cnt_sum_w_15m" / "t15"."usual_30d"."icmp_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "icmp_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."icmp_cnt_sum_w_15m_log" - "t15"."usual_30d"."icmp_cnt_sum_w_15m_log" AS "icmp_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."peers_cnt_sum_w_15m_median" AS "peers_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."peers_cnt_sum_w_15m" - "t15"."usual_30d"."peers_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."peers_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peers_cnt_sum_w_15m" - "t15"."usual_30d"."peers_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."peers_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "peers_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."peers_cnt_sum_w_15m" / "t15"."usual_30d"."peers_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peers_cnt_sum_w_15m" / "t15"."usual_30d"."peers_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "peers_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."peers_cnt_sum_w_15m_log" - "t15"."usual_30d"."peers_cnt_sum_w_15m_log" AS "peers_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."ports_cnt_sum_w_15m_median" AS "ports_cnt_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."ports_cnt_sum_w_15m" - "t15"."usual_30d"."ports_cnt_sum_w_15m_median"
        ) / "t15"."usual_30d"."ports_cnt_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."ports_cnt_sum_w_15m" - "t15"."usual_30d"."ports_cnt_sum_w_15m_median"
          ) / "t15"."usual_30d"."ports_cnt_sum_w_15m_scale"
        ),
        20.0
      ) AS "ports_cnt_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."ports_cnt_sum_w_15m" / "t15"."usual_30d"."ports_cnt_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."ports_cnt_sum_w_15m" / "t15"."usual_30d"."ports_cnt_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "ports_cnt_sum_w_15m_ratio_30d",
      "t15"."now"."ports_cnt_sum_w_15m_log" - "t15"."usual_30d"."ports_cnt_sum_w_15m_log" AS "ports_cnt_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_median" AS "max_sessions_per_minute_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."max_sessions_per_minute_sum_w_15m" - "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_median"
        ) / "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."max_sessions_per_minute_sum_w_15m" - "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_median"
          ) / "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_scale"
        ),
        20.0
      ) AS "max_sessions_per_minute_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."max_sessions_per_minute_sum_w_15m" / "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."max_sessions_per_minute_sum_w_15m" / "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "max_sessions_per_minute_sum_w_15m_ratio_30d",
      "t15"."now"."max_sessions_per_minute_sum_w_15m_log" - "t15"."usual_30d"."max_sessions_per_minute_sum_w_15m_log" AS "max_sessions_per_minute_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."peer_entropy_sum_w_15m_median" AS "peer_entropy_sum_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."peer_entropy_sum_w_15m" - "t15"."usual_30d"."peer_entropy_sum_w_15m_median"
        ) / "t15"."usual_30d"."peer_entropy_sum_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peer_entropy_sum_w_15m" - "t15"."usual_30d"."peer_entropy_sum_w_15m_median"
          ) / "t15"."usual_30d"."peer_entropy_sum_w_15m_scale"
        ),
        20.0
      ) AS "peer_entropy_sum_w_15m_z_30d",
      SIGN(
        "t15"."now"."peer_entropy_sum_w_15m" / "t15"."usual_30d"."peer_entropy_sum_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peer_entropy_sum_w_15m" / "t15"."usual_30d"."peer_entropy_sum_w_15m_divisor"
        ),
        1000000.0
      ) AS "peer_entropy_sum_w_15m_ratio_30d",
      "t15"."now"."peer_entropy_sum_w_15m_log" - "t15"."usual_30d"."peer_entropy_sum_w_15m_log" AS "peer_entropy_sum_w_15m_log_ratio_30d",
      "t15"."usual_30d"."drop_ratio_w_15m_median" AS "drop_ratio_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."drop_ratio_w_15m" - "t15"."usual_30d"."drop_ratio_w_15m_median"
        ) / "t15"."usual_30d"."drop_ratio_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_ratio_w_15m" - "t15"."usual_30d"."drop_ratio_w_15m_median"
          ) / "t15"."usual_30d"."drop_ratio_w_15m_scale"
        ),
        20.0
      ) AS "drop_ratio_w_15m_z_30d",
      SIGN("t15"."now"."drop_ratio_w_15m" / "t15"."usual_30d"."drop_ratio_w_15m_divisor") * LEAST(
        ABS("t15"."now"."drop_ratio_w_15m" / "t15"."usual_30d"."drop_ratio_w_15m_divisor"),
        1000000.0
      ) AS "drop_ratio_w_15m_ratio_30d",
      "t15"."now"."drop_ratio_w_15m_log" - "t15"."usual_30d"."drop_ratio_w_15m_log" AS "drop_ratio_w_15m_log_ratio_30d",
      "t15"."usual_30d"."reset_ratio_w_15m_median" AS "reset_ratio_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."reset_ratio_w_15m" - "t15"."usual_30d"."reset_ratio_w_15m_median"
        ) / "t15"."usual_30d"."reset_ratio_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."reset_ratio_w_15m" - "t15"."usual_30d"."reset_ratio_w_15m_median"
          ) / "t15"."usual_30d"."reset_ratio_w_15m_scale"
        ),
        20.0
      ) AS "reset_ratio_w_15m_z_30d",
      SIGN("t15"."now"."reset_ratio_w_15m" / "t15"."usual_30d"."reset_ratio_w_15m_divisor") * LEAST(
        ABS("t15"."now"."reset_ratio_w_15m" / "t15"."usual_30d"."reset_ratio_w_15m_divisor"),
        1000000.0
      ) AS "reset_ratio_w_15m_ratio_30d",
      "t15"."now"."reset_ratio_w_15m_log" - "t15"."usual_30d"."reset_ratio_w_15m_log" AS "reset_ratio_w_15m_log_ratio_30d",
      "t15"."usual_30d"."aged_out_ratio_w_15m_median" AS "aged_out_ratio_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."aged_out_ratio_w_15m" - "t15"."usual_30d"."aged_out_ratio_w_15m_median"
        ) / "t15"."usual_30d"."aged_out_ratio_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."aged_out_ratio_w_15m" - "t15"."usual_30d"."aged_out_ratio_w_15m_median"
          ) / "t15"."usual_30d"."aged_out_ratio_w_15m_scale"
        ),
        20.0
      ) AS "aged_out_ratio_w_15m_z_30d",
      SIGN(
        "t15"."now"."aged_out_ratio_w_15m" / "t15"."usual_30d"."aged_out_ratio_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."aged_out_ratio_w_15m" / "t15"."usual_30d"."aged_out_ratio_w_15m_divisor"
        ),
        1000000.0
      ) AS "aged_out_ratio_w_15m_ratio_30d",
      "t15"."now"."aged_out_ratio_w_15m_log" - "t15"."usual_30d"."aged_out_ratio_w_15m_log" AS "aged_out_ratio_w_15m_log_ratio_30d",
      "t15"."usual_30d"."bytes_asymmetry_w_15m_median" AS "bytes_asymmetry_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_asymmetry_w_15m" - "t15"."usual_30d"."bytes_asymmetry_w_15m_median"
        ) / "t15"."usual_30d"."bytes_asymmetry_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_asymmetry_w_15m" - "t15"."usual_30d"."bytes_asymmetry_w_15m_median"
          ) / "t15"."usual_30d"."bytes_asymmetry_w_15m_scale"
        ),
        20.0
      ) AS "bytes_asymmetry_w_15m_z_30d",
      SIGN(
        "t15"."now"."bytes_asymmetry_w_15m" / "t15"."usual_30d"."bytes_asymmetry_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_asymmetry_w_15m" / "t15"."usual_30d"."bytes_asymmetry_w_15m_divisor"
        ),
        1000000.0
      ) AS "bytes_asymmetry_w_15m_ratio_30d",
      "t15"."now"."bytes_asymmetry_w_15m_log" - "t15"."usual_30d"."bytes_asymmetry_w_15m_log" AS "bytes_asymmetry_w_15m_log_ratio_30d",
      "t15"."usual_30d"."sessions_per_peer_w_15m_median" AS "sessions_per_peer_w_15m_baseline_30d",
      SIGN(
        (
          "t15"."now"."sessions_per_peer_w_15m" - "t15"."usual_30d"."sessions_per_peer_w_15m_median"
        ) / "t15"."usual_30d"."sessions_per_peer_w_15m_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_per_peer_w_15m" - "t15"."usual_30d"."sessions_per_peer_w_15m_median"
          ) / "t15"."usual_30d"."sessions_per_peer_w_15m_scale"
        ),
        20.0
      ) AS "sessions_per_peer_w_15m_z_30d",
      SIGN(
        "t15"."now"."sessions_per_peer_w_15m" / "t15"."usual_30d"."sessions_per_peer_w_15m_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_per_peer_w_15m" / "t15"."usual_30d"."sessions_per_peer_w_15m_divisor"
        ),
        1000000.0
      ) AS "sessions_per_peer_w_15m_ratio_30d",
      "t15"."now"."sessions_per_peer_w_15m_log" - "t15"."usual_30d"."sessions_per_peer_w_15m_log" AS "sessions_per_peer_w_15m_log_ratio_30d",
      "t15"."usual_30d"."sessions_cnt_sum_w_1h_median" AS "sessions_cnt_sum_w_1h_baseline_30d",
      SIGN(
        (
          "t15"."now"."sessions_cnt_sum_w_1h" - "t15"."usual_30d"."sessions_cnt_sum_w_1h_median"
        ) / "t15"."usual_30d"."sessions_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_cnt_sum_w_1h" - "t15"."usual_30d"."sessions_cnt_sum_w_1h_median"
          ) / "t15"."usual_30d"."sessions_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "sessions_cnt_sum_w_1h_z_30d",
      SIGN(
        "t15"."now"."sessions_cnt_sum_w_1h" / "t15"."usual_30d"."sessions_cnt_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_cnt_sum_w_1h" / "t15"."usual_30d"."sessions_cnt_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "sessions_cnt_sum_w_1h_ratio_30d",
      "t15"."now"."sessions_cnt_sum_w_1h_log" - "t15"."usual_30d"."sessions_cnt_sum_w_1h_log" AS "sessions_cnt_sum_w_1h_log_ratio_30d",
      "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_median" AS "bytes_sent_sum_sum_w_1h_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_sent_sum_sum_w_1h" - "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_median"
        ) / "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_sent_sum_sum_w_1h" - "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_median"
          ) / "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_scale"
        ),
        20.0
      ) AS "bytes_sent_sum_sum_w_1h_z_30d",
      SIGN(
        "t15"."now"."bytes_sent_sum_sum_w_1h" / "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_sent_sum_sum_w_1h" / "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "bytes_sent_sum_sum_w_1h_ratio_30d",
      "t15"."now"."bytes_sent_sum_sum_w_1h_log" - "t15"."usual_30d"."bytes_sent_sum_sum_w_1h_log" AS "bytes_sent_sum_sum_w_1h_log_ratio_30d",
      "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_median" AS "bytes_recv_sum_sum_w_1h_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_recv_sum_sum_w_1h" - "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_median"
        ) / "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_recv_sum_sum_w_1h" - "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_median"
          ) / "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_scale"
        ),
        20.0
      ) AS "bytes_recv_sum_sum_w_1h_z_30d",
      SIGN(
        "t15"."now"."bytes_recv_sum_sum_w_1h" / "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_recv_sum_sum_w_1h" / "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "bytes_recv_sum_sum_w_1h_ratio_30d",
      "t15"."now"."bytes_recv_sum_sum_w_1h_log" - "t15"."usual_30d"."bytes_recv_sum_sum_w_1h_log" AS "bytes_recv_sum_sum_w_1h_log_ratio_30d",
      "t15"."usual_30d"."drop_cnt_sum_w_1h_median" AS "drop_cnt_sum_w_1h_baseline_30d",
      SIGN(
        (
          "t15"."now"."drop_cnt_sum_w_1h" - "t15"."usual_30d"."drop_cnt_sum_w_1h_median"
        ) / "t15"."usual_30d"."drop_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_cnt_sum_w_1h" - "t15"."usual_30d"."drop_cnt_sum_w_1h_median"
          ) / "t15"."usual_30d"."drop_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "drop_cnt_sum_w_1h_z_30d",
      SIGN("t15"."now"."drop_cnt_sum_w_1h" / "t15"."usual_30d"."drop_cnt_sum_w_1h_divisor") * LEAST(
        ABS("t15"."now"."drop_cnt_sum_w_1h" / "t15"."usual_30d"."drop_cnt_sum_w_1h_divisor"),
        1000000.0
      ) AS "drop_cnt_sum_w_1h_ratio_30d",
      "t15"."now"."drop_cnt_sum_w_1h_log" - "t15"."usual_30d"."drop_cnt_sum_w_1h_log" AS "drop_cnt_sum_w_1h_log_ratio_30d",
      "t15"."usual_30d"."peers_cnt_sum_w_1h_median" AS "peers_cnt_sum_w_1h_baseline_30d",
      SIGN(
        (
          "t15"."now"."peers_cnt_sum_w_1h" - "t15"."usual_30d"."peers_cnt_sum_w_1h_median"
        ) / "t15"."usual_30d"."peers_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peers_cnt_sum_w_1h" - "t15"."usual_30d"."peers_cnt_sum_w_1h_median"
          ) / "t15"."usual_30d"."peers_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "peers_cnt_sum_w_1h_z_30d",
      SIGN(
        "t15"."now"."peers_cnt_sum_w_1h" / "t15"."usual_30d"."peers_cnt_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peers_cnt_sum_w_1h" / "t15"."usual_30d"."peers_cnt_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "peers_cnt_sum_w_1h_ratio_30d",
      "t15"."now"."peers_cnt_sum_w_1h_log" - "t15"."usual_30d"."peers_cnt_sum_w_1h_log" AS "peers_cnt_sum_w_1h_log_ratio_30d",
      "t15"."usual_30d"."ports_cnt_sum_w_1h_median" AS "ports_cnt_sum_w_1h_baseline_30d",
      SIGN(
        (
          "t15"."now"."ports_cnt_sum_w_1h" - "t15"."usual_30d"."ports_cnt_sum_w_1h_median"
        ) / "t15"."usual_30d"."ports_cnt_sum_w_1h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."ports_cnt_sum_w_1h" - "t15"."usual_30d"."ports_cnt_sum_w_1h_median"
          ) / "t15"."usual_30d"."ports_cnt_sum_w_1h_scale"
        ),
        20.0
      ) AS "ports_cnt_sum_w_1h_z_30d",
      SIGN(
        "t15"."now"."ports_cnt_sum_w_1h" / "t15"."usual_30d"."ports_cnt_sum_w_1h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."ports_cnt_sum_w_1h" / "t15"."usual_30d"."ports_cnt_sum_w_1h_divisor"
        ),
        1000000.0
      ) AS "ports_cnt_sum_w_1h_ratio_30d",
      "t15"."now"."ports_cnt_sum_w_1h_log" - "t15"."usual_30d"."ports_cnt_sum_w_1h_log" AS "ports_cnt_sum_w_1h_log_ratio_30d",
      "t15"."usual_30d"."sessions_cnt_sum_w_24h_median" AS "sessions_cnt_sum_w_24h_baseline_30d",
      SIGN(
        (
          "t15"."now"."sessions_cnt_sum_w_24h" - "t15"."usual_30d"."sessions_cnt_sum_w_24h_median"
        ) / "t15"."usual_30d"."sessions_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."sessions_cnt_sum_w_24h" - "t15"."usual_30d"."sessions_cnt_sum_w_24h_median"
          ) / "t15"."usual_30d"."sessions_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "sessions_cnt_sum_w_24h_z_30d",
      SIGN(
        "t15"."now"."sessions_cnt_sum_w_24h" / "t15"."usual_30d"."sessions_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."sessions_cnt_sum_w_24h" / "t15"."usual_30d"."sessions_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "sessions_cnt_sum_w_24h_ratio_30d",
      "t15"."now"."sessions_cnt_sum_w_24h_log" - "t15"."usual_30d"."sessions_cnt_sum_w_24h_log" AS "sessions_cnt_sum_w_24h_log_ratio_30d",
      "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_median" AS "bytes_sent_sum_sum_w_24h_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_sent_sum_sum_w_24h" - "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_median"
        ) / "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_sent_sum_sum_w_24h" - "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_median"
          ) / "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_scale"
        ),
        20.0
      ) AS "bytes_sent_sum_sum_w_24h_z_30d",
      SIGN(
        "t15"."now"."bytes_sent_sum_sum_w_24h" / "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_sent_sum_sum_w_24h" / "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "bytes_sent_sum_sum_w_24h_ratio_30d",
      "t15"."now"."bytes_sent_sum_sum_w_24h_log" - "t15"."usual_30d"."bytes_sent_sum_sum_w_24h_log" AS "bytes_sent_sum_sum_w_24h_log_ratio_30d",
      "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_median" AS "bytes_recv_sum_sum_w_24h_baseline_30d",
      SIGN(
        (
          "t15"."now"."bytes_recv_sum_sum_w_24h" - "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_median"
        ) / "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."bytes_recv_sum_sum_w_24h" - "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_median"
          ) / "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_scale"
        ),
        20.0
      ) AS "bytes_recv_sum_sum_w_24h_z_30d",
      SIGN(
        "t15"."now"."bytes_recv_sum_sum_w_24h" / "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."bytes_recv_sum_sum_w_24h" / "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "bytes_recv_sum_sum_w_24h_ratio_30d",
      "t15"."now"."bytes_recv_sum_sum_w_24h_log" - "t15"."usual_30d"."bytes_recv_sum_sum_w_24h_log" AS "bytes_recv_sum_sum_w_24h_log_ratio_30d",
      "t15"."usual_30d"."drop_cnt_sum_w_24h_median" AS "drop_cnt_sum_w_24h_baseline_30d",
      SIGN(
        (
          "t15"."now"."drop_cnt_sum_w_24h" - "t15"."usual_30d"."drop_cnt_sum_w_24h_median"
        ) / "t15"."usual_30d"."drop_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."drop_cnt_sum_w_24h" - "t15"."usual_30d"."drop_cnt_sum_w_24h_median"
          ) / "t15"."usual_30d"."drop_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "drop_cnt_sum_w_24h_z_30d",
      SIGN(
        "t15"."now"."drop_cnt_sum_w_24h" / "t15"."usual_30d"."drop_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."drop_cnt_sum_w_24h" / "t15"."usual_30d"."drop_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "drop_cnt_sum_w_24h_ratio_30d",
      "t15"."now"."drop_cnt_sum_w_24h_log" - "t15"."usual_30d"."drop_cnt_sum_w_24h_log" AS "drop_cnt_sum_w_24h_log_ratio_30d",
      "t15"."usual_30d"."peers_cnt_sum_w_24h_median" AS "peers_cnt_sum_w_24h_baseline_30d",
      SIGN(
        (
          "t15"."now"."peers_cnt_sum_w_24h" - "t15"."usual_30d"."peers_cnt_sum_w_24h_median"
        ) / "t15"."usual_30d"."peers_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."peers_cnt_sum_w_24h" - "t15"."usual_30d"."peers_cnt_sum_w_24h_median"
          ) / "t15"."usual_30d"."peers_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "peers_cnt_sum_w_24h_z_30d",
      SIGN(
        "t15"."now"."peers_cnt_sum_w_24h" / "t15"."usual_30d"."peers_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."peers_cnt_sum_w_24h" / "t15"."usual_30d"."peers_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "peers_cnt_sum_w_24h_ratio_30d",
      "t15"."now"."peers_cnt_sum_w_24h_log" - "t15"."usual_30d"."peers_cnt_sum_w_24h_log" AS "peers_cnt_sum_w_24h_log_ratio_30d",
      "t15"."usual_30d"."ports_cnt_sum_w_24h_median" AS "ports_cnt_sum_w_24h_baseline_30d",
      SIGN(
        (
          "t15"."now"."ports_cnt_sum_w_24h" - "t15"."usual_30d"."ports_cnt_sum_w_24h_median"
        ) / "t15"."usual_30d"."ports_cnt_sum_w_24h_scale"
      ) * LEAST(
        ABS(
          (
            "t15"."now"."ports_cnt_sum_w_24h" - "t15"."usual_30d"."ports_cnt_sum_w_24h_median"
          ) / "t15"."usual_30d"."ports_cnt_sum_w_24h_scale"
        ),
        20.0
      ) AS "ports_cnt_sum_w_24h_z_30d",
      SIGN(
        "t15"."now"."ports_cnt_sum_w_24h" / "t15"."usual_30d"."ports_cnt_sum_w_24h_divisor"
      ) * LEAST(
        ABS(
          "t15"."now"."ports_cnt_sum_w_24h" / "t15"."usual_30d"."ports_cnt_sum_w_24h_divisor"
        ),
        1000000.0
      ) AS "ports_cnt_sum_w_24h_ratio_30d",
      "t15"."now"."ports_cnt_sum_w_24h_log" - "t15"."usual_30d"."ports_cnt_sum_w_24h_log" AS "ports_cnt_sum_w_24h_log_ratio_30d"
    FROM (
      SELECT
        "t14".*
        EXCLUDE ("host_30d", "role_30d")
      FROM (
        SELECT
          "t13"."host_ip",
          "t13"."role",
          "t13"."slice_start_ts",
          "t13"."slice_end_ts",
          "t13"."now",
          "t13"."reference_7d",
          "t13"."baseline_scope_7d",
          "t13"."usual_7d",
          "t8"."host_30d",
          "t8"."role_30d",
          "t8"."reference_30d",
          "t8"."baseline_scope_30d",
          "t8"."usual_30d"
        FROM (
          SELECT
            "t11".*
            EXCLUDE ("role_7d", "host_7d")
          FROM (
            SELECT
              "t9"."host_ip",
              "t9"."role",
              "t9"."slice_start_ts",
              "t9"."slice_end_ts",
              "t9"."now",
              "t10"."host_7d",
              "t10"."role_7d",
              "t10"."reference_7d",
              "t10"."baseline_scope_7d",
              "t10"."usual_7d"
            FROM (
              SELECT
                "t2"."host_ip",
                "t2"."role",
                "t2"."slice_start_ts",
                "t2"."slice_end_ts",
                {'sessions_cnt_sum_w_15m': "t2"."sessions_cnt_sum_w_15m", 'bytes_sent_sum_sum_w_15m': "t2"."bytes_sent_sum_sum_w_15m", 'bytes_recv_sum_sum_w_15m': "t2"."bytes_recv_sum_sum_w_15m", 'duration_sum_sum_w_15m': "t2"."duration_sum_sum_w_15m", 'allow_cnt_sum_w_15m': "t2"."allow_cnt_sum_w_15m", 'drop_cnt_sum_w_15m': "t2"."drop_cnt_sum_w_15m", 'alert_cnt_sum_w_15m': "t2"."alert_cnt_sum_w_15m", 'rst_cnt_sum_w_15m': "t2"."rst_cnt_sum_w_15m", 'aged_out_cnt_sum_w_15m': "t2"."aged_out_cnt_sum_w_15m", 'tcp_cnt_sum_w_15m': "t2"."tcp_cnt_sum_w_15m", 'udp_cnt_sum_w_15m': "t2"."udp_cnt_sum_w_15m", 'icmp_cnt_sum_w_15m': "t2"."icmp_cnt_sum_w_15m", 'peers_cnt_sum_w_15m': "t2"."peers_cnt_sum_w_15m", 'ports_cnt_sum_w_15m': "t2"."ports_cnt_sum_w_15m", 'max_sessions_per_minute_sum_w_15m': "t2"."max_sessions_per_minute_sum_w_15m", 'peer_entropy_sum_w_15m': "t2"."peer_entropy_sum_w_15m", 'drop_ratio_w_15m': "t2"."drop_ratio_w_15m", 'reset_ratio_w_15m': "t2"."reset_ratio_w_15m", 'aged_out_ratio_w_15m': "t2"."aged_out_ratio_w_15m", 'bytes_asymmetry_w_15m': "t2"."bytes_asymmetry_w_15m", 'sessions_per_peer_w_15m': "t2"."sessions_per_peer_w_15m", 'sessions_cnt_sum_w_1h': "t2"."sessions_cnt_sum_w_1h", 'bytes_sent_sum_sum_w_1h': "t2"."bytes_sent_sum_sum_w_1h", 'bytes_recv_sum_sum_w_1h': "t2"."bytes_recv_sum_sum_w_1h", 'drop_cnt_sum_w_1h': "t2"."drop_cnt_sum_w_1h", 'peers_cnt_sum_w_1h': "t2"."peers_cnt_sum_w_1h", 'ports_cnt_sum_w_1h': "t2"."ports_cnt_sum_w_1h", 'sessions_cnt_sum_w_24h': "t2"."sessions_cnt_sum_w_24h", 'bytes_sent_sum_sum_w_24h': "t2"."bytes_sent_sum_sum_w_24h", 'bytes_recv_sum_sum_w_24h': "t2"."bytes_recv_sum_sum_w_24h", 'drop_cnt_sum_w_24h': "t2"."drop_cnt_sum_w_24h", 'peers_cnt_sum_w_24h': "t2"."peers_cnt_sum_w_24h", 'ports_cnt_sum_w_24h': "t2"."ports_cnt_sum_w_24h", 'sessions_cnt_sum_w_15m_log': "t2"."sessions_cnt_sum_w_15m_log", 'bytes_sent_sum_sum_w_15m_log': "t2"."bytes_sent_sum_sum_w_15m_log", 'bytes_recv_sum_sum_w_15m_log': "t2"."bytes_recv_sum_sum_w_15m_log", 'duration_sum_sum_w_15m_log': "t2"."duration_sum_sum_w_15m_log", 'allow_cnt_sum_w_15m_log': "t2"."allow_cnt_sum_w_15m_log", 'drop_cnt_sum_w_15m_log': "t2"."drop_cnt_sum_w_15m_log", 'alert_cnt_sum_w_15m_log': "t2"."alert_cnt_sum_w_15m_log", 'rst_cnt_sum_w_15m_log': "t2"."rst_cnt_sum_w_15m_log", 'aged_out_cnt_sum_w_15m_log': "t2"."aged_out_cnt_sum_w_15m_log", 'tcp_cnt_sum_w_15m_log': "t2"."tcp_cnt_sum_w_15m_log", 'udp_cnt_sum_w_15m_log': "t2"."udp_cnt_sum_w_15m_log", 'icmp_cnt_sum_w_15m_log': "t2"."icmp_cnt_sum_w_15m_log", 'peers_cnt_sum_w_15m_log': "t2"."peers_cnt_sum_w_15m_log", 'ports_cnt_sum_w_15m_log': "t2"."ports_cnt_sum_w_15m_log", 'max_sessions_per_minute_sum_w_15m_log': "t2"."max_sessions_per_minute_sum_w_15m_log", 'peer_entropy_sum_w_15m_log': "t2"."peer_entropy_sum_w_15m_log", 'drop_ratio_w_15m_log': "t2"."drop_ratio_w_15m_log", 'reset_ratio_w_15m_log': "t2"."reset_ratio_w_15m_log", 'aged_out_ratio_w_15m_log': "t2"."aged_out_ratio_w_15m_log", 'bytes_asymmetry_w_15m_log': "t2"."bytes_asymmetry_w_15m_log", 'sessions_per_peer_w_15m_log': "t2"."sessions_per_peer_w_15m_log", 'sessions_cnt_sum_w_1h_log': "t2"."sessions_cnt_sum_w_1h_log", 'bytes_sent_sum_sum_w_1h_log': "t2"."bytes_sent_sum_sum_w_1h_log", 'bytes_recv_sum_sum_w_1h_log': "t2"."bytes_recv_sum_sum_w_1h_log", 'drop_cnt_sum_w_1h_log': "t2"."drop_cnt_sum_w_1h_log", 'peers_cnt_sum_w_1h_log': "t2"."peers_cnt_sum_w_1h_log", 'ports_cnt_sum_w_1h_log': "t2"."ports_cnt_sum_w_1h_log", 'sessions_cnt_sum_w_24h_log': "t2"."sessions_cnt_sum_w_24h_log", 'bytes_sent_sum_sum_w_24h_log': "t2"."bytes_sent_sum_sum_w_24h_log", 'bytes_recv_sum_sum_w_24h_log': "t2"."bytes_recv_sum_sum_w_24h_log", 'drop_cnt_sum_w_24h_log': "t2"."drop_cnt_sum_w_24h_log", 'peers_cnt_sum_w_24h_log': "t2"."peers_cnt_sum_w_24h_log", 'ports_cnt_sum_w_24h_log': "t2"."ports_cnt_sum_w_24h_log"} AS "now"
              FROM "{0}" AS "t2"
            ) AS "t9"
            LEFT OUTER JOIN (
              SELECT
                "t3"."host_ip" AS "host_7d",
                "t3"."role" AS "role_7d",
                "t3"."reference_ts" AS "reference_7d",
                "t3"."scope" AS "baseline_scope_7d",
                {'sessions_cnt_sum_w_15m_median': "t3"."sessions_cnt_sum_w_15m_median", 'sessions_cnt_sum_w_15m_scale': "t3"."sessions_cnt_sum_w_15m_scale", 'sessions_cnt_sum_w_15m_divisor': "t3"."sessions_cnt_sum_w_15m_divisor", 'sessions_cnt_sum_w_15m_log': "t3"."sessions_cnt_sum_w_15m_log", 'bytes_sent_sum_sum_w_15m_median': "t3"."bytes_sent_sum_sum_w_15m_median", 'bytes_sent_sum_sum_w_15m_scale': "t3"."bytes_sent_sum_sum_w_15m_scale", 'bytes_sent_sum_sum_w_15m_divisor': "t3"."bytes_sent_sum_sum_w_15m_divisor", 'bytes_sent_sum_sum_w_15m_log': "t3"."bytes_sent_sum_sum_w_15m_log", 'bytes_recv_sum_sum_w_15m_median': "t3"."bytes_recv_sum_sum_w_15m_median", 'bytes_recv_sum_sum_w_15m_scale': "t3"."bytes_recv_sum_sum_w_15m_scale", 'bytes_recv_sum_sum_w_15m_divisor': "t3"."bytes_recv_sum_sum_w_15m_divisor", 'bytes_recv_sum_sum_w_15m_log': "t3"."bytes_recv_sum_sum_w_15m_log", 'duration_sum_sum_w_15m_median': "t3"."duration_sum_sum_w_15m_median", 'duration_sum_sum_w_15m_scale': "t3"."duration_sum_sum_w_15m_scale", 'duration_sum_sum_w_15m_divisor': "t3"."duration_sum_sum_w_15m_divisor", 'duration_sum_sum_w_15m_log': "t3"."duration_sum_sum_w_15m_log", 'allow_cnt_sum_w_15m_median': "t3"."allow_cnt_sum_w_15m_median", 'allow_cnt_sum_w_15m_scale': "t3"."allow_cnt_sum_w_15m_scale", 'allow_cnt_sum_w_15m_divisor': "t3"."allow_cnt_sum_w_15m_divisor", 'allow_cnt_sum_w_15m_log': "t3"."allow_cnt_sum_w_15m_log", 'drop_cnt_sum_w_15m_median': "t3"."drop_cnt_sum_w_15m_median", 'drop_cnt_sum_w_15m_scale': "t3"."drop_cnt_sum_w_15m_scale", 'drop_cnt_sum_w_15m_divisor': "t3"."drop_cnt_sum_w_15m_divisor", 'drop_cnt_sum_w_15m_log': "t3"."drop_cnt_sum_w_15m_log", 'alert_cnt_sum_w_15m_median': "t3"."alert_cnt_sum_w_15m_median", 'alert_cnt_sum_w_15m_scale': "t3"."alert_cnt_sum_w_15m_scale", 'alert_cnt_sum_w_15m_divisor': "t3"."alert_cnt_sum_w_15m_divisor", 'alert_cnt_sum_w_15m_log': "t3"."alert_cnt_sum_w_15m_log", 'rst_cnt_sum_w_15m_median': "t3"."rst_cnt_sum_w_15m_median", 'rst_cnt_sum_w_15m_scale': "t3"."rst_cnt_sum_w_15m_scale", 'rst_cnt_sum_w_15m_divisor': "t3"."rst_cnt_sum_w_15m_divisor", 'rst_cnt_sum_w_15m_log': "t3"."rst_cnt_sum_w_15m_log", 'aged_out_cnt_sum_w_15m_median': "t3"."aged_out_cnt_sum_w_15m_median", 'aged_out_cnt_sum_w_15m_scale': "t3"."aged_out_cnt_sum_w_15m_scale", 'aged_out_cnt_sum_w_15m_divisor': "t3"."aged_out_cnt_sum_w_15m_divisor", 'aged_out_cnt_sum_w_15m_log': "t3"."aged_out_cnt_sum_w_15m_log", 'tcp_cnt_sum_w_15m_median': "t3"."tcp_cnt_sum_w_15m_median", 'tcp_cnt_sum_w_15m_scale': "t3"."tcp_cnt_sum_w_15m_scale", 'tcp_cnt_sum_w_15m_divisor': "t3"."tcp_cnt_sum_w_15m_divisor", 'tcp_cnt_sum_w_15m_log': "t3"."tcp_cnt_sum_w_15m_log", 'udp_cnt_sum_w_15m_median': "t3"."udp_cnt_sum_w_15m_median", 'udp_cnt_sum_w_15m_scale': "t3"."udp_cnt_sum_w_15m_scale", 'udp_cnt_sum_w_15m_divisor': "t3"."udp_cnt_sum_w_15m_divisor", 'udp_cnt_sum_w_15m_log': "t3"."udp_cnt_sum_w_15m_log", 'icmp_cnt_sum_w_15m_median': "t3"."icmp_cnt_sum_w_15m_median", 'icmp_cnt_sum_w_15m_scale': "t3"."icmp_cnt_sum_w_15m_scale", 'icmp_cnt_sum_w_15m_divisor': "t3"."icmp_cnt_sum_w_15m_divisor", 'icmp_cnt_sum_w_15m_log': "t3"."icmp_cnt_sum_w_15m_log", 'peers_cnt_sum_w_15m_median': "t3"."peers_cnt_sum_w_15m_median", 'peers_cnt_sum_w_15m_scale': "t3"."peers_cnt_sum_w_15m_scale", 'peers_cnt_sum_w_15m_divisor': "t3"."peers_cnt_sum_w_15m_divisor", 'peers_cnt_sum_w_15m_log': "t3"."peers_cnt_sum_w_15m_log", 'ports_cnt_sum_w_15m_median': "t3"."ports_cnt_sum_w_15m_median", 'ports_cnt_sum_w_15m_scale': "t3"."ports_cnt_sum_w_15m_scale", 'ports_cnt_sum_w_15m_divisor': "t3"."ports_cnt_sum_w_15m_divisor", 'ports_cnt_sum_w_15m_log': "t3"."ports_cnt_sum_w_15m_log", 'max_sessions_per_minute_sum_w_15m_median': "t3"."max_sessions_per_minute_sum_w_15m_median", 'max_sessions_per_minute_sum_w_15m_scale': "t3"."max_sessions_per_minute_sum_w_15m_scale", 'max_sessions_per_minute_sum_w_15m_divisor': "t3"."max_sessions_per_minute_sum_w_15m_divisor", 'max_sessions_per_minute_sum_w_15m_log': "t3"."max_sessions_per_minute_sum_w_15m_log", 'peer_entropy_sum_w_15m_median': "t3"."peer_entropy_sum_w_15m_median", 'peer_entropy_sum_w_15m_scale': "t3"."peer_entropy_sum_w_15m_scale", 'peer_entropy_sum_w_15m_divisor': "t3"."peer_entropy_sum_w_15m_divisor", 'peer_entropy_sum_w_15m_log': "t3"."peer_entropy_sum_w_15m_log", 'drop_ratio_w_15m_median': "t3"."drop_ratio_w_15m_median", 'drop_ratio_w_15m_scale': "t3"."drop_ratio_w_15m_scale", 'drop_ratio_w_15m_divisor': "t3"."drop_ratio_w_15m_divisor", 'drop_ratio_w_15m_log': "t3"."drop_ratio_w_15m_log", 'reset_ratio_w_15m_median': "t3"."reset_ratio_w_15m_median", 'reset_ratio_w_15m_scale': "t3"."reset_ratio_w_15m_scale", 'reset_ratio_w_15m_divisor': "t3"."reset_ratio_w_15m_divisor", 'reset_ratio_w_15m_log': "t3"."reset_ratio_w_15m_log", 'aged_out_ratio_w_15m_median': "t3"."aged_out_ratio_w_15m_median", 'aged_out_ratio_w_15m_scale': "t3"."aged_out_ratio_w_15m_scale", 'aged_out_ratio_w_15m_divisor': "t3"."aged_out_ratio_w_15m_divisor", 'aged_out_ratio_w_15m_log': "t3"."aged_out_ratio_w_15m_log", 'bytes_asymmetry_w_15m_median': "t3"."bytes_asymmetry_w_15m_median", 'bytes_asymmetry_w_15m_scale': "t3"."bytes_asymmetry_w_15m_scale", 'bytes_asymmetry_w_15m_divisor': "t3"."bytes_asymmetry_w_15m_divisor", 'bytes_asymmetry_w_15m_log': "t3"."bytes_asymmetry_w_15m_log", 'sessions_per_peer_w_15m_median': "t3"."sessions_per_peer_w_15m_median", 'sessions_per_peer_w_15m_scale': "t3"."sessions_per_peer_w_15m_scale", 'sessions_per_peer_w_15m_divisor': "t3"."sessions_per_peer_w_15m_divisor", 'sessions_per_peer_w_15m_log': "t3"."sessions_per_peer_w_15m_log", 'sessions_cnt_sum_w_1h_median': "t3"."sessions_cnt_sum_w_1h_median", 'sessions_cnt_sum_w_1h_scale': "t3"."sessions_cnt_sum_w_1h_scale", 'sessions_cnt_sum_w_1h_divisor': "t3"."sessions_cnt_sum_w_1h_divisor", 'sessions_cnt_sum_w_1h_log': "t3"."sessions_cnt_sum_w_1h_log", 'bytes_sent_sum_sum_w_1h_median': "t3"."bytes_sent_sum_sum_w_1h_median", 'bytes_sent_sum_sum_w_1h_scale': "t3"."bytes_sent_sum_sum_w_1h_scale", 'bytes_sent_sum_sum_w_1h_divisor': "t3"."bytes_sent_sum_sum_w_1h_divisor", 'bytes_sent_sum_sum_w_1h_log': "t3"."bytes_sent_sum_sum_w_1h_log", 'bytes_recv_sum_sum_w_1h_median': "t3"."bytes_recv_sum_sum_w_1h_median", 'bytes_recv_sum_sum_w_1h_scale': "t3"."bytes_recv_sum_sum_w_1h_scale", 'bytes_recv_sum_sum_w_1h_divisor': "t3"."bytes_recv_sum_sum_w_1h_divisor", 'bytes_recv_sum_sum_w_1h_log': "t3"."bytes_recv_sum_sum_w_1h_log", 'drop_cnt_sum_w_1h_median': "t3"."drop_cnt_sum_w_1h_median", 'drop_cnt_sum_w_1h_scale': "t3"."drop_cnt_sum_w_1h_scale", 'drop_cnt_sum_w_1h_divisor': "t3"."drop_cnt_sum_w_1h_divisor", 'drop_cnt_sum_w_1h_log': "t3"."drop_cnt_sum_w_1h_log", 'peers_cnt_sum_w_1h_median': "t3"."peers_cnt_sum_w_1h_median", 'peers_cnt_sum_w_1h_scale': "t3"."peers_cnt_sum_w_1h_scale", 'peers_cnt_sum_w_1h_divisor': "t3"."peers_cnt_sum_w_1h_divisor", 'peers_cnt_sum_w_1h_log': "t3"."peers_cnt_sum_w_1h_log", 'ports_cnt_sum_w_1h_median': "t3"."ports_cnt_sum_w_1h_median", 'ports_cnt_sum_w_1h_scale': "t3"."ports_cnt_sum_w_1h_scale", 'ports_cnt_sum_w_1h_divisor': "t3"."ports_cnt_sum_w_1h_divisor", 'ports_cnt_sum_w_1h_log': "t3"."ports_cnt_sum_w_1h_log", 'sessions_cnt_sum_w_24h_median': "t3"."sessions_cnt_sum_w_24h_median", 'sessions_cnt_sum_w_24h_scale': "t3"."sessions_cnt_sum_w_24h_scale", 'sessions_cnt_sum_w_24h_divisor': "t3"."sessions_cnt_sum_w_24h_divisor", 'sessions_cnt_sum_w_24h_log': "t3"."sessions_cnt_sum_w_24h_log", 'bytes_sent_sum_sum_w_24h_median': "t3"."bytes_sent_sum_sum_w_24h_median", 'bytes_sent_sum_sum_w_24h_scale': "t3"."bytes_sent_sum_sum_w_24h_scale", 'bytes_sent_sum_sum_w_24h_divisor': "t3"."bytes_sent_sum_sum_w_24h_divisor", 'bytes_sent_sum_sum_w_24h_log': "t3"."bytes_sent_sum_sum_w_24h_log", 'bytes_recv_sum_sum_w_24h_median': "t3"."bytes_recv_sum_sum_w_24h_median", 'bytes_recv_sum_sum_w_24h_scale': "t3"."bytes_recv_sum_sum_w_24h_scale", 'bytes_recv_sum_sum_w_24h_divisor': "t3"."bytes_recv_sum_sum_w_24h_divisor", 'bytes_recv_sum_sum_w_24h_log': "t3"."bytes_recv_sum_sum_w_24h_log", 'drop_cnt_sum_w_24h_median': "t3"."drop_cnt_sum_w_24h_median", 'drop_cnt_sum_w_24h_scale': "t3"."drop_cnt_sum_w_24h_scale", 'drop_cnt_sum_w_24h_divisor': "t3"."drop_cnt_sum_w_24h_divisor", 'drop_cnt_sum_w_24h_log': "t3"."drop_cnt_sum_w_24h_log", 'peers_cnt_sum_w_24h_median': "t3"."peers_cnt_sum_w_24h_median", 'peers_cnt_sum_w_24h_scale': "t3"."peers_cnt_sum_w_24h_scale", 'peers_cnt_sum_w_24h_divisor': "t3"."peers_cnt_sum_w_24h_divisor", 'peers_cnt_sum_w_24h_log': "t3"."peers_cnt_sum_w_24h_log", 'ports_cnt_sum_w_24h_median': "t3"."ports_cnt_sum_w_24h_median", 'ports_cnt_sum_w_24h_scale': "t3"."ports_cnt_sum_w_24h_scale", 'ports_cnt_sum_w_24h_divisor': "t3"."ports_cnt_sum_w_24h_divisor", 'ports_cnt_sum_w_24h_log': "t3"."ports_cnt_sum_w_24h_log"} AS "usual_7d"
              FROM "{2}" AS "t3"
            ) AS "t10"
              ON "t9"."host_ip" = "t10"."host_7d" AND "t9"."role" = "t10"."role_7d"
          ) AS "t11"
        ) AS "t13"
        LEFT OUTER JOIN (
          SELECT
            "t1"."host_ip" AS "host_30d",
            "t1"."role" AS "role_30d",
            "t1"."reference_ts" AS "reference_30d",
            "t1"."scope" AS "baseline_scope_30d",
            {'sessions_cnt_sum_w_15m_median': "t1"."sessions_cnt_sum_w_15m_median", 'sessions_cnt_sum_w_15m_scale': "t1"."sessions_cnt_sum_w_15m_scale", 'sessions_cnt_sum_w_15m_divisor': "t1"."sessions_cnt_sum_w_15m_divisor", 'sessions_cnt_sum_w_15m_log': "t1"."sessions_cnt_sum_w_15m_log", 'bytes_sent_sum_sum_w_15m_median': "t1"."bytes_sent_sum_sum_w_15m_median", 'bytes_sent_sum_sum_w_15m_scale': "t1"."bytes_sent_sum_sum_w_15m_scale", 'bytes_sent_sum_sum_w_15m_divisor': "t1"."bytes_sent_sum_sum_w_15m_divisor", 'bytes_sent_sum_sum_w_15m_log': "t1"."bytes_sent_sum_sum_w_15m_log", 'bytes_recv_sum_sum_w_15m_median': "t1"."bytes_recv_sum_sum_w_15m_median", 'bytes_recv_sum_sum_w_15m_scale': "t1"."bytes_recv_sum_sum_w_15m_scale", 'bytes_recv_sum_sum_w_15m_divisor': "t1"."bytes_recv_sum_sum_w_15m_divisor", 'bytes_recv_sum_sum_w_15m_log': "t1"."bytes_recv_sum_sum_w_15m_log", 'duration_sum_sum_w_15m_median': "t1"."duration_sum_sum_w_15m_median", 'duration_sum_sum_w_15m_scale': "t1"."duration_sum_sum_w_15m_scale", 'duration_sum_sum_w_15m_divisor': "t1"."duration_sum_sum_w_15m_divisor", 'duration_sum_sum_w_15m_log': "t1"."duration_sum_sum_w_15m_log", 'allow_cnt_sum_w_15m_median': "t1"."allow_cnt_sum_w_15m_median", 'allow_cnt_sum_w_15m_scale': "t1"."allow_cnt_sum_w_15m_scale", 'allow_cnt_sum_w_15m_divisor': "t1"."allow_cnt_sum_w_15m_divisor", 'allow_cnt_sum_w_15m_log': "t1"."allow_cnt_sum_w_15m_log", 'drop_cnt_sum_w_15m_median': "t1"."drop_cnt_sum_w_15m_median", 'drop_cnt_sum_w_15m_scale': "t1"."drop_cnt_sum_w_15m_scale", 'drop_cnt_sum_w_15m_divisor': "t1"."drop_cnt_sum_w_15m_divisor", 'drop_cnt_sum_w_15m_log': "t1"."drop_cnt_sum_w_15m_log", 'alert_cnt_sum_w_15m_median': "t1"."alert_cnt_sum_w_15m_median", 'alert_cnt_sum_w_15m_scale': "t1"."alert_cnt_sum_w_15m_scale", 'alert_cnt_sum_w_15m_divisor': "t1"."alert_cnt_sum_w_15m_divisor", 'alert_cnt_sum_w_15m_log': "t1"."alert_cnt_sum_w_15m_log", 'rst_cnt_sum_w_15m_median': "t1"."rst_cnt_sum_w_15m_median", 'rst_cnt_sum_w_15m_scale': "t1"."rst_cnt_sum_w_15m_scale", 'rst_cnt_sum_w_15m_divisor': "t1"."rst_cnt_sum_w_15m_divisor", 'rst_cnt_sum_w_15m_log': "t1"."rst_cnt_sum_w_15m_log", 'aged_out_cnt_sum_w_15m_median': "t1"."aged_out_cnt_sum_w_15m_median", 'aged_out_cnt_sum_w_15m_scale': "t1"."aged_out_cnt_sum_w_15m_scale", 'aged_out_cnt_sum_w_15m_divisor': "t1"."aged_out_cnt_sum_w_15m_divisor", 'aged_out_cnt_sum_w_15m_log': "t1"."aged_out_cnt_sum_w_15m_log", 'tcp_cnt_sum_w_15m_median': "t1"."tcp_cnt_sum_w_15m_median", 'tcp_cnt_sum_w_15m_scale': "t1"."tcp_cnt_sum_w_15m_scale", 'tcp_cnt_sum_w_15m_divisor': "t1"."tcp_cnt_sum_w_15m_divisor", 'tcp_cnt_sum_w_15m_log': "t1"."tcp_cnt_sum_w_15m_log", 'udp_cnt_sum_w_15m_median': "t1"."udp_cnt_sum_w_15m_median", 'udp_cnt_sum_w_15m_scale': "t1"."udp_cnt_sum_w_15m_scale", 'udp_cnt_sum_w_15m_divisor': "t1"."udp_cnt_sum_w_15m_divisor", 'udp_cnt_sum_w_15m_log': "t1"."udp_cnt_sum_w_15m_log", 'icmp_cnt_sum_w_15m_median': "t1"."icmp_cnt_sum_w_15m_median", 'icmp_cnt_sum_w_15m_scale': "t1"."icmp_cnt_sum_w_15m_scale", 'icmp_cnt_sum_w_15m_divisor': "t1"."icmp_cnt_sum_w_15m_divisor", 'icmp_cnt_sum_w_15m_log': "t1"."icmp_cnt_sum_w_15m_log", 'peers_cnt_sum_w_15m_median': "t1"."peers_cnt_sum_w_15m_median", 'peers_cnt_sum_w_15m_scale': "t1"."peers_cnt_sum_w_15m_scale", 'peers_cnt_sum_w_15m_divisor': "t1"."peers_cnt_sum_w_15m_divisor", 'peers_cnt_sum_w_15m_log': "t1"."peers_cnt_sum_w_15m_log", 'ports_cnt_sum_w_15m_median': "t1"."ports_cnt_sum_w_15m_median", 'ports_cnt_sum_w_15m_scale': "t1"."ports_cnt_sum_w_15m_scale", 'ports_cnt_sum_w_15m_divisor': "t1"."ports_cnt_sum_w_15m_divisor", 'ports_cnt_sum_w_15m_log': "t1"."ports_cnt_sum_w_15m_log", 'max_sessions_per_minute_sum_w_15m_median': "t1"."max_sessions_per_minute_sum_w_15m_median", 'max_sessions_per_minute_sum_w_15m_scale': "t1"."max_sessions_per_minute_sum_w_15m_scale", 'max_sessions_per_minute_sum_w_15m_divisor': "t1"."max_sessions_per_minute_sum_w_15m_divisor", 'max_sessions_per_minute_sum_w_15m_log': "t1"."max_sessions_per_minute_sum_w_15m_log", 'peer_entropy_sum_w_15m_median': "t1"."peer_entropy_sum_w_15m_median", 'peer_entropy_sum_w_15m_scale': "t1"."peer_entropy_sum_w_15m_scale", 'peer_entropy_sum_w_15m_divisor': "t1"."peer_entropy_sum_w_15m_divisor", 'peer_entropy_sum_w_15m_log': "t1"."peer_entropy_sum_w_15m_log", 'drop_ratio_w_15m_median': "t1"."drop_ratio_w_15m_median", 'drop_ratio_w_15m_scale': "t1"."drop_ratio_w_15m_scale", 'drop_ratio_w_15m_divisor': "t1"."drop_ratio_w_15m_divisor", 'drop_ratio_w_15m_log': "t1"."drop_ratio_w_15m_log", 'reset_ratio_w_15m_median': "t1"."reset_ratio_w_15m_median", 'reset_ratio_w_15m_scale': "t1"."reset_ratio_w_15m_scale", 'reset_ratio_w_15m_divisor': "t1"."reset_ratio_w_15m_divisor", 'reset_ratio_w_15m_log': "t1"."reset_ratio_w_15m_log", 'aged_out_ratio_w_15m_median': "t1"."aged_out_ratio_w_15m_median", 'aged_out_ratio_w_15m_scale': "t1"."aged_out_ratio_w_15m_scale", 'aged_out_ratio_w_15m_divisor': "t1"."aged_out_ratio_w_15m_divisor", 'aged_out_ratio_w_15m_log': "t1"."aged_out_ratio_w_15m_log", 'bytes_asymmetry_w_15m_median': "t1"."bytes_asymmetry_w_15m_median", 'bytes_asymmetry_w_15m_scale': "t1"."bytes_asymmetry_w_15m_scale", 'bytes_asymmetry_w_15m_divisor': "t1"."bytes_asymmetry_w_15m_divisor", 'bytes_asymmetry_w_15m_log': "t1"."bytes_asymmetry_w_15m_log", 'sessions_per_peer_w_15m_median': "t1"."sessions_per_peer_w_15m_median", 'sessions_per_peer_w_15m_scale': "t1"."sessions_per_peer_w_15m_scale", 'sessions_per_peer_w_15m_divisor': "t1"."sessions_per_peer_w_15m_divisor", 'sessions_per_peer_w_15m_log': "t1"."sessions_per_peer_w_15m_log", 'sessions_cnt_sum_w_1h_median': "t1"."sessions_cnt_sum_w_1h_median", 'sessions_cnt_sum_w_1h_scale': "t1"."sessions_cnt_sum_w_1h_scale", 'sessions_cnt_sum_w_1h_divisor': "t1"."sessions_cnt_sum_w_1h_divisor", 'sessions_cnt_sum_w_1h_log': "t1"."sessions_cnt_sum_w_1h_log", 'bytes_sent_sum_sum_w_1h_median': "t1"."bytes_sent_sum_sum_w_1h_median", 'bytes_sent_sum_sum_w_1h_scale': "t1"."bytes_sent_sum_sum_w_1h_scale", 'bytes_sent_sum_sum_w_1h_divisor': "t1"."bytes_sent_sum_sum_w_1h_divisor", 'bytes_sent_sum_sum_w_1h_log': "t1"."bytes_sent_sum_sum_w_1h_log", 'bytes_recv_sum_sum_w_1h_median': "t1"."bytes_recv_sum_sum_w_1h_median", 'bytes_recv_sum_sum_w_1h_scale': "t1"."bytes_recv_sum_sum_w_1h_scale", 'bytes_recv_sum_sum_w_1h_divisor': "t1"."bytes_recv_sum_sum_w_1h_divisor", 'bytes_recv_sum_sum_w_1h_log': "t1"."bytes_recv_sum_sum_w_1h_log", 'drop_cnt_sum_w_1h_median': "t1"."drop_cnt_sum_w_1h_median", 'drop_cnt_sum_w_1h_scale': "t1"."drop_cnt_sum_w_1h_scale", 'drop_cnt_sum_w_1h_divisor': "t1"."drop_cnt_sum_w_1h_divisor", 'drop_cnt_sum_w_1h_log': "t1"."drop_cnt_sum_w_1h_log", 'peers_cnt_sum_w_1h_median': "t1"."peers_cnt_sum_w_1h_median", 'peers_cnt_sum_w_1h_scale': "t1"."peers_cnt_sum_w_1h_scale", 'peers_cnt_sum_w_1h_divisor': "t1"."peers_cnt_sum_w_1h_divisor", 'peers_cnt_sum_w_1h_log': "t1"."peers_cnt_sum_w_1h_log", 'ports_cnt_sum_w_1h_median': "t1"."ports_cnt_sum_w_1h_median", 'ports_cnt_sum_w_1h_scale': "t1"."ports_cnt_sum_w_1h_scale", 'ports_cnt_sum_w_1h_divisor': "t1"."ports_cnt_sum_w_1h_divisor", 'ports_cnt_sum_w_1h_log': "t1"."ports_cnt_sum_w_1h_log", 'sessions_cnt_sum_w_24h_median': "t1"."sessions_cnt_sum_w_24h_median", 'sessions_cnt_sum_w_24h_scale': "t1"."sessions_cnt_sum_w_24h_scale", 'sessions_cnt_sum_w_24h_divisor': "t1"."sessions_cnt_sum_w_24h_divisor", 'sessions_cnt_sum_w_24h_log': "t1"."sessions_cnt_sum_w_24h_log", 'bytes_sent_sum_sum_w_24h_median': "t1"."bytes_sent_sum_sum_w_24h_median", 'bytes_sent_sum_sum_w_24h_scale': "t1"."bytes_sent_sum_sum_w_24h_scale", 'bytes_sent_sum_sum_w_24h_divisor': "t1"."bytes_sent_sum_sum_w_24h_divisor", 'bytes_sent_sum_sum_w_24h_log': "t1"."bytes_sent_sum_sum_w_24h_log", 'bytes_recv_sum_sum_w_24h_median': "t1"."bytes_recv_sum_sum_w_24h_median", 'bytes_recv_sum_sum_w_24h_scale': "t1"."bytes_recv_sum_sum_w_24h_scale", 'bytes_recv_sum_sum_w_24h_divisor': "t1"."bytes_recv_sum_sum_w_24h_divisor", 'bytes_recv_sum_sum_w_24h_log': "t1"."bytes_recv_sum_sum_w_24h_log", 'drop_cnt_sum_w_24h_median': "t1"."drop_cnt_sum_w_24h_median", 'drop_cnt_sum_w_24h_scale': "t1"."drop_cnt_sum_w_24h_scale", 'drop_cnt_sum_w_24h_divisor': "t1"."drop_cnt_sum_w_24h_divisor", 'drop_cnt_sum_w_24h_log': "t1"."drop_cnt_sum_w_24h_log", 'peers_cnt_sum_w_24h_median': "t1"."peers_cnt_sum_w_24h_median", 'peers_cnt_sum_w_24h_scale': "t1"."peers_cnt_sum_w_24h_scale", 'peers_cnt_sum_w_24h_divisor': "t1"."peers_cnt_sum_w_24h_divisor", 'peers_cnt_sum_w_24h_log': "t1"."peers_cnt_sum_w_24h_log", 'ports_cnt_sum_w_24h_median': "t1"."ports_cnt_sum_w_24h_median", 'ports_cnt_sum_w_24h_scale': "t1"."ports_cnt_sum_w_24h_scale", 'ports_cnt_sum_w_24h_divisor': "t1"."ports_cnt_sum_w_24h_divisor", 'ports_cnt_sum_w_24h_log': "t1"."ports_cnt_sum_w_24h_log"} AS "usual_30d"
          FROM "{3}" AS "t1"
        ) AS "t8"
          ON "t13"."host_ip" = "t8"."host_30d" AND "t13"."role" = "t8"."role_30d"
      ) AS "t14"
    ) AS "t15"
  ) AS "t17"
  LEFT OUTER JOIN "{1}" AS "t4"
    ON "t17"."host_ip" = "t4"."host_ip"
    AND "t17"."role" = "t4"."role"
    AND "t17"."slice_start_ts" = "t4"."slice_start_ts"
) AS "t18"
