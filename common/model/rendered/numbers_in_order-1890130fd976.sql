-- common.model.rows.numbers_in_order, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/model/rows.py fb87882af89fdcc2f5f4ff4b8cad480abf029858ee7a033de9e821718c0d6d79
-- source common/schemas.py e5cb8c9c6f3fbd46f628285fa5d0a5cc8f8d8dbe25d6b66e9d21093cdca443a5
SELECT
  CAST("t0"."sessions_cnt_sum_w_15m" AS DOUBLE) AS "sessions_cnt_sum_w_15m",
  CAST("t0"."bytes_sent_sum_sum_w_15m" AS DOUBLE) AS "bytes_sent_sum_sum_w_15m",
  CAST("t0"."bytes_recv_sum_sum_w_15m" AS DOUBLE) AS "bytes_recv_sum_sum_w_15m",
  "t0"."duration_sum_sum_w_15m",
  CAST("t0"."allow_cnt_sum_w_15m" AS DOUBLE) AS "allow_cnt_sum_w_15m",
  CAST("t0"."drop_cnt_sum_w_15m" AS DOUBLE) AS "drop_cnt_sum_w_15m",
  CAST("t0"."alert_cnt_sum_w_15m" AS DOUBLE) AS "alert_cnt_sum_w_15m",
  CAST("t0"."rst_cnt_sum_w_15m" AS DOUBLE) AS "rst_cnt_sum_w_15m",
  CAST("t0"."aged_out_cnt_sum_w_15m" AS DOUBLE) AS "aged_out_cnt_sum_w_15m",
  CAST("t0"."tcp_cnt_sum_w_15m" AS DOUBLE) AS "tcp_cnt_sum_w_15m",
  CAST("t0"."udp_cnt_sum_w_15m" AS DOUBLE) AS "udp_cnt_sum_w_15m",
  CAST("t0"."icmp_cnt_sum_w_15m" AS DOUBLE) AS "icmp_cnt_sum_w_15m",
  CAST("t0"."peers_cnt_sum_w_15m" AS DOUBLE) AS "peers_cnt_sum_w_15m",
  CAST("t0"."ports_cnt_sum_w_15m" AS DOUBLE) AS "ports_cnt_sum_w_15m",
  CAST("t0"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) AS "max_sessions_per_minute_sum_w_15m",
  "t0"."peer_entropy_sum_w_15m",
  "t0"."drop_ratio_w_15m",
  "t0"."reset_ratio_w_15m",
  "t0"."aged_out_ratio_w_15m",
  "t0"."bytes_asymmetry_w_15m",
  "t0"."sessions_per_peer_w_15m",
  "t0"."sessions_cnt_sum_w_15m_log_ratio_7d",
  "t0"."bytes_sent_sum_sum_w_15m_log_ratio_7d",
  "t0"."bytes_recv_sum_sum_w_15m_log_ratio_7d",
  "t0"."duration_sum_sum_w_15m_log_ratio_7d",
  "t0"."allow_cnt_sum_w_15m_log_ratio_7d",
  "t0"."drop_cnt_sum_w_15m_log_ratio_7d",
  "t0"."alert_cnt_sum_w_15m_log_ratio_7d",
  "t0"."rst_cnt_sum_w_15m_log_ratio_7d",
  "t0"."aged_out_cnt_sum_w_15m_log_ratio_7d",
  "t0"."tcp_cnt_sum_w_15m_log_ratio_7d",
  "t0"."udp_cnt_sum_w_15m_log_ratio_7d",
  "t0"."icmp_cnt_sum_w_15m_log_ratio_7d",
  "t0"."peers_cnt_sum_w_15m_log_ratio_7d",
  "t0"."ports_cnt_sum_w_15m_log_ratio_7d",
  "t0"."max_sessions_per_minute_sum_w_15m_log_ratio_7d",
  "t0"."peer_entropy_sum_w_15m_log_ratio_7d",
  "t0"."drop_ratio_w_15m_log_ratio_7d",
  "t0"."reset_ratio_w_15m_log_ratio_7d",
  "t0"."aged_out_ratio_w_15m_log_ratio_7d",
  "t0"."bytes_asymmetry_w_15m_log_ratio_7d",
  "t0"."sessions_per_peer_w_15m_log_ratio_7d"
FROM "{0}" AS "t0"
ORDER BY
  "t0"."slice_start_ts" ASC,
  "t0"."host_ip" ASC,
  "t0"."role" ASC
