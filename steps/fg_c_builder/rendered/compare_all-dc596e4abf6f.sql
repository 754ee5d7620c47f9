-- steps.fg_c_builder.comparison.compare_all, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/schemas.py e5cb8c9c6f3fbd46f628285fa5d0a5cc8f8d8dbe25d6b66e9d21093cdca443a5
-- source steps/fg_c_builder/comparison.py ed367f906b037306e272cb9edf14b3f2fbcad9fea168c99f1d2073d1e3e9700b
SELECT
  "t29"."host_ip",
  "t29"."role",
  "t29"."slice_start_ts",
  "t29"."slice_end_ts",
  "t29"."baseline_reference_ts",
  "t29"."baseline_scope_7d",
  "t29"."baseline_scope_30d",
  COALESCE("t29"."new_pair_cnt", 0) AS "new_pair_cnt",
  COALESCE("t29"."rare_pair_cnt", 0) AS "rare_pair_cnt",
  "t29"."sessions_cnt_sum_w_15m_baseline_7d",
  "t29"."sessions_cnt_sum_w_15m_z_7d",
  "t29"."sessions_cnt_sum_w_15m_ratio_7d",
  "t29"."sessions_cnt_sum_w_15m_log_ratio_7d",
  "t29"."bytes_sent_sum_sum_w_15m_baseline_7d",
  "t29"."bytes_sent_sum_sum_w_15m_z_7d",
  "t29"."bytes_sent_sum_sum_w_15m_ratio_7d",
  "t29"."bytes_sent_sum_sum_w_15m_log_ratio_7d",
  "t29"."bytes_recv_sum_sum_w_15m_baseline_7d",
  "t29"."bytes_recv_sum_sum_w_15m_z_7d",
  "t29"."bytes_recv_sum_sum_w_15m_ratio_7d",
  "t29"."bytes_recv_sum_sum_w_15m_log_ratio_7d",
  "t29"."duration_sum_sum_w_15m_baseline_7d",
  "t29"."duration_sum_sum_w_15m_z_7d",
  "t29"."duration_sum_sum_w_15m_ratio_7d",
  "t29"."duration_sum_sum_w_15m_log_ratio_7d",
  "t29"."allow_cnt_sum_w_15m_baseline_7d",
  "t29"."allow_cnt_sum_w_15m_z_7d",
  "t29"."allow_cnt_sum_w_15m_ratio_7d",
  "t29"."allow_cnt_sum_w_15m_log_ratio_7d",
  "t29"."drop_cnt_sum_w_15m_baseline_7d",
  "t29"."drop_cnt_sum_w_15m_z_7d",
  "t29"."drop_cnt_sum_w_15m_ratio_7d",
  "t29"."drop_cnt_sum_w_15m_log_ratio_7d",
  "t29"."alert_cnt_sum_w_15m_baseline_7d",
  "t29"."alert_cnt_sum_w_15m_z_7d",
  "t29"."alert_cnt_sum_w_15m_ratio_7d",
  "t29"."alert_cnt_sum_w_15m_log_ratio_7d",
  "t29"."rst_cnt_sum_w_15m_baseline_7d",
  "t29"."rst_cnt_sum_w_15m_z_7d",
  "t29"."rst_cnt_sum_w_15m_ratio_7d",
  "t29"."rst_cnt_sum_w_15m_log_ratio_7d",
  "t29"."aged_out_cnt_sum_w_15m_baseline_7d",
  "t29"."aged_out_cnt_sum_w_15m_z_7d",
  "t29"."aged_out_cnt_sum_w_15m_ratio_7d",
  "t29"."aged_out_cnt_sum_w_15m_log_ratio_7d",
  "t29"."tcp_cnt_sum_w_15m_baseline_7d",
  "t29"."tcp_cnt_sum_w_15m_z_7d",
  "t29"."tcp_cnt_sum_w_15m_ratio_7d",
  "t29"."tcp_cnt_sum_w_15m_log_ratio_7d",
  "t29"."udp_cnt_sum_w_15m_baseline_7d",
  "t29"."udp_cnt_sum_w_15m_z_7d",
  "t29"."udp_cnt_sum_w_15m_ratio_7d",
  "t29"."udp_cnt_sum_w_15m_log_ratio_7d",
  "t29"."icmp_cnt_sum_w_15m_baseline_7d",
  "t29"."icmp_cnt_sum_w_15m_z_7d",
  "t29"."icmp_cnt_sum_w_15m_ratio_7d",
  "t29"."icmp_cnt_sum_w_15m_log_ratio_7d",
  "t29"."peers_cnt_sum_w_15m_baseline_7d",
  "t29"."peers_cnt_sum_w_15m_z_7d",
  "t29"."peers_cnt_sum_w_15m_ratio_7d",
  "t29"."peers_cnt_sum_w_15m_log_ratio_7d",
  "t29"."ports_cnt_sum_w_15m_baseline_7d",
  "t29"."ports_cnt_sum_w_15m_z_7d",
  "t29"."ports_cnt_sum_w_15m_ratio_7d",
  "t29"."ports_cnt_sum_w_15m_log_ratio_7d",
  "t29"."max_sessions_per_minute_sum_w_15m_baseline_7d",
  "t29"."max_sessions_per_minute_sum_w_15m_z_7d",
  "t29"."max_sessions_per_minute_sum_w_15m_ratio_7d",
  "t29"."max_sessions_per_minute_sum_w_15m_log_ratio_7d",
  "t29"."peer_entropy_sum_w_15m_baseline_7d",
  "t29"."peer_entropy_sum_w_15m_z_7d",
  "t29"."peer_entropy_sum_w_15m_ratio_7d",
  "t29"."peer_entropy_sum_w_15m_log_ratio_7d",
  "t29"."drop_ratio_w_15m_baseline_7d",
  "t29"."drop_ratio_w_15m_z_7d",
  "t29"."drop_ratio_w_15m_ratio_7d",
  "t29"."drop_ratio_w_15m_log_ratio_7d",
  "t29"."reset_ratio_w_15m_baseline_7d",
  "t29"."reset_ratio_w_15m_z_7d",
  "t29"."reset_ratio_w_15m_ratio_7d",
  "t29"."reset_ratio_w_15m_log_ratio_7d",
  "t29"."aged_out_ratio_w_15m_baseline_7d",
  "t29"."aged_out_ratio_w_15m_z_7d",
  "t29"."aged_out_ratio_w_15m_ratio_7d",
  "t29"."aged_out_ratio_w_15m_log_ratio_7d",
  "t29"."bytes_asymmetry_w_15m_baseline_7d",
  "t29"."bytes_asymmetry_w_15m_z_7d",
  "t29"."bytes_asymmetry_w_15m_ratio_7d",
  "t29"."bytes_asymmetry_w_15m_log_ratio_7d",
  "t29"."sessions_per_peer_w_15m_baseline_7d",
  "t29"."sessions_per_peer_w_15m_z_7d",
  "t29"."sessions_per_peer_w_15m_ratio_7d",
  "t29"."sessions_per_peer_w_15m_log_ratio_7d",
  "t29"."sessions_cnt_sum_w_1h_baseline_7d",
  "t29"."sessions_cnt_sum_w_1h_z_7d",
  "t29"."sessions_cnt_sum_w_1h_ratio_7d",
  "t29"."sessions_cnt_sum_w_1h_log_ratio_7d",
  "t29"."bytes_sent_sum_sum_w_1h_baseline_7d",
  "t29"."bytes_sent_sum_sum_w_1h_z_7d",
  "t29"."bytes_sent_sum_sum_w_1h_ratio_7d",
  "t29"."bytes_sent_sum_sum_w_1h_log_ratio_7d",
  "t29"."bytes_recv_sum_sum_w_1h_baseline_7d",
  "t29"."bytes_recv_sum_sum_w_1h_z_7d",
  "t29"."bytes_recv_sum_sum_w_1h_ratio_7d",
  "t29"."bytes_recv_sum_sum_w_1h_log_ratio_7d",
  "t29"."drop_cnt_sum_w_1h_baseline_7d",
  "t29"."drop_cnt_sum_w_1h_z_7d",
  "t29"."drop_cnt_sum_w_1h_ratio_7d",
  "t29"."drop_cnt_sum_w_1h_log_ratio_7d",
  "t29"."peers_cnt_sum_w_1h_baseline_7d",
  "t29"."peers_cnt_sum_w_1h_z_7d",
  "t29"."peers_cnt_sum_w_1h_ratio_7d",
  "t29"."peers_cnt_sum_w_1h_log_ratio_7d",
  "t29"."ports_cnt_sum_w_1h_baseline_7d",
  "t29"."ports_cnt_sum_w_1h_z_7d",
  "t29"."ports_cnt_sum_w_1h_ratio_7d",
  "t29"."ports_cnt_sum_w_1h_log_ratio_7d",
  "t29"."sessions_cnt_sum_w_24h_baseline_7d",
  "t29"."sessions_cnt_sum_w_24h_z_7d",
  "t29"."sessions_cnt_sum_w_24h_ratio_7d",
  "t29"."sessions_cnt_sum_w_24h_log_ratio_7d",
  "t29"."bytes_sent_sum_sum_w_24h_baseline_7d",
  "t29"."bytes_sent_sum_sum_w_24h_z_7d",
  "t29"."bytes_sent_sum_sum_w_24h_ratio_7d",
  "t29"."bytes_sent_sum_sum_w_24h_log_ratio_7d",
  "t29"."bytes_recv_sum_sum_w_24h_baseline_7d",
  "t29"."bytes_recv_sum_sum_w_24h_z_7d",
  "t29"."bytes_recv_sum_sum_w_24h_ratio_7d",
  "t29"."bytes_recv_sum_sum_w_24h_log_ratio_7d",
  "t29"."drop_cnt_sum_w_24h_baseline_7d",
  "t29"."drop_cnt_sum_w_24h_z_7d",
  "t29"."drop_cnt_sum_w_24h_ratio_7d",
  "t29"."drop_cnt_sum_w_24h_log_ratio_7d",
  "t29"."peers_cnt_sum_w_24h_baseline_7d",
  "t29"."peers_cnt_sum_w_24h_z_7d",
  "t29"."peers_cnt_sum_w_24h_ratio_7d",
  "t29"."peers_cnt_sum_w_24h_log_ratio_7d",
  "t29"."ports_cnt_sum_w_24h_baseline_7d",
  "t29"."ports_cnt_sum_w_24h_z_7d",
  "t29"."ports_cnt_sum_w_24h_ratio_7d",
  "t29"."ports_cnt_sum_w_24h_log_ratio_7d",
  "t29"."sessions_cnt_sum_w_15m_baseline_30d",
  "t29"."sessions_cnt_sum_w_15m_z_30d",
  "t29"."sessions_cnt_sum_w_15m_ratio_30d",
  "t29"."sessions_cnt_sum_w_15m_log_ratio_30d",
  "t29"."bytes_sent_sum_sum_w_15m_baseline_30d",
  "t29"."bytes_sent_sum_sum_w_15m_z_30d",
  "t29"."bytes_sent_sum_sum_w_15m_ratio_30d",
  "t29"."bytes_sent_sum_sum_w_15m_log_ratio_30d",
  "t29"."bytes_recv_sum_sum_w_15m_baseline_30d",
  "t29"."bytes_recv_sum_sum_w_15m_z_30d",
  "t29"."bytes_recv_sum_sum_w_15m_ratio_30d",
  "t29"."bytes_recv_sum_sum_w_15m_log_ratio_30d",
  "t29"."duration_sum_sum_w_15m_baseline_30d",
  "t29"."duration_sum_sum_w_15m_z_30d",
  "t29"."duration_sum_sum_w_15m_ratio_30d",
  "t29"."duration_sum_sum_w_15m_log_ratio_30d",
  "t29"."allow_cnt_sum_w_15m_baseline_30d",
  "t29"."allow_cnt_sum_w_15m_z_30d",
  "t29"."allow_cnt_sum_w_15m_ratio_30d",
  "t29"."allow_cnt_sum_w_15m_log_ratio_30d",
  "t29"."drop_cnt_sum_w_15m_baseline_30d",
  "t29"."drop_cnt_sum_w_15m_z_30d",
  "t29"."drop_cnt_sum_w_15m_ratio_30d",
  "t29"."drop_cnt_sum_w_15m_log_ratio_30d",
  "t29"."alert_cnt_sum_w_15m_baseline_30d",
  "t29"."alert_cnt_sum_w_15m_z_30d",
  "t29"."alert_cnt_sum_w_15m_ratio_30d",
  "t29"."alert_cnt_sum_w_15m_log_ratio_30d",
  "t29"."rst_cnt_sum_w_15m_baseline_30d",
  "t29"."rst_cnt_sum_w_15m_z_30d",
  "t29"."rst_cnt_sum_w_15m_ratio_30d",
  "t29"."rst_cnt_sum_w_15m_log_ratio_30d",
  "t29"."aged_out_cnt_sum_w_15m_baseline_30d",
  "t29"."aged_out_cnt_sum_w_15m_z_30d",
  "t29"."aged_out_cnt_sum_w_15m_ratio_30d",
  "t29"."aged_out_cnt_sum_w_15m_log_ratio_30d",
  "t29"."tcp_cnt_sum_w_15m_baseline_30d",
  "t29"."tcp_cnt_sum_w_15m_z_30d",
  "t29"."tcp_cnt_sum_w_15m_ratio_30d",
  "t29"."tcp_cnt_sum_w_15m_log_ratio_30d",
  "t29"."udp_cnt_sum_w_15m_baseline_30d",
  "t29"."udp_cnt_sum_w_15m_z_30d",
  "t29"."udp_cnt_sum_w_15m_ratio_30d",
  "t29"."udp_cnt_sum_w_15m_log_ratio_30d",
  "t29"."icmp_cnt_sum_w_15m_baseline_30d",
  "t29"."icmp_cnt_sum_w_15m_z_30d",
  "t29"."icmp_cnt_sum_w_15m_ratio_30d",
  "t29"."icmp_cnt_sum_w_15m_log_ratio_30d",
  "t29"."peers_cnt_sum_w_15m_baseline_30d",
  "t29"."peers_cnt_sum_w_15m_z_30d",
  "t29"."peers_cnt_sum_w_15m_ratio_30d",
  "t29"."peers_cnt_sum_w_15m_log_ratio_30d",
  "t29"."ports_cnt_sum_w_15m_baseline_30d",
  "t29"."ports_cnt_sum_w_15m_z_30d",
  "t29"."ports_cnt_sum_w_15m_ratio_30d",
  "t29"."ports_cnt_sum_w_15m_log_ratio_30d",
  "t29"."max_sessions_per_minute_sum_w_15m_baseline_30d",
  "t29"."max_sessions_per_minute_sum_w_15m_z_30d",
  "t29"."max_sessions_per_minute_sum_w_15m_ratio_30d",
  "t29"."max_sessions_per_minute_sum_w_15m_log_ratio_30d",
  "t29"."peer_entropy_sum_w_15m_baseline_30d",
  "t29"."peer_entropy_sum_w_15m_z_30d",
  "t29"."peer_entropy_sum_w_15m_ratio_30d",
  "t29"."peer_entropy_sum_w_15m_log_ratio_30d",
  "t29"."drop_ratio_w_15m_baseline_30d",
  "t29"."drop_ratio_w_15m_z_30d",
  "t29"."drop_ratio_w_15m_ratio_30d",
  "t29"."drop_ratio_w_15m_log_ratio_30d",
  "t29"."reset_ratio_w_15m_baseline_30d",
  "t29"."reset_ratio_w_15m_z_30d",
  "t29"."reset_ratio_w_15m_ratio_30d",
  "t29"."reset_ratio_w_15m_log_ratio_30d",
  "t29"."aged_out_ratio_w_15m_baseline_30d",
  "t29"."aged_out_ratio_w_15m_z_30d",
  "t29"."aged_out_ratio_w_15m_ratio_30d",
  "t29"."aged_out_ratio_w_15m_log_ratio_30d",
  "t29"."bytes_asymmetry_w_15m_baseline_30d",
  "t29"."bytes_asymmetry_w_15m_z_30d",
  "t29"."bytes_asymmetry_w_15m_ratio_30d",
  "t29"."bytes_asymmetry_w_15m_log_ratio_30d",
  "t29"."sessions_per_peer_w_15m_baseline_30d",
  "t29"."sessions_per_peer_w_15m_z_30d",
  "t29"."sessions_per_peer_w_15m_ratio_30d",
  "t29"."sessions_per_peer_w_15m_log_ratio_30d",
  "t29"."sessions_cnt_sum_w_1h_baseline_30d",
  "t29"."sessions_cnt_sum_w_1h_z_30d",
  "t29"."sessions_cnt_sum_w_1h_ratio_30d",
  "t29"."sessions_cnt_sum_w_1h_log_ratio_30d",
  "t29"."bytes_sent_sum_sum_w_1h_baseline_30d",
  "t29"."bytes_sent_sum_sum_w_1h_z_30d",
  "t29"."bytes_sent_sum_sum_w_1h_ratio_30d",
  "t29"."bytes_sent_sum_sum_w_1h_log_ratio_30d",
  "t29"."bytes_recv_sum_sum_w_1h_baseline_30d",
  "t29"."bytes_recv_sum_sum_w_1h_z_30d",
  "t29"."bytes_recv_sum_sum_w_1h_ratio_30d",
  "t29"."bytes_recv_sum_sum_w_1h_log_ratio_30d",
  "t29"."drop_cnt_sum_w_1h_baseline_30d",
  "t29"."drop_cnt_sum_w_1h_z_30d",
  "t29"."drop_cnt_sum_w_1h_ratio_30d",
  "t29"."drop_cnt_sum_w_1h_log_ratio_30d",
  "t29"."peers_cnt_sum_w_1h_baseline_30d",
  "t29"."peers_cnt_sum_w_1h_z_30d",
  "t29"."peers_cnt_sum_w_1h_ratio_30d",
  "t29"."peers_cnt_sum_w_1h_log_ratio_30d",
  "t29"."ports_cnt_sum_w_1h_baseline_30d",
  "t29"."ports_cnt_sum_w_1h_z_30d",
  "t29"."ports_cnt_sum_w_1h_ratio_30d",
  "t29"."ports_cnt_sum_w_1h_log_ratio_30d",
  "t29"."sessions_cnt_sum_w_24h_baseline_30d",
  "t29"."sessions_cnt_sum_w_24h_z_30d",
  "t29"."sessions_cnt_sum_w_24h_ratio_30d",
  "t29"."sessions_cnt_sum_w_24h_log_ratio_30d",
  "t29"."bytes_sent_sum_sum_w_24h_baseline_30d",
  "t29"."bytes_sent_sum_sum_w_24h_z_30d",
  "t29"."bytes_sent_sum_sum_w_24h_ratio_30d",
  "t29"."bytes_sent_sum_sum_w_24h_log_ratio_30d",
  "t29"."bytes_recv_sum_sum_w_24h_baseline_30d",
  "t29"."bytes_recv_sum_sum_w_24h_z_30d",
  "t29"."bytes_recv_sum_sum_w_24h_ratio_30d",
  "t29"."bytes_recv_sum_sum_w_24h_log_ratio_30d",
  "t29"."drop_cnt_sum_w_24h_baseline_30d",
  "t29"."drop_cnt_sum_w_24h_z_30d",
  "t29"."drop_cnt_sum_w_24h_ratio_30d",
  "t29"."drop_cnt_sum_w_24h_log_ratio_30d",
  "t29"."peers_cnt_sum_w_24h_baseline_30d",
  "t29"."peers_cnt_sum_w_24h_z_30d",
  "t29"."peers_cnt_sum_w_24h_ratio_30d",
  "t29"."peers_cnt_sum_w_24h_log_ratio_30d",
  "t29"."ports_cnt_sum_w_24h_baseline_30d",
  "t29"."ports_cnt_sum_w_24h_z_30d",
  "t29"."ports_cnt_sum_w_24h_ratio_30d",
  "t29"."ports_cnt_sum_w_24h_log_ratio_30d"
FROM (
  SELECT
    "t28"."host_ip",
    "t28"."role",
    "t28"."slice_start_ts",
    "t28"."slice_end_ts",
    "t12"."baseline_reference_ts",
    "t28"."baseline_scope_7d",
    COALESCE("t21"."usual_scope", 'none') AS "baseline_scope_30d",
    "t28"."usual_7d"."sessions_cnt_sum_w_15m_median" AS "sessions_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."sessions_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."sessions_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."sessions_cnt_sum_w_15m_scale"
      END
    END AS "sessions_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_15m_divisor"
      END
    END AS "sessions_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."sessions_cnt_sum_w_15m_log" AS "sessions_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_median" AS "bytes_sent_sum_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_median"
        ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_median"
          ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_median"
        ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_scale"
      END
    END AS "bytes_sent_sum_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_divisor"
      END
    END AS "bytes_sent_sum_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."bytes_sent_sum_sum_w_15m_log" AS "bytes_sent_sum_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_median" AS "bytes_recv_sum_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_median"
        ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_median"
          ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_median"
        ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_scale"
      END
    END AS "bytes_recv_sum_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_divisor"
      END
    END AS "bytes_recv_sum_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."bytes_recv_sum_sum_w_15m_log" AS "bytes_recv_sum_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."duration_sum_sum_w_15m_median" AS "duration_sum_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."duration_sum_sum_w_15m" - "t28"."usual_7d"."duration_sum_sum_w_15m_median"
        ) / "t28"."usual_7d"."duration_sum_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."duration_sum_sum_w_15m" - "t28"."usual_7d"."duration_sum_sum_w_15m_median"
          ) / "t28"."usual_7d"."duration_sum_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."duration_sum_sum_w_15m" - "t28"."usual_7d"."duration_sum_sum_w_15m_median"
        ) / "t28"."usual_7d"."duration_sum_sum_w_15m_scale"
      END
    END AS "duration_sum_sum_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."duration_sum_sum_w_15m" / "t28"."usual_7d"."duration_sum_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."duration_sum_sum_w_15m" / "t28"."usual_7d"."duration_sum_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."duration_sum_sum_w_15m" / "t28"."usual_7d"."duration_sum_sum_w_15m_divisor"
      END
    END AS "duration_sum_sum_w_15m_ratio_7d",
    CASE
      WHEN "t28"."duration_sum_sum_w_15m" < 0
      THEN -(
        LN(ABS("t28"."duration_sum_sum_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."duration_sum_sum_w_15m") + 1.0)
    END - "t28"."usual_7d"."duration_sum_sum_w_15m_log" AS "duration_sum_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."allow_cnt_sum_w_15m_median" AS "allow_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."allow_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."allow_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."allow_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."allow_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."allow_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."allow_cnt_sum_w_15m_scale"
      END
    END AS "allow_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."allow_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."allow_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."allow_cnt_sum_w_15m_divisor"
      END
    END AS "allow_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."allow_cnt_sum_w_15m_log" AS "allow_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."drop_cnt_sum_w_15m_median" AS "drop_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."drop_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."drop_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."drop_cnt_sum_w_15m_scale"
      END
    END AS "drop_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_15m_divisor"
      END
    END AS "drop_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."drop_cnt_sum_w_15m_log" AS "drop_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."alert_cnt_sum_w_15m_median" AS "alert_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."alert_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."alert_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."alert_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."alert_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."alert_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."alert_cnt_sum_w_15m_scale"
      END
    END AS "alert_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."alert_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."alert_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."alert_cnt_sum_w_15m_divisor"
      END
    END AS "alert_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."alert_cnt_sum_w_15m_log" AS "alert_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."rst_cnt_sum_w_15m_median" AS "rst_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."rst_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."rst_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."rst_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."rst_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."rst_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."rst_cnt_sum_w_15m_scale"
      END
    END AS "rst_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."rst_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."rst_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."rst_cnt_sum_w_15m_divisor"
      END
    END AS "rst_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."rst_cnt_sum_w_15m_log" AS "rst_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."aged_out_cnt_sum_w_15m_median" AS "aged_out_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."aged_out_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."aged_out_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."aged_out_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."aged_out_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."aged_out_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."aged_out_cnt_sum_w_15m_scale"
      END
    END AS "aged_out_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."aged_out_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."aged_out_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."aged_out_cnt_sum_w_15m_divisor"
      END
    END AS "aged_out_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."aged_out_cnt_sum_w_15m_log" AS "aged_out_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."tcp_cnt_sum_w_15m_median" AS "tcp_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."tcp_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."tcp_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."tcp_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."tcp_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."tcp_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."tcp_cnt_sum_w_15m_scale"
      END
    END AS "tcp_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."tcp_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."tcp_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."tcp_cnt_sum_w_15m_divisor"
      END
    END AS "tcp_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."tcp_cnt_sum_w_15m_log" AS "tcp_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."udp_cnt_sum_w_15m_median" AS "udp_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."udp_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."udp_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."udp_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."udp_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."udp_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."udp_cnt_sum_w_15m_scale"
      END
    END AS "udp_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."udp_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."udp_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."udp_cnt_sum_w_15m_divisor"
      END
    END AS "udp_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."udp_cnt_sum_w_15m_log" AS "udp_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."icmp_cnt_sum_w_15m_median" AS "icmp_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."icmp_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."icmp_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."icmp_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."icmp_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."icmp_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."icmp_cnt_sum_w_15m_scale"
      END
    END AS "icmp_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."icmp_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."icmp_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."icmp_cnt_sum_w_15m_divisor"
      END
    END AS "icmp_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."icmp_cnt_sum_w_15m_log" AS "icmp_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."peers_cnt_sum_w_15m_median" AS "peers_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."peers_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."peers_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."peers_cnt_sum_w_15m_scale"
      END
    END AS "peers_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_15m_divisor"
      END
    END AS "peers_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."peers_cnt_sum_w_15m_log" AS "peers_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."ports_cnt_sum_w_15m_median" AS "ports_cnt_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."ports_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_15m_median"
          ) / "t28"."usual_7d"."ports_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_15m_median"
        ) / "t28"."usual_7d"."ports_cnt_sum_w_15m_scale"
      END
    END AS "ports_cnt_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_15m_divisor"
      END
    END AS "ports_cnt_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."ports_cnt_sum_w_15m_log" AS "ports_cnt_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_median" AS "max_sessions_per_minute_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_median"
        ) / "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_median"
          ) / "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) - "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_median"
        ) / "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_scale"
      END
    END AS "max_sessions_per_minute_sum_w_15m_z_7d",
    CASE
      WHEN (
        CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) / "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_divisor"
      END
    END AS "max_sessions_per_minute_sum_w_15m_ratio_7d",
    CASE
      WHEN CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."max_sessions_per_minute_sum_w_15m_log" AS "max_sessions_per_minute_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."peer_entropy_sum_w_15m_median" AS "peer_entropy_sum_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."peer_entropy_sum_w_15m" - "t28"."usual_7d"."peer_entropy_sum_w_15m_median"
        ) / "t28"."usual_7d"."peer_entropy_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."peer_entropy_sum_w_15m" - "t28"."usual_7d"."peer_entropy_sum_w_15m_median"
          ) / "t28"."usual_7d"."peer_entropy_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."peer_entropy_sum_w_15m" - "t28"."usual_7d"."peer_entropy_sum_w_15m_median"
        ) / "t28"."usual_7d"."peer_entropy_sum_w_15m_scale"
      END
    END AS "peer_entropy_sum_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."peer_entropy_sum_w_15m" / "t28"."usual_7d"."peer_entropy_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."peer_entropy_sum_w_15m" / "t28"."usual_7d"."peer_entropy_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."peer_entropy_sum_w_15m" / "t28"."usual_7d"."peer_entropy_sum_w_15m_divisor"
      END
    END AS "peer_entropy_sum_w_15m_ratio_7d",
    CASE
      WHEN "t28"."peer_entropy_sum_w_15m" < 0
      THEN -(
        LN(ABS("t28"."peer_entropy_sum_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."peer_entropy_sum_w_15m") + 1.0)
    END - "t28"."usual_7d"."peer_entropy_sum_w_15m_log" AS "peer_entropy_sum_w_15m_log_ratio_7d",
    "t28"."usual_7d"."drop_ratio_w_15m_median" AS "drop_ratio_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."drop_ratio_w_15m" - "t28"."usual_7d"."drop_ratio_w_15m_median"
        ) / "t28"."usual_7d"."drop_ratio_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."drop_ratio_w_15m" - "t28"."usual_7d"."drop_ratio_w_15m_median"
          ) / "t28"."usual_7d"."drop_ratio_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."drop_ratio_w_15m" - "t28"."usual_7d"."drop_ratio_w_15m_median"
        ) / "t28"."usual_7d"."drop_ratio_w_15m_scale"
      END
    END AS "drop_ratio_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."drop_ratio_w_15m" / "t28"."usual_7d"."drop_ratio_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."drop_ratio_w_15m" / "t28"."usual_7d"."drop_ratio_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."drop_ratio_w_15m" / "t28"."usual_7d"."drop_ratio_w_15m_divisor"
      END
    END AS "drop_ratio_w_15m_ratio_7d",
    CASE
      WHEN "t28"."drop_ratio_w_15m" < 0
      THEN -(
        LN(ABS("t28"."drop_ratio_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."drop_ratio_w_15m") + 1.0)
    END - "t28"."usual_7d"."drop_ratio_w_15m_log" AS "drop_ratio_w_15m_log_ratio_7d",
    "t28"."usual_7d"."reset_ratio_w_15m_median" AS "reset_ratio_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."reset_ratio_w_15m" - "t28"."usual_7d"."reset_ratio_w_15m_median"
        ) / "t28"."usual_7d"."reset_ratio_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."reset_ratio_w_15m" - "t28"."usual_7d"."reset_ratio_w_15m_median"
          ) / "t28"."usual_7d"."reset_ratio_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."reset_ratio_w_15m" - "t28"."usual_7d"."reset_ratio_w_15m_median"
        ) / "t28"."usual_7d"."reset_ratio_w_15m_scale"
      END
    END AS "reset_ratio_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."reset_ratio_w_15m" / "t28"."usual_7d"."reset_ratio_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."reset_ratio_w_15m" / "t28"."usual_7d"."reset_ratio_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."reset_ratio_w_15m" / "t28"."usual_7d"."reset_ratio_w_15m_divisor"
      END
    END AS "reset_ratio_w_15m_ratio_7d",
    CASE
      WHEN "t28"."reset_ratio_w_15m" < 0
      THEN -(
        LN(ABS("t28"."reset_ratio_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."reset_ratio_w_15m") + 1.0)
    END - "t28"."usual_7d"."reset_ratio_w_15m_log" AS "reset_ratio_w_15m_log_ratio_7d",
    "t28"."usual_7d"."aged_out_ratio_w_15m_median" AS "aged_out_ratio_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."aged_out_ratio_w_15m" - "t28"."usual_7d"."aged_out_ratio_w_15m_median"
        ) / "t28"."usual_7d"."aged_out_ratio_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."aged_out_ratio_w_15m" - "t28"."usual_7d"."aged_out_ratio_w_15m_median"
          ) / "t28"."usual_7d"."aged_out_ratio_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."aged_out_ratio_w_15m" - "t28"."usual_7d"."aged_out_ratio_w_15m_median"
        ) / "t28"."usual_7d"."aged_out_ratio_w_15m_scale"
      END
    END AS "aged_out_ratio_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."aged_out_ratio_w_15m" / "t28"."usual_7d"."aged_out_ratio_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."aged_out_ratio_w_15m" / "t28"."usual_7d"."aged_out_ratio_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."aged_out_ratio_w_15m" / "t28"."usual_7d"."aged_out_ratio_w_15m_divisor"
      END
    END AS "aged_out_ratio_w_15m_ratio_7d",
    CASE
      WHEN "t28"."aged_out_ratio_w_15m" < 0
      THEN -(
        LN(ABS("t28"."aged_out_ratio_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."aged_out_ratio_w_15m") + 1.0)
    END - "t28"."usual_7d"."aged_out_ratio_w_15m_log" AS "aged_out_ratio_w_15m_log_ratio_7d",
    "t28"."usual_7d"."bytes_asymmetry_w_15m_median" AS "bytes_asymmetry_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."bytes_asymmetry_w_15m" - "t28"."usual_7d"."bytes_asymmetry_w_15m_median"
        ) / "t28"."usual_7d"."bytes_asymmetry_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."bytes_asymmetry_w_15m" - "t28"."usual_7d"."bytes_asymmetry_w_15m_median"
          ) / "t28"."usual_7d"."bytes_asymmetry_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."bytes_asymmetry_w_15m" - "t28"."usual_7d"."bytes_asymmetry_w_15m_median"
        ) / "t28"."usual_7d"."bytes_asymmetry_w_15m_scale"
      END
    END AS "bytes_asymmetry_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."bytes_asymmetry_w_15m" / "t28"."usual_7d"."bytes_asymmetry_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."bytes_asymmetry_w_15m" / "t28"."usual_7d"."bytes_asymmetry_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."bytes_asymmetry_w_15m" / "t28"."usual_7d"."bytes_asymmetry_w_15m_divisor"
      END
    END AS "bytes_asymmetry_w_15m_ratio_7d",
    CASE
      WHEN "t28"."bytes_asymmetry_w_15m" < 0
      THEN -(
        LN(ABS("t28"."bytes_asymmetry_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."bytes_asymmetry_w_15m") + 1.0)
    END - "t28"."usual_7d"."bytes_asymmetry_w_15m_log" AS "bytes_asymmetry_w_15m_log_ratio_7d",
    "t28"."usual_7d"."sessions_per_peer_w_15m_median" AS "sessions_per_peer_w_15m_baseline_7d",
    CASE
      WHEN (
        (
          "t28"."sessions_per_peer_w_15m" - "t28"."usual_7d"."sessions_per_peer_w_15m_median"
        ) / "t28"."usual_7d"."sessions_per_peer_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."sessions_per_peer_w_15m" - "t28"."usual_7d"."sessions_per_peer_w_15m_median"
          ) / "t28"."usual_7d"."sessions_per_peer_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."sessions_per_peer_w_15m" - "t28"."usual_7d"."sessions_per_peer_w_15m_median"
        ) / "t28"."usual_7d"."sessions_per_peer_w_15m_scale"
      END
    END AS "sessions_per_peer_w_15m_z_7d",
    CASE
      WHEN (
        "t28"."sessions_per_peer_w_15m" / "t28"."usual_7d"."sessions_per_peer_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."sessions_per_peer_w_15m" / "t28"."usual_7d"."sessions_per_peer_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."sessions_per_peer_w_15m" / "t28"."usual_7d"."sessions_per_peer_w_15m_divisor"
      END
    END AS "sessions_per_peer_w_15m_ratio_7d",
    CASE
      WHEN "t28"."sessions_per_peer_w_15m" < 0
      THEN -(
        LN(ABS("t28"."sessions_per_peer_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."sessions_per_peer_w_15m") + 1.0)
    END - "t28"."usual_7d"."sessions_per_peer_w_15m_log" AS "sessions_per_peer_w_15m_log_ratio_7d",
    "t28"."usual_7d"."sessions_cnt_sum_w_1h_median" AS "sessions_cnt_sum_w_1h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."sessions_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_1h_median"
          ) / "t28"."usual_7d"."sessions_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."sessions_cnt_sum_w_1h_scale"
      END
    END AS "sessions_cnt_sum_w_1h_z_7d",
    CASE
      WHEN (
        CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_1h_divisor"
      END
    END AS "sessions_cnt_sum_w_1h_ratio_7d",
    CASE
      WHEN CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."sessions_cnt_sum_w_1h_log" AS "sessions_cnt_sum_w_1h_log_ratio_7d",
    "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_median" AS "bytes_sent_sum_sum_w_1h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_median"
        ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_median"
          ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_median"
        ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_scale"
      END
    END AS "bytes_sent_sum_sum_w_1h_z_7d",
    CASE
      WHEN (
        CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_divisor"
      END
    END AS "bytes_sent_sum_sum_w_1h_ratio_7d",
    CASE
      WHEN CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."bytes_sent_sum_sum_w_1h_log" AS "bytes_sent_sum_sum_w_1h_log_ratio_7d",
    "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_median" AS "bytes_recv_sum_sum_w_1h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_median"
        ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_median"
          ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_median"
        ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_scale"
      END
    END AS "bytes_recv_sum_sum_w_1h_z_7d",
    CASE
      WHEN (
        CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_divisor"
      END
    END AS "bytes_recv_sum_sum_w_1h_ratio_7d",
    CASE
      WHEN CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."bytes_recv_sum_sum_w_1h_log" AS "bytes_recv_sum_sum_w_1h_log_ratio_7d",
    "t28"."usual_7d"."drop_cnt_sum_w_1h_median" AS "drop_cnt_sum_w_1h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."drop_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_1h_median"
          ) / "t28"."usual_7d"."drop_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."drop_cnt_sum_w_1h_scale"
      END
    END AS "drop_cnt_sum_w_1h_z_7d",
    CASE
      WHEN (
        CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_1h_divisor"
      END
    END AS "drop_cnt_sum_w_1h_ratio_7d",
    CASE
      WHEN CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."drop_cnt_sum_w_1h_log" AS "drop_cnt_sum_w_1h_log_ratio_7d",
    "t28"."usual_7d"."peers_cnt_sum_w_1h_median" AS "peers_cnt_sum_w_1h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."peers_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_1h_median"
          ) / "t28"."usual_7d"."peers_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."peers_cnt_sum_w_1h_scale"
      END
    END AS "peers_cnt_sum_w_1h_z_7d",
    CASE
      WHEN (
        CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_1h_divisor"
      END
    END AS "peers_cnt_sum_w_1h_ratio_7d",
    CASE
      WHEN CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."peers_cnt_sum_w_1h_log" AS "peers_cnt_sum_w_1h_log_ratio_7d",
    "t28"."usual_7d"."ports_cnt_sum_w_1h_median" AS "ports_cnt_sum_w_1h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."ports_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_1h_median"
          ) / "t28"."usual_7d"."ports_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_1h_median"
        ) / "t28"."usual_7d"."ports_cnt_sum_w_1h_scale"
      END
    END AS "ports_cnt_sum_w_1h_z_7d",
    CASE
      WHEN (
        CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_1h_divisor"
      END
    END AS "ports_cnt_sum_w_1h_ratio_7d",
    CASE
      WHEN CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."ports_cnt_sum_w_1h_log" AS "ports_cnt_sum_w_1h_log_ratio_7d",
    "t28"."usual_7d"."sessions_cnt_sum_w_24h_median" AS "sessions_cnt_sum_w_24h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."sessions_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_24h_median"
          ) / "t28"."usual_7d"."sessions_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."sessions_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."sessions_cnt_sum_w_24h_scale"
      END
    END AS "sessions_cnt_sum_w_24h_z_7d",
    CASE
      WHEN (
        CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."sessions_cnt_sum_w_24h_divisor"
      END
    END AS "sessions_cnt_sum_w_24h_ratio_7d",
    CASE
      WHEN CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."sessions_cnt_sum_w_24h_log" AS "sessions_cnt_sum_w_24h_log_ratio_7d",
    "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_median" AS "bytes_sent_sum_sum_w_24h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_median"
        ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_median"
          ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_median"
        ) / "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_scale"
      END
    END AS "bytes_sent_sum_sum_w_24h_z_7d",
    CASE
      WHEN (
        CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_divisor"
      END
    END AS "bytes_sent_sum_sum_w_24h_ratio_7d",
    CASE
      WHEN CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."bytes_sent_sum_sum_w_24h_log" AS "bytes_sent_sum_sum_w_24h_log_ratio_7d",
    "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_median" AS "bytes_recv_sum_sum_w_24h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_median"
        ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_median"
          ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_median"
        ) / "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_scale"
      END
    END AS "bytes_recv_sum_sum_w_24h_z_7d",
    CASE
      WHEN (
        CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_divisor"
      END
    END AS "bytes_recv_sum_sum_w_24h_ratio_7d",
    CASE
      WHEN CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."bytes_recv_sum_sum_w_24h_log" AS "bytes_recv_sum_sum_w_24h_log_ratio_7d",
    "t28"."usual_7d"."drop_cnt_sum_w_24h_median" AS "drop_cnt_sum_w_24h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."drop_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_24h_median"
          ) / "t28"."usual_7d"."drop_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."drop_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."drop_cnt_sum_w_24h_scale"
      END
    END AS "drop_cnt_sum_w_24h_z_7d",
    CASE
      WHEN (
        CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."drop_cnt_sum_w_24h_divisor"
      END
    END AS "drop_cnt_sum_w_24h_ratio_7d",
    CASE
      WHEN CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."drop_cnt_sum_w_24h_log" AS "drop_cnt_sum_w_24h_log_ratio_7d",
    "t28"."usual_7d"."peers_cnt_sum_w_24h_median" AS "peers_cnt_sum_w_24h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."peers_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_24h_median"
          ) / "t28"."usual_7d"."peers_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."peers_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."peers_cnt_sum_w_24h_scale"
      END
    END AS "peers_cnt_sum_w_24h_z_7d",
    CASE
      WHEN (
        CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."peers_cnt_sum_w_24h_divisor"
      END
    END AS "peers_cnt_sum_w_24h_ratio_7d",
    CASE
      WHEN CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."peers_cnt_sum_w_24h_log" AS "peers_cnt_sum_w_24h_log_ratio_7d",
    "t28"."usual_7d"."ports_cnt_sum_w_24h_median" AS "ports_cnt_sum_w_24h_baseline_7d",
    CASE
      WHEN (
        (
          CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."ports_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_24h_median"
          ) / "t28"."usual_7d"."ports_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) - "t28"."usual_7d"."ports_cnt_sum_w_24h_median"
        ) / "t28"."usual_7d"."ports_cnt_sum_w_24h_scale"
      END
    END AS "ports_cnt_sum_w_24h_z_7d",
    CASE
      WHEN (
        CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) / "t28"."usual_7d"."ports_cnt_sum_w_24h_divisor"
      END
    END AS "ports_cnt_sum_w_24h_ratio_7d",
    CASE
      WHEN CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t28"."usual_7d"."ports_cnt_sum_w_24h_log" AS "ports_cnt_sum_w_24h_log_ratio_7d",
    "t21"."usual"."sessions_cnt_sum_w_15m_median" AS "sessions_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_15m_median"
        ) / "t21"."usual"."sessions_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_15m_median"
          ) / "t21"."usual"."sessions_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_15m_median"
        ) / "t21"."usual"."sessions_cnt_sum_w_15m_scale"
      END
    END AS "sessions_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_15m_divisor"
      END
    END AS "sessions_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."sessions_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."sessions_cnt_sum_w_15m_log" AS "sessions_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."bytes_sent_sum_sum_w_15m_median" AS "bytes_sent_sum_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_15m_median"
        ) / "t21"."usual"."bytes_sent_sum_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_15m_median"
          ) / "t21"."usual"."bytes_sent_sum_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_15m_median"
        ) / "t21"."usual"."bytes_sent_sum_sum_w_15m_scale"
      END
    END AS "bytes_sent_sum_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_15m_divisor"
      END
    END AS "bytes_sent_sum_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."bytes_sent_sum_sum_w_15m_log" AS "bytes_sent_sum_sum_w_15m_log_ratio_30d",
    "t21"."usual"."bytes_recv_sum_sum_w_15m_median" AS "bytes_recv_sum_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_15m_median"
        ) / "t21"."usual"."bytes_recv_sum_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_15m_median"
          ) / "t21"."usual"."bytes_recv_sum_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_15m_median"
        ) / "t21"."usual"."bytes_recv_sum_sum_w_15m_scale"
      END
    END AS "bytes_recv_sum_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_15m_divisor"
      END
    END AS "bytes_recv_sum_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."bytes_recv_sum_sum_w_15m_log" AS "bytes_recv_sum_sum_w_15m_log_ratio_30d",
    "t21"."usual"."duration_sum_sum_w_15m_median" AS "duration_sum_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."duration_sum_sum_w_15m" - "t21"."usual"."duration_sum_sum_w_15m_median"
        ) / "t21"."usual"."duration_sum_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."duration_sum_sum_w_15m" - "t21"."usual"."duration_sum_sum_w_15m_median"
          ) / "t21"."usual"."duration_sum_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."duration_sum_sum_w_15m" - "t21"."usual"."duration_sum_sum_w_15m_median"
        ) / "t21"."usual"."duration_sum_sum_w_15m_scale"
      END
    END AS "duration_sum_sum_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."duration_sum_sum_w_15m" / "t21"."usual"."duration_sum_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."duration_sum_sum_w_15m" / "t21"."usual"."duration_sum_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."duration_sum_sum_w_15m" / "t21"."usual"."duration_sum_sum_w_15m_divisor"
      END
    END AS "duration_sum_sum_w_15m_ratio_30d",
    CASE
      WHEN "t28"."duration_sum_sum_w_15m" < 0
      THEN -(
        LN(ABS("t28"."duration_sum_sum_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."duration_sum_sum_w_15m") + 1.0)
    END - "t21"."usual"."duration_sum_sum_w_15m_log" AS "duration_sum_sum_w_15m_log_ratio_30d",
    "t21"."usual"."allow_cnt_sum_w_15m_median" AS "allow_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."allow_cnt_sum_w_15m_median"
        ) / "t21"."usual"."allow_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."allow_cnt_sum_w_15m_median"
          ) / "t21"."usual"."allow_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."allow_cnt_sum_w_15m_median"
        ) / "t21"."usual"."allow_cnt_sum_w_15m_scale"
      END
    END AS "allow_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."allow_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."allow_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."allow_cnt_sum_w_15m_divisor"
      END
    END AS "allow_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."allow_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."allow_cnt_sum_w_15m_log" AS "allow_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."drop_cnt_sum_w_15m_median" AS "drop_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_15m_median"
        ) / "t21"."usual"."drop_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_15m_median"
          ) / "t21"."usual"."drop_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_15m_median"
        ) / "t21"."usual"."drop_cnt_sum_w_15m_scale"
      END
    END AS "drop_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_15m_divisor"
      END
    END AS "drop_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."drop_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."drop_cnt_sum_w_15m_log" AS "drop_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."alert_cnt_sum_w_15m_median" AS "alert_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."alert_cnt_sum_w_15m_median"
        ) / "t21"."usual"."alert_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."alert_cnt_sum_w_15m_median"
          ) / "t21"."usual"."alert_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."alert_cnt_sum_w_15m_median"
        ) / "t21"."usual"."alert_cnt_sum_w_15m_scale"
      END
    END AS "alert_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."alert_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."alert_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."alert_cnt_sum_w_15m_divisor"
      END
    END AS "alert_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."alert_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."alert_cnt_sum_w_15m_log" AS "alert_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."rst_cnt_sum_w_15m_median" AS "rst_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."rst_cnt_sum_w_15m_median"
        ) / "t21"."usual"."rst_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."rst_cnt_sum_w_15m_median"
          ) / "t21"."usual"."rst_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."rst_cnt_sum_w_15m_median"
        ) / "t21"."usual"."rst_cnt_sum_w_15m_scale"
      END
    END AS "rst_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."rst_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."rst_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."rst_cnt_sum_w_15m_divisor"
      END
    END AS "rst_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."rst_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."rst_cnt_sum_w_15m_log" AS "rst_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."aged_out_cnt_sum_w_15m_median" AS "aged_out_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."aged_out_cnt_sum_w_15m_median"
        ) / "t21"."usual"."aged_out_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."aged_out_cnt_sum_w_15m_median"
          ) / "t21"."usual"."aged_out_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."aged_out_cnt_sum_w_15m_median"
        ) / "t21"."usual"."aged_out_cnt_sum_w_15m_scale"
      END
    END AS "aged_out_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."aged_out_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."aged_out_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."aged_out_cnt_sum_w_15m_divisor"
      END
    END AS "aged_out_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."aged_out_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."aged_out_cnt_sum_w_15m_log" AS "aged_out_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."tcp_cnt_sum_w_15m_median" AS "tcp_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."tcp_cnt_sum_w_15m_median"
        ) / "t21"."usual"."tcp_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."tcp_cnt_sum_w_15m_median"
          ) / "t21"."usual"."tcp_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."tcp_cnt_sum_w_15m_median"
        ) / "t21"."usual"."tcp_cnt_sum_w_15m_scale"
      END
    END AS "tcp_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."tcp_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."tcp_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."tcp_cnt_sum_w_15m_divisor"
      END
    END AS "tcp_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."tcp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."tcp_cnt_sum_w_15m_log" AS "tcp_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."udp_cnt_sum_w_15m_median" AS "udp_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."udp_cnt_sum_w_15m_median"
        ) / "t21"."usual"."udp_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."udp_cnt_sum_w_15m_median"
          ) / "t21"."usual"."udp_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."udp_cnt_sum_w_15m_median"
        ) / "t21"."usual"."udp_cnt_sum_w_15m_scale"
      END
    END AS "udp_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."udp_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."udp_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."udp_cnt_sum_w_15m_divisor"
      END
    END AS "udp_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."udp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."udp_cnt_sum_w_15m_log" AS "udp_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."icmp_cnt_sum_w_15m_median" AS "icmp_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."icmp_cnt_sum_w_15m_median"
        ) / "t21"."usual"."icmp_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."icmp_cnt_sum_w_15m_median"
          ) / "t21"."usual"."icmp_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."icmp_cnt_sum_w_15m_median"
        ) / "t21"."usual"."icmp_cnt_sum_w_15m_scale"
      END
    END AS "icmp_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."icmp_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."icmp_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."icmp_cnt_sum_w_15m_divisor"
      END
    END AS "icmp_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."icmp_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."icmp_cnt_sum_w_15m_log" AS "icmp_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."peers_cnt_sum_w_15m_median" AS "peers_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_15m_median"
        ) / "t21"."usual"."peers_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_15m_median"
          ) / "t21"."usual"."peers_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_15m_median"
        ) / "t21"."usual"."peers_cnt_sum_w_15m_scale"
      END
    END AS "peers_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_15m_divisor"
      END
    END AS "peers_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."peers_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."peers_cnt_sum_w_15m_log" AS "peers_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."ports_cnt_sum_w_15m_median" AS "ports_cnt_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_15m_median"
        ) / "t21"."usual"."ports_cnt_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_15m_median"
          ) / "t21"."usual"."ports_cnt_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_15m_median"
        ) / "t21"."usual"."ports_cnt_sum_w_15m_scale"
      END
    END AS "ports_cnt_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_15m_divisor"
      END
    END AS "ports_cnt_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."ports_cnt_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."ports_cnt_sum_w_15m_log" AS "ports_cnt_sum_w_15m_log_ratio_30d",
    "t21"."usual"."max_sessions_per_minute_sum_w_15m_median" AS "max_sessions_per_minute_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) - "t21"."usual"."max_sessions_per_minute_sum_w_15m_median"
        ) / "t21"."usual"."max_sessions_per_minute_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) - "t21"."usual"."max_sessions_per_minute_sum_w_15m_median"
          ) / "t21"."usual"."max_sessions_per_minute_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) - "t21"."usual"."max_sessions_per_minute_sum_w_15m_median"
        ) / "t21"."usual"."max_sessions_per_minute_sum_w_15m_scale"
      END
    END AS "max_sessions_per_minute_sum_w_15m_z_30d",
    CASE
      WHEN (
        CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) / "t21"."usual"."max_sessions_per_minute_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) / "t21"."usual"."max_sessions_per_minute_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) / "t21"."usual"."max_sessions_per_minute_sum_w_15m_divisor"
      END
    END AS "max_sessions_per_minute_sum_w_15m_ratio_30d",
    CASE
      WHEN CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."max_sessions_per_minute_sum_w_15m" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."max_sessions_per_minute_sum_w_15m_log" AS "max_sessions_per_minute_sum_w_15m_log_ratio_30d",
    "t21"."usual"."peer_entropy_sum_w_15m_median" AS "peer_entropy_sum_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."peer_entropy_sum_w_15m" - "t21"."usual"."peer_entropy_sum_w_15m_median"
        ) / "t21"."usual"."peer_entropy_sum_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."peer_entropy_sum_w_15m" - "t21"."usual"."peer_entropy_sum_w_15m_median"
          ) / "t21"."usual"."peer_entropy_sum_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."peer_entropy_sum_w_15m" - "t21"."usual"."peer_entropy_sum_w_15m_median"
        ) / "t21"."usual"."peer_entropy_sum_w_15m_scale"
      END
    END AS "peer_entropy_sum_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."peer_entropy_sum_w_15m" / "t21"."usual"."peer_entropy_sum_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."peer_entropy_sum_w_15m" / "t21"."usual"."peer_entropy_sum_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."peer_entropy_sum_w_15m" / "t21"."usual"."peer_entropy_sum_w_15m_divisor"
      END
    END AS "peer_entropy_sum_w_15m_ratio_30d",
    CASE
      WHEN "t28"."peer_entropy_sum_w_15m" < 0
      THEN -(
        LN(ABS("t28"."peer_entropy_sum_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."peer_entropy_sum_w_15m") + 1.0)
    END - "t21"."usual"."peer_entropy_sum_w_15m_log" AS "peer_entropy_sum_w_15m_log_ratio_30d",
    "t21"."usual"."drop_ratio_w_15m_median" AS "drop_ratio_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."drop_ratio_w_15m" - "t21"."usual"."drop_ratio_w_15m_median"
        ) / "t21"."usual"."drop_ratio_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."drop_ratio_w_15m" - "t21"."usual"."drop_ratio_w_15m_median"
          ) / "t21"."usual"."drop_ratio_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."drop_ratio_w_15m" - "t21"."usual"."drop_ratio_w_15m_median"
        ) / "t21"."usual"."drop_ratio_w_15m_scale"
      END
    END AS "drop_ratio_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."drop_ratio_w_15m" / "t21"."usual"."drop_ratio_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."drop_ratio_w_15m" / "t21"."usual"."drop_ratio_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."drop_ratio_w_15m" / "t21"."usual"."drop_ratio_w_15m_divisor"
      END
    END AS "drop_ratio_w_15m_ratio_30d",
    CASE
      WHEN "t28"."drop_ratio_w_15m" < 0
      THEN -(
        LN(ABS("t28"."drop_ratio_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."drop_ratio_w_15m") + 1.0)
    END - "t21"."usual"."drop_ratio_w_15m_log" AS "drop_ratio_w_15m_log_ratio_30d",
    "t21"."usual"."reset_ratio_w_15m_median" AS "reset_ratio_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."reset_ratio_w_15m" - "t21"."usual"."reset_ratio_w_15m_median"
        ) / "t21"."usual"."reset_ratio_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."reset_ratio_w_15m" - "t21"."usual"."reset_ratio_w_15m_median"
          ) / "t21"."usual"."reset_ratio_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."reset_ratio_w_15m" - "t21"."usual"."reset_ratio_w_15m_median"
        ) / "t21"."usual"."reset_ratio_w_15m_scale"
      END
    END AS "reset_ratio_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."reset_ratio_w_15m" / "t21"."usual"."reset_ratio_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."reset_ratio_w_15m" / "t21"."usual"."reset_ratio_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."reset_ratio_w_15m" / "t21"."usual"."reset_ratio_w_15m_divisor"
      END
    END AS "reset_ratio_w_15m_ratio_30d",
    CASE
      WHEN "t28"."reset_ratio_w_15m" < 0
      THEN -(
        LN(ABS("t28"."reset_ratio_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."reset_ratio_w_15m") + 1.0)
    END - "t21"."usual"."reset_ratio_w_15m_log" AS "reset_ratio_w_15m_log_ratio_30d",
    "t21"."usual"."aged_out_ratio_w_15m_median" AS "aged_out_ratio_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."aged_out_ratio_w_15m" - "t21"."usual"."aged_out_ratio_w_15m_median"
        ) / "t21"."usual"."aged_out_ratio_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."aged_out_ratio_w_15m" - "t21"."usual"."aged_out_ratio_w_15m_median"
          ) / "t21"."usual"."aged_out_ratio_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."aged_out_ratio_w_15m" - "t21"."usual"."aged_out_ratio_w_15m_median"
        ) / "t21"."usual"."aged_out_ratio_w_15m_scale"
      END
    END AS "aged_out_ratio_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."aged_out_ratio_w_15m" / "t21"."usual"."aged_out_ratio_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."aged_out_ratio_w_15m" / "t21"."usual"."aged_out_ratio_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."aged_out_ratio_w_15m" / "t21"."usual"."aged_out_ratio_w_15m_divisor"
      END
    END AS "aged_out_ratio_w_15m_ratio_30d",
    CASE
      WHEN "t28"."aged_out_ratio_w_15m" < 0
      THEN -(
        LN(ABS("t28"."aged_out_ratio_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."aged_out_ratio_w_15m") + 1.0)
    END - "t21"."usual"."aged_out_ratio_w_15m_log" AS "aged_out_ratio_w_15m_log_ratio_30d",
    "t21"."usual"."bytes_asymmetry_w_15m_median" AS "bytes_asymmetry_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."bytes_asymmetry_w_15m" - "t21"."usual"."bytes_asymmetry_w_15m_median"
        ) / "t21"."usual"."bytes_asymmetry_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."bytes_asymmetry_w_15m" - "t21"."usual"."bytes_asymmetry_w_15m_median"
          ) / "t21"."usual"."bytes_asymmetry_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."bytes_asymmetry_w_15m" - "t21"."usual"."bytes_asymmetry_w_15m_median"
        ) / "t21"."usual"."bytes_asymmetry_w_15m_scale"
      END
    END AS "bytes_asymmetry_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."bytes_asymmetry_w_15m" / "t21"."usual"."bytes_asymmetry_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."bytes_asymmetry_w_15m" / "t21"."usual"."bytes_asymmetry_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."bytes_asymmetry_w_15m" / "t21"."usual"."bytes_asymmetry_w_15m_divisor"
      END
    END AS "bytes_asymmetry_w_15m_ratio_30d",
    CASE
      WHEN "t28"."bytes_asymmetry_w_15m" < 0
      THEN -(
        LN(ABS("t28"."bytes_asymmetry_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."bytes_asymmetry_w_15m") + 1.0)
    END - "t21"."usual"."bytes_asymmetry_w_15m_log" AS "bytes_asymmetry_w_15m_log_ratio_30d",
    "t21"."usual"."sessions_per_peer_w_15m_median" AS "sessions_per_peer_w_15m_baseline_30d",
    CASE
      WHEN (
        (
          "t28"."sessions_per_peer_w_15m" - "t21"."usual"."sessions_per_peer_w_15m_median"
        ) / "t21"."usual"."sessions_per_peer_w_15m_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            "t28"."sessions_per_peer_w_15m" - "t21"."usual"."sessions_per_peer_w_15m_median"
          ) / "t21"."usual"."sessions_per_peer_w_15m_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          "t28"."sessions_per_peer_w_15m" - "t21"."usual"."sessions_per_peer_w_15m_median"
        ) / "t21"."usual"."sessions_per_peer_w_15m_scale"
      END
    END AS "sessions_per_peer_w_15m_z_30d",
    CASE
      WHEN (
        "t28"."sessions_per_peer_w_15m" / "t21"."usual"."sessions_per_peer_w_15m_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          "t28"."sessions_per_peer_w_15m" / "t21"."usual"."sessions_per_peer_w_15m_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE "t28"."sessions_per_peer_w_15m" / "t21"."usual"."sessions_per_peer_w_15m_divisor"
      END
    END AS "sessions_per_peer_w_15m_ratio_30d",
    CASE
      WHEN "t28"."sessions_per_peer_w_15m" < 0
      THEN -(
        LN(ABS("t28"."sessions_per_peer_w_15m") + 1.0)
      )
      ELSE LN(ABS("t28"."sessions_per_peer_w_15m") + 1.0)
    END - "t21"."usual"."sessions_per_peer_w_15m_log" AS "sessions_per_peer_w_15m_log_ratio_30d",
    "t21"."usual"."sessions_cnt_sum_w_1h_median" AS "sessions_cnt_sum_w_1h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_1h_median"
        ) / "t21"."usual"."sessions_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_1h_median"
          ) / "t21"."usual"."sessions_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_1h_median"
        ) / "t21"."usual"."sessions_cnt_sum_w_1h_scale"
      END
    END AS "sessions_cnt_sum_w_1h_z_30d",
    CASE
      WHEN (
        CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_1h_divisor"
      END
    END AS "sessions_cnt_sum_w_1h_ratio_30d",
    CASE
      WHEN CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."sessions_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."sessions_cnt_sum_w_1h_log" AS "sessions_cnt_sum_w_1h_log_ratio_30d",
    "t21"."usual"."bytes_sent_sum_sum_w_1h_median" AS "bytes_sent_sum_sum_w_1h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_1h_median"
        ) / "t21"."usual"."bytes_sent_sum_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_1h_median"
          ) / "t21"."usual"."bytes_sent_sum_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_1h_median"
        ) / "t21"."usual"."bytes_sent_sum_sum_w_1h_scale"
      END
    END AS "bytes_sent_sum_sum_w_1h_z_30d",
    CASE
      WHEN (
        CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_1h_divisor"
      END
    END AS "bytes_sent_sum_sum_w_1h_ratio_30d",
    CASE
      WHEN CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."bytes_sent_sum_sum_w_1h_log" AS "bytes_sent_sum_sum_w_1h_log_ratio_30d",
    "t21"."usual"."bytes_recv_sum_sum_w_1h_median" AS "bytes_recv_sum_sum_w_1h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_1h_median"
        ) / "t21"."usual"."bytes_recv_sum_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_1h_median"
          ) / "t21"."usual"."bytes_recv_sum_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_1h_median"
        ) / "t21"."usual"."bytes_recv_sum_sum_w_1h_scale"
      END
    END AS "bytes_recv_sum_sum_w_1h_z_30d",
    CASE
      WHEN (
        CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_1h_divisor"
      END
    END AS "bytes_recv_sum_sum_w_1h_ratio_30d",
    CASE
      WHEN CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."bytes_recv_sum_sum_w_1h_log" AS "bytes_recv_sum_sum_w_1h_log_ratio_30d",
    "t21"."usual"."drop_cnt_sum_w_1h_median" AS "drop_cnt_sum_w_1h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_1h_median"
        ) / "t21"."usual"."drop_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_1h_median"
          ) / "t21"."usual"."drop_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_1h_median"
        ) / "t21"."usual"."drop_cnt_sum_w_1h_scale"
      END
    END AS "drop_cnt_sum_w_1h_z_30d",
    CASE
      WHEN (
        CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_1h_divisor"
      END
    END AS "drop_cnt_sum_w_1h_ratio_30d",
    CASE
      WHEN CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."drop_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."drop_cnt_sum_w_1h_log" AS "drop_cnt_sum_w_1h_log_ratio_30d",
    "t21"."usual"."peers_cnt_sum_w_1h_median" AS "peers_cnt_sum_w_1h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_1h_median"
        ) / "t21"."usual"."peers_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_1h_median"
          ) / "t21"."usual"."peers_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_1h_median"
        ) / "t21"."usual"."peers_cnt_sum_w_1h_scale"
      END
    END AS "peers_cnt_sum_w_1h_z_30d",
    CASE
      WHEN (
        CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_1h_divisor"
      END
    END AS "peers_cnt_sum_w_1h_ratio_30d",
    CASE
      WHEN CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."peers_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."peers_cnt_sum_w_1h_log" AS "peers_cnt_sum_w_1h_log_ratio_30d",
    "t21"."usual"."ports_cnt_sum_w_1h_median" AS "ports_cnt_sum_w_1h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_1h_median"
        ) / "t21"."usual"."ports_cnt_sum_w_1h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_1h_median"
          ) / "t21"."usual"."ports_cnt_sum_w_1h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_1h_median"
        ) / "t21"."usual"."ports_cnt_sum_w_1h_scale"
      END
    END AS "ports_cnt_sum_w_1h_z_30d",
    CASE
      WHEN (
        CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_1h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_1h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_1h_divisor"
      END
    END AS "ports_cnt_sum_w_1h_ratio_30d",
    CASE
      WHEN CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."ports_cnt_sum_w_1h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."ports_cnt_sum_w_1h_log" AS "ports_cnt_sum_w_1h_log_ratio_30d",
    "t21"."usual"."sessions_cnt_sum_w_24h_median" AS "sessions_cnt_sum_w_24h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_24h_median"
        ) / "t21"."usual"."sessions_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_24h_median"
          ) / "t21"."usual"."sessions_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."sessions_cnt_sum_w_24h_median"
        ) / "t21"."usual"."sessions_cnt_sum_w_24h_scale"
      END
    END AS "sessions_cnt_sum_w_24h_z_30d",
    CASE
      WHEN (
        CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."sessions_cnt_sum_w_24h_divisor"
      END
    END AS "sessions_cnt_sum_w_24h_ratio_30d",
    CASE
      WHEN CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."sessions_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."sessions_cnt_sum_w_24h_log" AS "sessions_cnt_sum_w_24h_log_ratio_30d",
    "t21"."usual"."bytes_sent_sum_sum_w_24h_median" AS "bytes_sent_sum_sum_w_24h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_24h_median"
        ) / "t21"."usual"."bytes_sent_sum_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_24h_median"
          ) / "t21"."usual"."bytes_sent_sum_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) - "t21"."usual"."bytes_sent_sum_sum_w_24h_median"
        ) / "t21"."usual"."bytes_sent_sum_sum_w_24h_scale"
      END
    END AS "bytes_sent_sum_sum_w_24h_z_30d",
    CASE
      WHEN (
        CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) / "t21"."usual"."bytes_sent_sum_sum_w_24h_divisor"
      END
    END AS "bytes_sent_sum_sum_w_24h_ratio_30d",
    CASE
      WHEN CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_sent_sum_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."bytes_sent_sum_sum_w_24h_log" AS "bytes_sent_sum_sum_w_24h_log_ratio_30d",
    "t21"."usual"."bytes_recv_sum_sum_w_24h_median" AS "bytes_recv_sum_sum_w_24h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_24h_median"
        ) / "t21"."usual"."bytes_recv_sum_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_24h_median"
          ) / "t21"."usual"."bytes_recv_sum_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) - "t21"."usual"."bytes_recv_sum_sum_w_24h_median"
        ) / "t21"."usual"."bytes_recv_sum_sum_w_24h_scale"
      END
    END AS "bytes_recv_sum_sum_w_24h_z_30d",
    CASE
      WHEN (
        CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) / "t21"."usual"."bytes_recv_sum_sum_w_24h_divisor"
      END
    END AS "bytes_recv_sum_sum_w_24h_ratio_30d",
    CASE
      WHEN CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."bytes_recv_sum_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."bytes_recv_sum_sum_w_24h_log" AS "bytes_recv_sum_sum_w_24h_log_ratio_30d",
    "t21"."usual"."drop_cnt_sum_w_24h_median" AS "drop_cnt_sum_w_24h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_24h_median"
        ) / "t21"."usual"."drop_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_24h_median"
          ) / "t21"."usual"."drop_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."drop_cnt_sum_w_24h_median"
        ) / "t21"."usual"."drop_cnt_sum_w_24h_scale"
      END
    END AS "drop_cnt_sum_w_24h_z_30d",
    CASE
      WHEN (
        CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."drop_cnt_sum_w_24h_divisor"
      END
    END AS "drop_cnt_sum_w_24h_ratio_30d",
    CASE
      WHEN CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."drop_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."drop_cnt_sum_w_24h_log" AS "drop_cnt_sum_w_24h_log_ratio_30d",
    "t21"."usual"."peers_cnt_sum_w_24h_median" AS "peers_cnt_sum_w_24h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_24h_median"
        ) / "t21"."usual"."peers_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_24h_median"
          ) / "t21"."usual"."peers_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."peers_cnt_sum_w_24h_median"
        ) / "t21"."usual"."peers_cnt_sum_w_24h_scale"
      END
    END AS "peers_cnt_sum_w_24h_z_30d",
    CASE
      WHEN (
        CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."peers_cnt_sum_w_24h_divisor"
      END
    END AS "peers_cnt_sum_w_24h_ratio_30d",
    CASE
      WHEN CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."peers_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."peers_cnt_sum_w_24h_log" AS "peers_cnt_sum_w_24h_log_ratio_30d",
    "t21"."usual"."ports_cnt_sum_w_24h_median" AS "ports_cnt_sum_w_24h_baseline_30d",
    CASE
      WHEN (
        (
          CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_24h_median"
        ) / "t21"."usual"."ports_cnt_sum_w_24h_scale"
      ) > 20.0
      THEN 20.0
      ELSE CASE
        WHEN (
          (
            CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_24h_median"
          ) / "t21"."usual"."ports_cnt_sum_w_24h_scale"
        ) < -20.0
        THEN -20.0
        ELSE (
          CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) - "t21"."usual"."ports_cnt_sum_w_24h_median"
        ) / "t21"."usual"."ports_cnt_sum_w_24h_scale"
      END
    END AS "ports_cnt_sum_w_24h_z_30d",
    CASE
      WHEN (
        CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_24h_divisor"
      ) > 1000000.0
      THEN 1000000.0
      ELSE CASE
        WHEN (
          CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_24h_divisor"
        ) < -1000000.0
        THEN -1000000.0
        ELSE CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) / "t21"."usual"."ports_cnt_sum_w_24h_divisor"
      END
    END AS "ports_cnt_sum_w_24h_ratio_30d",
    CASE
      WHEN CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE) < 0
      THEN -(
        LN(ABS(CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
      )
      ELSE LN(ABS(CAST("t28"."ports_cnt_sum_w_24h" AS DOUBLE)) + 1.0)
    END - "t21"."usual"."ports_cnt_sum_w_24h_log" AS "ports_cnt_sum_w_24h_log_ratio_30d",
    "t3"."host_ip" AS "host_ip_right",
    "t3"."slice_start_ts" AS "slice_start_ts_right",
    "t3"."new_pair_cnt",
    "t3"."rare_pair_cnt",
    "t3"."role" AS "role_right"
  FROM (
    SELECT
      "t26"."host_ip",
      "t26"."role",
      "t26"."slice_start_ts",
      "t26"."slice_end_ts",
      "t26"."sessions_cnt_sum_w_15m",
      "t26"."bytes_sent_sum_sum_w_15m",
      "t26"."bytes_recv_sum_sum_w_15m",
      "t26"."duration_sum_sum_w_15m",
      "t26"."allow_cnt_sum_w_15m",
      "t26"."drop_cnt_sum_w_15m",
      "t26"."alert_cnt_sum_w_15m",
      "t26"."rst_cnt_sum_w_15m",
      "t26"."aged_out_cnt_sum_w_15m",
      "t26"."tcp_cnt_sum_w_15m",
      "t26"."udp_cnt_sum_w_15m",
      "t26"."icmp_cnt_sum_w_15m",
      "t26"."peers_cnt_sum_w_15m",
      "t26"."ports_cnt_sum_w_15m",
      "t26"."max_sessions_per_minute_sum_w_15m",
      "t26"."peer_entropy_sum_w_15m",
      "t26"."drop_ratio_w_15m",
      "t26"."reset_ratio_w_15m",
      "t26"."aged_out_ratio_w_15m",
      "t26"."bytes_asymmetry_w_15m",
      "t26"."sessions_per_peer_w_15m",
      "t26"."sessions_cnt_sum_w_1h",
      "t26"."bytes_sent_sum_sum_w_1h",
      "t26"."bytes_recv_sum_sum_w_1h",
      "t26"."drop_cnt_sum_w_1h",
      "t26"."peers_cnt_sum_w_1h",
      "t26"."ports_cnt_sum_w_1h",
      "t26"."sessions_cnt_sum_w_24h",
      "t26"."bytes_sent_sum_sum_w_24h",
      "t26"."bytes_recv_sum_sum_w_24h",
      "t26"."drop_cnt_sum_w_24h",
      "t26"."peers_cnt_sum_w_24h",
      "t26"."ports_cnt_sum_w_24h",
      "t26"."baseline_scope_7d",
      "t26"."usual_7d",
      "t26"."is_warm",
      CASE
        WHEN "t26"."is_warm" IS NOT NULL
        THEN "t26"."host_ip"
        ELSE CAST(NULL AS TEXT)
      END AS "key"
    FROM (
      SELECT
        "t25".*
        EXCLUDE ("host_ip_right", "role_right")
      FROM (
        SELECT
          "t24"."host_ip",
          "t24"."role",
          "t24"."slice_start_ts",
          "t24"."slice_end_ts",
          "t24"."sessions_cnt_sum_w_15m",
          "t24"."bytes_sent_sum_sum_w_15m",
          "t24"."bytes_recv_sum_sum_w_15m",
          "t24"."duration_sum_sum_w_15m",
          "t24"."allow_cnt_sum_w_15m",
          "t24"."drop_cnt_sum_w_15m",
          "t24"."alert_cnt_sum_w_15m",
          "t24"."rst_cnt_sum_w_15m",
          "t24"."aged_out_cnt_sum_w_15m",
          "t24"."tcp_cnt_sum_w_15m",
          "t24"."udp_cnt_sum_w_15m",
          "t24"."icmp_cnt_sum_w_15m",
          "t24"."peers_cnt_sum_w_15m",
          "t24"."ports_cnt_sum_w_15m",
          "t24"."max_sessions_per_minute_sum_w_15m",
          "t24"."peer_entropy_sum_w_15m",
          "t24"."drop_ratio_w_15m",
          "t24"."reset_ratio_w_15m",
          "t24"."aged_out_ratio_w_15m",
          "t24"."bytes_asymmetry_w_15m",
          "t24"."sessions_per_peer_w_15m",
          "t24"."sessions_cnt_sum_w_1h",
          "t24"."bytes_sent_sum_sum_w_1h",
          "t24"."bytes_recv_sum_sum_w_1h",
          "t24"."drop_cnt_sum_w_1h",
          "t24"."peers_cnt_sum_w_1h",
          "t24"."ports_cnt_sum_w_1h",
          "t24"."sessions_cnt_sum_w_24h",
          "t24"."bytes_sent_sum_sum_w_24h",
          "t24"."bytes_recv_sum_sum_w_24h",
          "t24"."drop_cnt_sum_w_24h",
          "t24"."peers_cnt_sum_w_24h",
          "t24"."ports_cnt_sum_w_24h",
          COALESCE("t22"."usual_scope", 'none') AS "baseline_scope_7d",
          "t22"."usual" AS "usual_7d",
          "t14"."role" AS "role_right",
          "t14"."host_ip" AS "host_ip_right",
          "t14"."is_warm"
        FROM (
          SELECT
            "t18"."host_ip",
            "t18"."role",
            "t18"."slice_start_ts",
            "t18"."slice_end_ts",
            "t18"."sessions_cnt_sum_w_15m",
            "t18"."bytes_sent_sum_sum_w_15m",
            "t18"."bytes_recv_sum_sum_w_15m",
            "t18"."duration_sum_sum_w_15m",
            "t18"."allow_cnt_sum_w_15m",
            "t18"."drop_cnt_sum_w_15m",
            "t18"."alert_cnt_sum_w_15m",
            "t18"."rst_cnt_sum_w_15m",
            "t18"."aged_out_cnt_sum_w_15m",
            "t18"."tcp_cnt_sum_w_15m",
            "t18"."udp_cnt_sum_w_15m",
            "t18"."icmp_cnt_sum_w_15m",
            "t18"."peers_cnt_sum_w_15m",
            "t18"."ports_cnt_sum_w_15m",
            "t18"."max_sessions_per_minute_sum_w_15m",
            "t18"."peer_entropy_sum_w_15m",
            "t18"."drop_ratio_w_15m",
            "t18"."reset_ratio_w_15m",
            "t18"."aged_out_ratio_w_15m",
            "t18"."bytes_asymmetry_w_15m",
            "t18"."sessions_per_peer_w_15m",
            "t18"."sessions_cnt_sum_w_1h",
            "t18"."bytes_sent_sum_sum_w_1h",
            "t18"."bytes_recv_sum_sum_w_1h",
            "t18"."drop_cnt_sum_w_1h",
            "t18"."peers_cnt_sum_w_1h",
            "t18"."ports_cnt_sum_w_1h",
            "t18"."sessions_cnt_sum_w_24h",
            "t18"."bytes_sent_sum_sum_w_24h",
            "t18"."bytes_recv_sum_sum_w_24h",
            "t18"."drop_cnt_sum_w_24h",
            "t18"."peers_cnt_sum_w_24h",
            "t18"."ports_cnt_sum_w_24h",
            "t18"."is_warm",
            CASE
              WHEN "t18"."is_warm" IS NOT NULL
              THEN "t18"."host_ip"
              ELSE CAST(NULL AS TEXT)
            END AS "key"
          FROM (
            SELECT
              "t17".*
              EXCLUDE ("host_ip_right", "role_right")
            FROM (
              SELECT
                "t4"."host_ip",
                "t4"."role",
                "t4"."slice_start_ts",
                "t4"."slice_end_ts",
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
                "t16"."role" AS "role_right",
                "t16"."host_ip" AS "host_ip_right",
                "t16"."is_warm"
              FROM "{0}" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t1"."role",
                  "t1"."host_ip",
                  TRUE AS "is_warm"
                FROM "{1}" AS "t1"
                WHERE
                  "t1"."horizon" = '7d' AND "t1"."scope" = 'host' AND NOT (
                    "t1"."cold_start"
                  )
              ) AS "t16"
                ON "t4"."host_ip" = "t16"."host_ip" AND "t4"."role" = "t16"."role"
            ) AS "t17"
          ) AS "t18"
        ) AS "t24"
        LEFT OUTER JOIN (
          SELECT
            "t15"."role" AS "usual_role",
            COALESCE("t15"."host_ip", '') AS "usual_host",
            "t15"."scope" AS "usual_scope",
            {'sessions_cnt_sum_w_15m_median': "t15"."sessions_cnt_sum_w_15m_median", 'sessions_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."sessions_cnt_sum_w_15m_mad" > 0
              THEN "t15"."sessions_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."sessions_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."sessions_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."sessions_cnt_sum_w_15m_median") * 0.1)
            END, 'sessions_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."sessions_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."sessions_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'sessions_cnt_sum_w_15m_log': CASE
              WHEN "t15"."sessions_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."sessions_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."sessions_cnt_sum_w_15m_median") + 1.0)
            END, 'bytes_sent_sum_sum_w_15m_median': "t15"."bytes_sent_sum_sum_w_15m_median", 'bytes_sent_sum_sum_w_15m_scale': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_15m_mad" > 0
              THEN "t15"."bytes_sent_sum_sum_w_15m_mad" * 1.4826
              WHEN "t15"."bytes_sent_sum_sum_w_15m_iqr" > 0
              THEN "t15"."bytes_sent_sum_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."bytes_sent_sum_sum_w_15m_median") * 0.1)
            END, 'bytes_sent_sum_sum_w_15m_divisor': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."bytes_sent_sum_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_sent_sum_sum_w_15m_log': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_sent_sum_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_sent_sum_sum_w_15m_median") + 1.0)
            END, 'bytes_recv_sum_sum_w_15m_median': "t15"."bytes_recv_sum_sum_w_15m_median", 'bytes_recv_sum_sum_w_15m_scale': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_15m_mad" > 0
              THEN "t15"."bytes_recv_sum_sum_w_15m_mad" * 1.4826
              WHEN "t15"."bytes_recv_sum_sum_w_15m_iqr" > 0
              THEN "t15"."bytes_recv_sum_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."bytes_recv_sum_sum_w_15m_median") * 0.1)
            END, 'bytes_recv_sum_sum_w_15m_divisor': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."bytes_recv_sum_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_recv_sum_sum_w_15m_log': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_recv_sum_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_recv_sum_sum_w_15m_median") + 1.0)
            END, 'duration_sum_sum_w_15m_median': "t15"."duration_sum_sum_w_15m_median", 'duration_sum_sum_w_15m_scale': CASE
              WHEN "t15"."duration_sum_sum_w_15m_mad" > 0
              THEN "t15"."duration_sum_sum_w_15m_mad" * 1.4826
              WHEN "t15"."duration_sum_sum_w_15m_iqr" > 0
              THEN "t15"."duration_sum_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."duration_sum_sum_w_15m_median") * 0.1)
            END, 'duration_sum_sum_w_15m_divisor': CASE
              WHEN "t15"."duration_sum_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."duration_sum_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'duration_sum_sum_w_15m_log': CASE
              WHEN "t15"."duration_sum_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."duration_sum_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."duration_sum_sum_w_15m_median") + 1.0)
            END, 'allow_cnt_sum_w_15m_median': "t15"."allow_cnt_sum_w_15m_median", 'allow_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."allow_cnt_sum_w_15m_mad" > 0
              THEN "t15"."allow_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."allow_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."allow_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."allow_cnt_sum_w_15m_median") * 0.1)
            END, 'allow_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."allow_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."allow_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'allow_cnt_sum_w_15m_log': CASE
              WHEN "t15"."allow_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."allow_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."allow_cnt_sum_w_15m_median") + 1.0)
            END, 'drop_cnt_sum_w_15m_median': "t15"."drop_cnt_sum_w_15m_median", 'drop_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."drop_cnt_sum_w_15m_mad" > 0
              THEN "t15"."drop_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."drop_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."drop_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."drop_cnt_sum_w_15m_median") * 0.1)
            END, 'drop_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."drop_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."drop_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'drop_cnt_sum_w_15m_log': CASE
              WHEN "t15"."drop_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."drop_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."drop_cnt_sum_w_15m_median") + 1.0)
            END, 'alert_cnt_sum_w_15m_median': "t15"."alert_cnt_sum_w_15m_median", 'alert_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."alert_cnt_sum_w_15m_mad" > 0
              THEN "t15"."alert_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."alert_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."alert_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."alert_cnt_sum_w_15m_median") * 0.1)
            END, 'alert_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."alert_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."alert_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'alert_cnt_sum_w_15m_log': CASE
              WHEN "t15"."alert_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."alert_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."alert_cnt_sum_w_15m_median") + 1.0)
            END, 'rst_cnt_sum_w_15m_median': "t15"."rst_cnt_sum_w_15m_median", 'rst_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."rst_cnt_sum_w_15m_mad" > 0
              THEN "t15"."rst_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."rst_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."rst_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."rst_cnt_sum_w_15m_median") * 0.1)
            END, 'rst_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."rst_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."rst_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'rst_cnt_sum_w_15m_log': CASE
              WHEN "t15"."rst_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."rst_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."rst_cnt_sum_w_15m_median") + 1.0)
            END, 'aged_out_cnt_sum_w_15m_median': "t15"."aged_out_cnt_sum_w_15m_median", 'aged_out_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."aged_out_cnt_sum_w_15m_mad" > 0
              THEN "t15"."aged_out_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."aged_out_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."aged_out_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."aged_out_cnt_sum_w_15m_median") * 0.1)
            END, 'aged_out_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."aged_out_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."aged_out_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'aged_out_cnt_sum_w_15m_log': CASE
              WHEN "t15"."aged_out_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."aged_out_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."aged_out_cnt_sum_w_15m_median") + 1.0)
            END, 'tcp_cnt_sum_w_15m_median': "t15"."tcp_cnt_sum_w_15m_median", 'tcp_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."tcp_cnt_sum_w_15m_mad" > 0
              THEN "t15"."tcp_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."tcp_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."tcp_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."tcp_cnt_sum_w_15m_median") * 0.1)
            END, 'tcp_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."tcp_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."tcp_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'tcp_cnt_sum_w_15m_log': CASE
              WHEN "t15"."tcp_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."tcp_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."tcp_cnt_sum_w_15m_median") + 1.0)
            END, 'udp_cnt_sum_w_15m_median': "t15"."udp_cnt_sum_w_15m_median", 'udp_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."udp_cnt_sum_w_15m_mad" > 0
              THEN "t15"."udp_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."udp_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."udp_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."udp_cnt_sum_w_15m_median") * 0.1)
            END, 'udp_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."udp_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."udp_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'udp_cnt_sum_w_15m_log': CASE
              WHEN "t15"."udp_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."udp_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."udp_cnt_sum_w_15m_median") + 1.0)
            END, 'icmp_cnt_sum_w_15m_median': "t15"."icmp_cnt_sum_w_15m_median", 'icmp_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."icmp_cnt_sum_w_15m_mad" > 0
              THEN "t15"."icmp_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."icmp_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."icmp_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."icmp_cnt_sum_w_15m_median") * 0.1)
            END, 'icmp_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."icmp_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."icmp_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'icmp_cnt_sum_w_15m_log': CASE
              WHEN "t15"."icmp_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."icmp_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."icmp_cnt_sum_w_15m_median") + 1.0)
            END, 'peers_cnt_sum_w_15m_median': "t15"."peers_cnt_sum_w_15m_median", 'peers_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."peers_cnt_sum_w_15m_mad" > 0
              THEN "t15"."peers_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."peers_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."peers_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."peers_cnt_sum_w_15m_median") * 0.1)
            END, 'peers_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."peers_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."peers_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'peers_cnt_sum_w_15m_log': CASE
              WHEN "t15"."peers_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."peers_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."peers_cnt_sum_w_15m_median") + 1.0)
            END, 'ports_cnt_sum_w_15m_median': "t15"."ports_cnt_sum_w_15m_median", 'ports_cnt_sum_w_15m_scale': CASE
              WHEN "t15"."ports_cnt_sum_w_15m_mad" > 0
              THEN "t15"."ports_cnt_sum_w_15m_mad" * 1.4826
              WHEN "t15"."ports_cnt_sum_w_15m_iqr" > 0
              THEN "t15"."ports_cnt_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."ports_cnt_sum_w_15m_median") * 0.1)
            END, 'ports_cnt_sum_w_15m_divisor': CASE
              WHEN "t15"."ports_cnt_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."ports_cnt_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'ports_cnt_sum_w_15m_log': CASE
              WHEN "t15"."ports_cnt_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."ports_cnt_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."ports_cnt_sum_w_15m_median") + 1.0)
            END, 'max_sessions_per_minute_sum_w_15m_median': "t15"."max_sessions_per_minute_sum_w_15m_median", 'max_sessions_per_minute_sum_w_15m_scale': CASE
              WHEN "t15"."max_sessions_per_minute_sum_w_15m_mad" > 0
              THEN "t15"."max_sessions_per_minute_sum_w_15m_mad" * 1.4826
              WHEN "t15"."max_sessions_per_minute_sum_w_15m_iqr" > 0
              THEN "t15"."max_sessions_per_minute_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."max_sessions_per_minute_sum_w_15m_median") * 0.1)
            END, 'max_sessions_per_minute_sum_w_15m_divisor': CASE
              WHEN "t15"."max_sessions_per_minute_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."max_sessions_per_minute_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'max_sessions_per_minute_sum_w_15m_log': CASE
              WHEN "t15"."max_sessions_per_minute_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."max_sessions_per_minute_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."max_sessions_per_minute_sum_w_15m_median") + 1.0)
            END, 'peer_entropy_sum_w_15m_median': "t15"."peer_entropy_sum_w_15m_median", 'peer_entropy_sum_w_15m_scale': CASE
              WHEN "t15"."peer_entropy_sum_w_15m_mad" > 0
              THEN "t15"."peer_entropy_sum_w_15m_mad" * 1.4826
              WHEN "t15"."peer_entropy_sum_w_15m_iqr" > 0
              THEN "t15"."peer_entropy_sum_w_15m_iqr" / 1.349
              ELSE GREATEST(0.1, ABS("t15"."peer_entropy_sum_w_15m_median") * 0.1)
            END, 'peer_entropy_sum_w_15m_divisor': CASE
              WHEN "t15"."peer_entropy_sum_w_15m_median" IS NOT NULL
              THEN GREATEST(0.1, ABS("t15"."peer_entropy_sum_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'peer_entropy_sum_w_15m_log': CASE
              WHEN "t15"."peer_entropy_sum_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."peer_entropy_sum_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."peer_entropy_sum_w_15m_median") + 1.0)
            END, 'drop_ratio_w_15m_median': "t15"."drop_ratio_w_15m_median", 'drop_ratio_w_15m_scale': CASE
              WHEN "t15"."drop_ratio_w_15m_mad" > 0
              THEN "t15"."drop_ratio_w_15m_mad" * 1.4826
              WHEN "t15"."drop_ratio_w_15m_iqr" > 0
              THEN "t15"."drop_ratio_w_15m_iqr" / 1.349
              ELSE GREATEST(0.01, ABS("t15"."drop_ratio_w_15m_median") * 0.1)
            END, 'drop_ratio_w_15m_divisor': CASE
              WHEN "t15"."drop_ratio_w_15m_median" IS NOT NULL
              THEN GREATEST(0.01, ABS("t15"."drop_ratio_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'drop_ratio_w_15m_log': CASE
              WHEN "t15"."drop_ratio_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."drop_ratio_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."drop_ratio_w_15m_median") + 1.0)
            END, 'reset_ratio_w_15m_median': "t15"."reset_ratio_w_15m_median", 'reset_ratio_w_15m_scale': CASE
              WHEN "t15"."reset_ratio_w_15m_mad" > 0
              THEN "t15"."reset_ratio_w_15m_mad" * 1.4826
              WHEN "t15"."reset_ratio_w_15m_iqr" > 0
              THEN "t15"."reset_ratio_w_15m_iqr" / 1.349
              ELSE GREATEST(0.01, ABS("t15"."reset_ratio_w_15m_median") * 0.1)
            END, 'reset_ratio_w_15m_divisor': CASE
              WHEN "t15"."reset_ratio_w_15m_median" IS NOT NULL
              THEN GREATEST(0.01, ABS("t15"."reset_ratio_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'reset_ratio_w_15m_log': CASE
              WHEN "t15"."reset_ratio_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."reset_ratio_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."reset_ratio_w_15m_median") + 1.0)
            END, 'aged_out_ratio_w_15m_median': "t15"."aged_out_ratio_w_15m_median", 'aged_out_ratio_w_15m_scale': CASE
              WHEN "t15"."aged_out_ratio_w_15m_mad" > 0
              THEN "t15"."aged_out_ratio_w_15m_mad" * 1.4826
              WHEN "t15"."aged_out_ratio_w_15m_iqr" > 0
              THEN "t15"."aged_out_ratio_w_15m_iqr" / 1.349
              ELSE GREATEST(0.01, ABS("t15"."aged_out_ratio_w_15m_median") * 0.1)
            END, 'aged_out_ratio_w_15m_divisor': CASE
              WHEN "t15"."aged_out_ratio_w_15m_median" IS NOT NULL
              THEN GREATEST(0.01, ABS("t15"."aged_out_ratio_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'aged_out_ratio_w_15m_log': CASE
              WHEN "t15"."aged_out_ratio_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."aged_out_ratio_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."aged_out_ratio_w_15m_median") + 1.0)
            END, 'bytes_asymmetry_w_15m_median': "t15"."bytes_asymmetry_w_15m_median", 'bytes_asymmetry_w_15m_scale': CASE
              WHEN "t15"."bytes_asymmetry_w_15m_mad" > 0
              THEN "t15"."bytes_asymmetry_w_15m_mad" * 1.4826
              WHEN "t15"."bytes_asymmetry_w_15m_iqr" > 0
              THEN "t15"."bytes_asymmetry_w_15m_iqr" / 1.349
              ELSE GREATEST(0.01, ABS("t15"."bytes_asymmetry_w_15m_median") * 0.1)
            END, 'bytes_asymmetry_w_15m_divisor': CASE
              WHEN "t15"."bytes_asymmetry_w_15m_median" IS NOT NULL
              THEN GREATEST(0.01, ABS("t15"."bytes_asymmetry_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_asymmetry_w_15m_log': CASE
              WHEN "t15"."bytes_asymmetry_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_asymmetry_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_asymmetry_w_15m_median") + 1.0)
            END, 'sessions_per_peer_w_15m_median': "t15"."sessions_per_peer_w_15m_median", 'sessions_per_peer_w_15m_scale': CASE
              WHEN "t15"."sessions_per_peer_w_15m_mad" > 0
              THEN "t15"."sessions_per_peer_w_15m_mad" * 1.4826
              WHEN "t15"."sessions_per_peer_w_15m_iqr" > 0
              THEN "t15"."sessions_per_peer_w_15m_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."sessions_per_peer_w_15m_median") * 0.1)
            END, 'sessions_per_peer_w_15m_divisor': CASE
              WHEN "t15"."sessions_per_peer_w_15m_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."sessions_per_peer_w_15m_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'sessions_per_peer_w_15m_log': CASE
              WHEN "t15"."sessions_per_peer_w_15m_median" < 0
              THEN -(
                LN(ABS("t15"."sessions_per_peer_w_15m_median") + 1.0)
              )
              ELSE LN(ABS("t15"."sessions_per_peer_w_15m_median") + 1.0)
            END, 'sessions_cnt_sum_w_1h_median': "t15"."sessions_cnt_sum_w_1h_median", 'sessions_cnt_sum_w_1h_scale': CASE
              WHEN "t15"."sessions_cnt_sum_w_1h_mad" > 0
              THEN "t15"."sessions_cnt_sum_w_1h_mad" * 1.4826
              WHEN "t15"."sessions_cnt_sum_w_1h_iqr" > 0
              THEN "t15"."sessions_cnt_sum_w_1h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."sessions_cnt_sum_w_1h_median") * 0.1)
            END, 'sessions_cnt_sum_w_1h_divisor': CASE
              WHEN "t15"."sessions_cnt_sum_w_1h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."sessions_cnt_sum_w_1h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'sessions_cnt_sum_w_1h_log': CASE
              WHEN "t15"."sessions_cnt_sum_w_1h_median" < 0
              THEN -(
                LN(ABS("t15"."sessions_cnt_sum_w_1h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."sessions_cnt_sum_w_1h_median") + 1.0)
            END, 'bytes_sent_sum_sum_w_1h_median': "t15"."bytes_sent_sum_sum_w_1h_median", 'bytes_sent_sum_sum_w_1h_scale': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_1h_mad" > 0
              THEN "t15"."bytes_sent_sum_sum_w_1h_mad" * 1.4826
              WHEN "t15"."bytes_sent_sum_sum_w_1h_iqr" > 0
              THEN "t15"."bytes_sent_sum_sum_w_1h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."bytes_sent_sum_sum_w_1h_median") * 0.1)
            END, 'bytes_sent_sum_sum_w_1h_divisor': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_1h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."bytes_sent_sum_sum_w_1h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_sent_sum_sum_w_1h_log': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_1h_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_sent_sum_sum_w_1h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_sent_sum_sum_w_1h_median") + 1.0)
            END, 'bytes_recv_sum_sum_w_1h_median': "t15"."bytes_recv_sum_sum_w_1h_median", 'bytes_recv_sum_sum_w_1h_scale': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_1h_mad" > 0
              THEN "t15"."bytes_recv_sum_sum_w_1h_mad" * 1.4826
              WHEN "t15"."bytes_recv_sum_sum_w_1h_iqr" > 0
              THEN "t15"."bytes_recv_sum_sum_w_1h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."bytes_recv_sum_sum_w_1h_median") * 0.1)
            END, 'bytes_recv_sum_sum_w_1h_divisor': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_1h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."bytes_recv_sum_sum_w_1h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_recv_sum_sum_w_1h_log': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_1h_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_recv_sum_sum_w_1h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_recv_sum_sum_w_1h_median") + 1.0)
            END, 'drop_cnt_sum_w_1h_median': "t15"."drop_cnt_sum_w_1h_median", 'drop_cnt_sum_w_1h_scale': CASE
              WHEN "t15"."drop_cnt_sum_w_1h_mad" > 0
              THEN "t15"."drop_cnt_sum_w_1h_mad" * 1.4826
              WHEN "t15"."drop_cnt_sum_w_1h_iqr" > 0
              THEN "t15"."drop_cnt_sum_w_1h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."drop_cnt_sum_w_1h_median") * 0.1)
            END, 'drop_cnt_sum_w_1h_divisor': CASE
              WHEN "t15"."drop_cnt_sum_w_1h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."drop_cnt_sum_w_1h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'drop_cnt_sum_w_1h_log': CASE
              WHEN "t15"."drop_cnt_sum_w_1h_median" < 0
              THEN -(
                LN(ABS("t15"."drop_cnt_sum_w_1h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."drop_cnt_sum_w_1h_median") + 1.0)
            END, 'peers_cnt_sum_w_1h_median': "t15"."peers_cnt_sum_w_1h_median", 'peers_cnt_sum_w_1h_scale': CASE
              WHEN "t15"."peers_cnt_sum_w_1h_mad" > 0
              THEN "t15"."peers_cnt_sum_w_1h_mad" * 1.4826
              WHEN "t15"."peers_cnt_sum_w_1h_iqr" > 0
              THEN "t15"."peers_cnt_sum_w_1h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."peers_cnt_sum_w_1h_median") * 0.1)
            END, 'peers_cnt_sum_w_1h_divisor': CASE
              WHEN "t15"."peers_cnt_sum_w_1h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."peers_cnt_sum_w_1h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'peers_cnt_sum_w_1h_log': CASE
              WHEN "t15"."peers_cnt_sum_w_1h_median" < 0
              THEN -(
                LN(ABS("t15"."peers_cnt_sum_w_1h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."peers_cnt_sum_w_1h_median") + 1.0)
            END, 'ports_cnt_sum_w_1h_median': "t15"."ports_cnt_sum_w_1h_median", 'ports_cnt_sum_w_1h_scale': CASE
              WHEN "t15"."ports_cnt_sum_w_1h_mad" > 0
              THEN "t15"."ports_cnt_sum_w_1h_mad" * 1.4826
              WHEN "t15"."ports_cnt_sum_w_1h_iqr" > 0
              THEN "t15"."ports_cnt_sum_w_1h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."ports_cnt_sum_w_1h_median") * 0.1)
            END, 'ports_cnt_sum_w_1h_divisor': CASE
              WHEN "t15"."ports_cnt_sum_w_1h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."ports_cnt_sum_w_1h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'ports_cnt_sum_w_1h_log': CASE
              WHEN "t15"."ports_cnt_sum_w_1h_median" < 0
              THEN -(
                LN(ABS("t15"."ports_cnt_sum_w_1h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."ports_cnt_sum_w_1h_median") + 1.0)
            END, 'sessions_cnt_sum_w_24h_median': "t15"."sessions_cnt_sum_w_24h_median", 'sessions_cnt_sum_w_24h_scale': CASE
              WHEN "t15"."sessions_cnt_sum_w_24h_mad" > 0
              THEN "t15"."sessions_cnt_sum_w_24h_mad" * 1.4826
              WHEN "t15"."sessions_cnt_sum_w_24h_iqr" > 0
              THEN "t15"."sessions_cnt_sum_w_24h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."sessions_cnt_sum_w_24h_median") * 0.1)
            END, 'sessions_cnt_sum_w_24h_divisor': CASE
              WHEN "t15"."sessions_cnt_sum_w_24h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."sessions_cnt_sum_w_24h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'sessions_cnt_sum_w_24h_log': CASE
              WHEN "t15"."sessions_cnt_sum_w_24h_median" < 0
              THEN -(
                LN(ABS("t15"."sessions_cnt_sum_w_24h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."sessions_cnt_sum_w_24h_median") + 1.0)
            END, 'bytes_sent_sum_sum_w_24h_median': "t15"."bytes_sent_sum_sum_w_24h_median", 'bytes_sent_sum_sum_w_24h_scale': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_24h_mad" > 0
              THEN "t15"."bytes_sent_sum_sum_w_24h_mad" * 1.4826
              WHEN "t15"."bytes_sent_sum_sum_w_24h_iqr" > 0
              THEN "t15"."bytes_sent_sum_sum_w_24h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."bytes_sent_sum_sum_w_24h_median") * 0.1)
            END, 'bytes_sent_sum_sum_w_24h_divisor': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_24h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."bytes_sent_sum_sum_w_24h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_sent_sum_sum_w_24h_log': CASE
              WHEN "t15"."bytes_sent_sum_sum_w_24h_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_sent_sum_sum_w_24h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_sent_sum_sum_w_24h_median") + 1.0)
            END, 'bytes_recv_sum_sum_w_24h_median': "t15"."bytes_recv_sum_sum_w_24h_median", 'bytes_recv_sum_sum_w_24h_scale': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_24h_mad" > 0
              THEN "t15"."bytes_recv_sum_sum_w_24h_mad" * 1.4826
              WHEN "t15"."bytes_recv_sum_sum_w_24h_iqr" > 0
              THEN "t15"."bytes_recv_sum_sum_w_24h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."bytes_recv_sum_sum_w_24h_median") * 0.1)
            END, 'bytes_recv_sum_sum_w_24h_divisor': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_24h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."bytes_recv_sum_sum_w_24h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'bytes_recv_sum_sum_w_24h_log': CASE
              WHEN "t15"."bytes_recv_sum_sum_w_24h_median" < 0
              THEN -(
                LN(ABS("t15"."bytes_recv_sum_sum_w_24h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."bytes_recv_sum_sum_w_24h_median") + 1.0)
            END, 'drop_cnt_sum_w_24h_median': "t15"."drop_cnt_sum_w_24h_median", 'drop_cnt_sum_w_24h_scale': CASE
              WHEN "t15"."drop_cnt_sum_w_24h_mad" > 0
              THEN "t15"."drop_cnt_sum_w_24h_mad" * 1.4826
              WHEN "t15"."drop_cnt_sum_w_24h_iqr" > 0
              THEN "t15"."drop_cnt_sum_w_24h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."drop_cnt_sum_w_24h_median") * 0.1)
            END, 'drop_cnt_sum_w_24h_divisor': CASE
              WHEN "t15"."drop_cnt_sum_w_24h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."drop_cnt_sum_w_24h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'drop_cnt_sum_w_24h_log': CASE
              WHEN "t15"."drop_cnt_sum_w_24h_median" < 0
              THEN -(
                LN(ABS("t15"."drop_cnt_sum_w_24h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."drop_cnt_sum_w_24h_median") + 1.0)
            END, 'peers_cnt_sum_w_24h_median': "t15"."peers_cnt_sum_w_24h_median", 'peers_cnt_sum_w_24h_scale': CASE
              WHEN "t15"."peers_cnt_sum_w_24h_mad" > 0
              THEN "t15"."peers_cnt_sum_w_24h_mad" * 1.4826
              WHEN "t15"."peers_cnt_sum_w_24h_iqr" > 0
              THEN "t15"."peers_cnt_sum_w_24h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."peers_cnt_sum_w_24h_median") * 0.1)
            END, 'peers_cnt_sum_w_24h_divisor': CASE
              WHEN "t15"."peers_cnt_sum_w_24h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."peers_cnt_sum_w_24h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'peers_cnt_sum_w_24h_log': CASE
              WHEN "t15"."peers_cnt_sum_w_24h_median" < 0
              THEN -(
                LN(ABS("t15"."peers_cnt_sum_w_24h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."peers_cnt_sum_w_24h_median") + 1.0)
            END, 'ports_cnt_sum_w_24h_median': "t15"."ports_cnt_sum_w_24h_median", 'ports_cnt_sum_w_24h_scale': CASE
              WHEN "t15"."ports_cnt_sum_w_24h_mad" > 0
              THEN "t15"."ports_cnt_sum_w_24h_mad" * 1.4826
              WHEN "t15"."ports_cnt_sum_w_24h_iqr" > 0
              THEN "t15"."ports_cnt_sum_w_24h_iqr" / 1.349
              ELSE GREATEST(1.0, ABS("t15"."ports_cnt_sum_w_24h_median") * 0.1)
            END, 'ports_cnt_sum_w_24h_divisor': CASE
              WHEN "t15"."ports_cnt_sum_w_24h_median" IS NOT NULL
              THEN GREATEST(1.0, ABS("t15"."ports_cnt_sum_w_24h_median"))
              ELSE CAST(NULL AS DOUBLE)
            END, 'ports_cnt_sum_w_24h_log': CASE
              WHEN "t15"."ports_cnt_sum_w_24h_median" < 0
              THEN -(
                LN(ABS("t15"."ports_cnt_sum_w_24h_median") + 1.0)
              )
              ELSE LN(ABS("t15"."ports_cnt_sum_w_24h_median") + 1.0)
            END} AS "usual"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "{1}" AS "t1"
              WHERE
                "t1"."horizon" = '7d' AND "t1"."scope" = 'host' AND NOT (
                  "t1"."cold_start"
                )
            ) AS "t10"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "{1}" AS "t1"
              WHERE
                "t1"."horizon" = '7d' AND "t1"."scope" = 'population'
            ) AS "t7"
          ) AS "t15"
        ) AS "t22"
          ON COALESCE("t24"."key", '') = "t22"."usual_host"
          AND "t24"."role" = "t22"."usual_role"
        LEFT OUTER JOIN (
          SELECT
            "t1"."role",
            "t1"."host_ip",
            TRUE AS "is_warm"
          FROM "{1}" AS "t1"
          WHERE
            "t1"."horizon" = '30d' AND "t1"."scope" = 'host' AND NOT (
              "t1"."cold_start"
            )
        ) AS "t14"
          ON "t24"."host_ip" = "t14"."host_ip" AND "t24"."role" = "t14"."role"
      ) AS "t25"
    ) AS "t26"
  ) AS "t28"
  LEFT OUTER JOIN (
    SELECT
      "t13"."role" AS "usual_role",
      COALESCE("t13"."host_ip", '') AS "usual_host",
      "t13"."scope" AS "usual_scope",
      {'sessions_cnt_sum_w_15m_median': "t13"."sessions_cnt_sum_w_15m_median", 'sessions_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."sessions_cnt_sum_w_15m_mad" > 0
        THEN "t13"."sessions_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."sessions_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."sessions_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."sessions_cnt_sum_w_15m_median") * 0.1)
      END, 'sessions_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."sessions_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."sessions_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'sessions_cnt_sum_w_15m_log': CASE
        WHEN "t13"."sessions_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."sessions_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."sessions_cnt_sum_w_15m_median") + 1.0)
      END, 'bytes_sent_sum_sum_w_15m_median': "t13"."bytes_sent_sum_sum_w_15m_median", 'bytes_sent_sum_sum_w_15m_scale': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_15m_mad" > 0
        THEN "t13"."bytes_sent_sum_sum_w_15m_mad" * 1.4826
        WHEN "t13"."bytes_sent_sum_sum_w_15m_iqr" > 0
        THEN "t13"."bytes_sent_sum_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."bytes_sent_sum_sum_w_15m_median") * 0.1)
      END, 'bytes_sent_sum_sum_w_15m_divisor': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."bytes_sent_sum_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_sent_sum_sum_w_15m_log': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_sent_sum_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_sent_sum_sum_w_15m_median") + 1.0)
      END, 'bytes_recv_sum_sum_w_15m_median': "t13"."bytes_recv_sum_sum_w_15m_median", 'bytes_recv_sum_sum_w_15m_scale': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_15m_mad" > 0
        THEN "t13"."bytes_recv_sum_sum_w_15m_mad" * 1.4826
        WHEN "t13"."bytes_recv_sum_sum_w_15m_iqr" > 0
        THEN "t13"."bytes_recv_sum_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."bytes_recv_sum_sum_w_15m_median") * 0.1)
      END, 'bytes_recv_sum_sum_w_15m_divisor': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."bytes_recv_sum_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_recv_sum_sum_w_15m_log': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_recv_sum_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_recv_sum_sum_w_15m_median") + 1.0)
      END, 'duration_sum_sum_w_15m_median': "t13"."duration_sum_sum_w_15m_median", 'duration_sum_sum_w_15m_scale': CASE
        WHEN "t13"."duration_sum_sum_w_15m_mad" > 0
        THEN "t13"."duration_sum_sum_w_15m_mad" * 1.4826
        WHEN "t13"."duration_sum_sum_w_15m_iqr" > 0
        THEN "t13"."duration_sum_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."duration_sum_sum_w_15m_median") * 0.1)
      END, 'duration_sum_sum_w_15m_divisor': CASE
        WHEN "t13"."duration_sum_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."duration_sum_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'duration_sum_sum_w_15m_log': CASE
        WHEN "t13"."duration_sum_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."duration_sum_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."duration_sum_sum_w_15m_median") + 1.0)
      END, 'allow_cnt_sum_w_15m_median': "t13"."allow_cnt_sum_w_15m_median", 'allow_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."allow_cnt_sum_w_15m_mad" > 0
        THEN "t13"."allow_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."allow_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."allow_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."allow_cnt_sum_w_15m_median") * 0.1)
      END, 'allow_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."allow_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."allow_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'allow_cnt_sum_w_15m_log': CASE
        WHEN "t13"."allow_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."allow_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."allow_cnt_sum_w_15m_median") + 1.0)
      END, 'drop_cnt_sum_w_15m_median': "t13"."drop_cnt_sum_w_15m_median", 'drop_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."drop_cnt_sum_w_15m_mad" > 0
        THEN "t13"."drop_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."drop_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."drop_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."drop_cnt_sum_w_15m_median") * 0.1)
      END, 'drop_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."drop_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."drop_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'drop_cnt_sum_w_15m_log': CASE
        WHEN "t13"."drop_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."drop_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."drop_cnt_sum_w_15m_median") + 1.0)
      END, 'alert_cnt_sum_w_15m_median': "t13"."alert_cnt_sum_w_15m_median", 'alert_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."alert_cnt_sum_w_15m_mad" > 0
        THEN "t13"."alert_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."alert_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."alert_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."alert_cnt_sum_w_15m_median") * 0.1)
      END, 'alert_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."alert_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."alert_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'alert_cnt_sum_w_15m_log': CASE
        WHEN "t13"."alert_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."alert_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."alert_cnt_sum_w_15m_median") + 1.0)
      END, 'rst_cnt_sum_w_15m_median': "t13"."rst_cnt_sum_w_15m_median", 'rst_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."rst_cnt_sum_w_15m_mad" > 0
        THEN "t13"."rst_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."rst_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."rst_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."rst_cnt_sum_w_15m_median") * 0.1)
      END, 'rst_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."rst_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."rst_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'rst_cnt_sum_w_15m_log': CASE
        WHEN "t13"."rst_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."rst_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."rst_cnt_sum_w_15m_median") + 1.0)
      END, 'aged_out_cnt_sum_w_15m_median': "t13"."aged_out_cnt_sum_w_15m_median", 'aged_out_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."aged_out_cnt_sum_w_15m_mad" > 0
        THEN "t13"."aged_out_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."aged_out_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."aged_out_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."aged_out_cnt_sum_w_15m_median") * 0.1)
      END, 'aged_out_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."aged_out_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."aged_out_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'aged_out_cnt_sum_w_15m_log': CASE
        WHEN "t13"."aged_out_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."aged_out_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."aged_out_cnt_sum_w_15m_median") + 1.0)
      END, 'tcp_cnt_sum_w_15m_median': "t13"."tcp_cnt_sum_w_15m_median", 'tcp_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."tcp_cnt_sum_w_15m_mad" > 0
        THEN "t13"."tcp_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."tcp_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."tcp_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."tcp_cnt_sum_w_15m_median") * 0.1)
      END, 'tcp_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."tcp_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."tcp_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'tcp_cnt_sum_w_15m_log': CASE
        WHEN "t13"."tcp_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."tcp_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."tcp_cnt_sum_w_15m_median") + 1.0)
      END, 'udp_cnt_sum_w_15m_median': "t13"."udp_cnt_sum_w_15m_median", 'udp_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."udp_cnt_sum_w_15m_mad" > 0
        THEN "t13"."udp_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."udp_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."udp_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."udp_cnt_sum_w_15m_median") * 0.1)
      END, 'udp_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."udp_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."udp_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'udp_cnt_sum_w_15m_log': CASE
        WHEN "t13"."udp_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."udp_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."udp_cnt_sum_w_15m_median") + 1.0)
      END, 'icmp_cnt_sum_w_15m_median': "t13"."icmp_cnt_sum_w_15m_median", 'icmp_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."icmp_cnt_sum_w_15m_mad" > 0
        THEN "t13"."icmp_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."icmp_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."icmp_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."icmp_cnt_sum_w_15m_median") * 0.1)
      END, 'icmp_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."icmp_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."icmp_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'icmp_cnt_sum_w_15m_log': CASE
        WHEN "t13"."icmp_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."icmp_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."icmp_cnt_sum_w_15m_median") + 1.0)
      END, 'peers_cnt_sum_w_15m_median': "t13"."peers_cnt_sum_w_15m_median", 'peers_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."peers_cnt_sum_w_15m_mad" > 0
        THEN "t13"."peers_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."peers_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."peers_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."peers_cnt_sum_w_15m_median") * 0.1)
      END, 'peers_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."peers_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."peers_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'peers_cnt_sum_w_15m_log': CASE
        WHEN "t13"."peers_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."peers_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."peers_cnt_sum_w_15m_median") + 1.0)
      END, 'ports_cnt_sum_w_15m_median': "t13"."ports_cnt_sum_w_15m_median", 'ports_cnt_sum_w_15m_scale': CASE
        WHEN "t13"."ports_cnt_sum_w_15m_mad" > 0
        THEN "t13"."ports_cnt_sum_w_15m_mad" * 1.4826
        WHEN "t13"."ports_cnt_sum_w_15m_iqr" > 0
        THEN "t13"."ports_cnt_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."ports_cnt_sum_w_15m_median") * 0.1)
      END, 'ports_cnt_sum_w_15m_divisor': CASE
        WHEN "t13"."ports_cnt_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."ports_cnt_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'ports_cnt_sum_w_15m_log': CASE
        WHEN "t13"."ports_cnt_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."ports_cnt_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."ports_cnt_sum_w_15m_median") + 1.0)
      END, 'max_sessions_per_minute_sum_w_15m_median': "t13"."max_sessions_per_minute_sum_w_15m_median", 'max_sessions_per_minute_sum_w_15m_scale': CASE
        WHEN "t13"."max_sessions_per_minute_sum_w_15m_mad" > 0
        THEN "t13"."max_sessions_per_minute_sum_w_15m_mad" * 1.4826
        WHEN "t13"."max_sessions_per_minute_sum_w_15m_iqr" > 0
        THEN "t13"."max_sessions_per_minute_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."max_sessions_per_minute_sum_w_15m_median") * 0.1)
      END, 'max_sessions_per_minute_sum_w_15m_divisor': CASE
        WHEN "t13"."max_sessions_per_minute_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."max_sessions_per_minute_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'max_sessions_per_minute_sum_w_15m_log': CASE
        WHEN "t13"."max_sessions_per_minute_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."max_sessions_per_minute_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."max_sessions_per_minute_sum_w_15m_median") + 1.0)
      END, 'peer_entropy_sum_w_15m_median': "t13"."peer_entropy_sum_w_15m_median", 'peer_entropy_sum_w_15m_scale': CASE
        WHEN "t13"."peer_entropy_sum_w_15m_mad" > 0
        THEN "t13"."peer_entropy_sum_w_15m_mad" * 1.4826
        WHEN "t13"."peer_entropy_sum_w_15m_iqr" > 0
        THEN "t13"."peer_entropy_sum_w_15m_iqr" / 1.349
        ELSE GREATEST(0.1, ABS("t13"."peer_entropy_sum_w_15m_median") * 0.1)
      END, 'peer_entropy_sum_w_15m_divisor': CASE
        WHEN "t13"."peer_entropy_sum_w_15m_median" IS NOT NULL
        THEN GREATEST(0.1, ABS("t13"."peer_entropy_sum_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'peer_entropy_sum_w_15m_log': CASE
        WHEN "t13"."peer_entropy_sum_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."peer_entropy_sum_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."peer_entropy_sum_w_15m_median") + 1.0)
      END, 'drop_ratio_w_15m_median': "t13"."drop_ratio_w_15m_median", 'drop_ratio_w_15m_scale': CASE
        WHEN "t13"."drop_ratio_w_15m_mad" > 0
        THEN "t13"."drop_ratio_w_15m_mad" * 1.4826
        WHEN "t13"."drop_ratio_w_15m_iqr" > 0
        THEN "t13"."drop_ratio_w_15m_iqr" / 1.349
        ELSE GREATEST(0.01, ABS("t13"."drop_ratio_w_15m_median") * 0.1)
      END, 'drop_ratio_w_15m_divisor': CASE
        WHEN "t13"."drop_ratio_w_15m_median" IS NOT NULL
        THEN GREATEST(0.01, ABS("t13"."drop_ratio_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'drop_ratio_w_15m_log': CASE
        WHEN "t13"."drop_ratio_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."drop_ratio_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."drop_ratio_w_15m_median") + 1.0)
      END, 'reset_ratio_w_15m_median': "t13"."reset_ratio_w_15m_median", 'reset_ratio_w_15m_scale': CASE
        WHEN "t13"."reset_ratio_w_15m_mad" > 0
        THEN "t13"."reset_ratio_w_15m_mad" * 1.4826
        WHEN "t13"."reset_ratio_w_15m_iqr" > 0
        THEN "t13"."reset_ratio_w_15m_iqr" / 1.349
        ELSE GREATEST(0.01, ABS("t13"."reset_ratio_w_15m_median") * 0.1)
      END, 'reset_ratio_w_15m_divisor': CASE
        WHEN "t13"."reset_ratio_w_15m_median" IS NOT NULL
        THEN GREATEST(0.01, ABS("t13"."reset_ratio_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'reset_ratio_w_15m_log': CASE
        WHEN "t13"."reset_ratio_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."reset_ratio_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."reset_ratio_w_15m_median") + 1.0)
      END, 'aged_out_ratio_w_15m_median': "t13"."aged_out_ratio_w_15m_median", 'aged_out_ratio_w_15m_scale': CASE
        WHEN "t13"."aged_out_ratio_w_15m_mad" > 0
        THEN "t13"."aged_out_ratio_w_15m_mad" * 1.4826
        WHEN "t13"."aged_out_ratio_w_15m_iqr" > 0
        THEN "t13"."aged_out_ratio_w_15m_iqr" / 1.349
        ELSE GREATEST(0.01, ABS("t13"."aged_out_ratio_w_15m_median") * 0.1)
      END, 'aged_out_ratio_w_15m_divisor': CASE
        WHEN "t13"."aged_out_ratio_w_15m_median" IS NOT NULL
        THEN GREATEST(0.01, ABS("t13"."aged_out_ratio_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'aged_out_ratio_w_15m_log': CASE
        WHEN "t13"."aged_out_ratio_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."aged_out_ratio_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."aged_out_ratio_w_15m_median") + 1.0)
      END, 'bytes_asymmetry_w_15m_median': "t13"."bytes_asymmetry_w_15m_median", 'bytes_asymmetry_w_15m_scale': CASE
        WHEN "t13"."bytes_asymmetry_w_15m_mad" > 0
        THEN "t13"."bytes_asymmetry_w_15m_mad" * 1.4826
        WHEN "t13"."bytes_asymmetry_w_15m_iqr" > 0
        THEN "t13"."bytes_asymmetry_w_15m_iqr" / 1.349
        ELSE GREATEST(0.01, ABS("t13"."bytes_asymmetry_w_15m_median") * 0.1)
      END, 'bytes_asymmetry_w_15m_divisor': CASE
        WHEN "t13"."bytes_asymmetry_w_15m_median" IS NOT NULL
        THEN GREATEST(0.01, ABS("t13"."bytes_asymmetry_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_asymmetry_w_15m_log': CASE
        WHEN "t13"."bytes_asymmetry_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_asymmetry_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_asymmetry_w_15m_median") + 1.0)
      END, 'sessions_per_peer_w_15m_median': "t13"."sessions_per_peer_w_15m_median", 'sessions_per_peer_w_15m_scale': CASE
        WHEN "t13"."sessions_per_peer_w_15m_mad" > 0
        THEN "t13"."sessions_per_peer_w_15m_mad" * 1.4826
        WHEN "t13"."sessions_per_peer_w_15m_iqr" > 0
        THEN "t13"."sessions_per_peer_w_15m_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."sessions_per_peer_w_15m_median") * 0.1)
      END, 'sessions_per_peer_w_15m_divisor': CASE
        WHEN "t13"."sessions_per_peer_w_15m_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."sessions_per_peer_w_15m_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'sessions_per_peer_w_15m_log': CASE
        WHEN "t13"."sessions_per_peer_w_15m_median" < 0
        THEN -(
          LN(ABS("t13"."sessions_per_peer_w_15m_median") + 1.0)
        )
        ELSE LN(ABS("t13"."sessions_per_peer_w_15m_median") + 1.0)
      END, 'sessions_cnt_sum_w_1h_median': "t13"."sessions_cnt_sum_w_1h_median", 'sessions_cnt_sum_w_1h_scale': CASE
        WHEN "t13"."sessions_cnt_sum_w_1h_mad" > 0
        THEN "t13"."sessions_cnt_sum_w_1h_mad" * 1.4826
        WHEN "t13"."sessions_cnt_sum_w_1h_iqr" > 0
        THEN "t13"."sessions_cnt_sum_w_1h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."sessions_cnt_sum_w_1h_median") * 0.1)
      END, 'sessions_cnt_sum_w_1h_divisor': CASE
        WHEN "t13"."sessions_cnt_sum_w_1h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."sessions_cnt_sum_w_1h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'sessions_cnt_sum_w_1h_log': CASE
        WHEN "t13"."sessions_cnt_sum_w_1h_median" < 0
        THEN -(
          LN(ABS("t13"."sessions_cnt_sum_w_1h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."sessions_cnt_sum_w_1h_median") + 1.0)
      END, 'bytes_sent_sum_sum_w_1h_median': "t13"."bytes_sent_sum_sum_w_1h_median", 'bytes_sent_sum_sum_w_1h_scale': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_1h_mad" > 0
        THEN "t13"."bytes_sent_sum_sum_w_1h_mad" * 1.4826
        WHEN "t13"."bytes_sent_sum_sum_w_1h_iqr" > 0
        THEN "t13"."bytes_sent_sum_sum_w_1h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."bytes_sent_sum_sum_w_1h_median") * 0.1)
      END, 'bytes_sent_sum_sum_w_1h_divisor': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_1h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."bytes_sent_sum_sum_w_1h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_sent_sum_sum_w_1h_log': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_1h_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_sent_sum_sum_w_1h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_sent_sum_sum_w_1h_median") + 1.0)
      END, 'bytes_recv_sum_sum_w_1h_median': "t13"."bytes_recv_sum_sum_w_1h_median", 'bytes_recv_sum_sum_w_1h_scale': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_1h_mad" > 0
        THEN "t13"."bytes_recv_sum_sum_w_1h_mad" * 1.4826
        WHEN "t13"."bytes_recv_sum_sum_w_1h_iqr" > 0
        THEN "t13"."bytes_recv_sum_sum_w_1h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."bytes_recv_sum_sum_w_1h_median") * 0.1)
      END, 'bytes_recv_sum_sum_w_1h_divisor': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_1h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."bytes_recv_sum_sum_w_1h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_recv_sum_sum_w_1h_log': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_1h_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_recv_sum_sum_w_1h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_recv_sum_sum_w_1h_median") + 1.0)
      END, 'drop_cnt_sum_w_1h_median': "t13"."drop_cnt_sum_w_1h_median", 'drop_cnt_sum_w_1h_scale': CASE
        WHEN "t13"."drop_cnt_sum_w_1h_mad" > 0
        THEN "t13"."drop_cnt_sum_w_1h_mad" * 1.4826
        WHEN "t13"."drop_cnt_sum_w_1h_iqr" > 0
        THEN "t13"."drop_cnt_sum_w_1h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."drop_cnt_sum_w_1h_median") * 0.1)
      END, 'drop_cnt_sum_w_1h_divisor': CASE
        WHEN "t13"."drop_cnt_sum_w_1h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."drop_cnt_sum_w_1h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'drop_cnt_sum_w_1h_log': CASE
        WHEN "t13"."drop_cnt_sum_w_1h_median" < 0
        THEN -(
          LN(ABS("t13"."drop_cnt_sum_w_1h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."drop_cnt_sum_w_1h_median") + 1.0)
      END, 'peers_cnt_sum_w_1h_median': "t13"."peers_cnt_sum_w_1h_median", 'peers_cnt_sum_w_1h_scale': CASE
        WHEN "t13"."peers_cnt_sum_w_1h_mad" > 0
        THEN "t13"."peers_cnt_sum_w_1h_mad" * 1.4826
        WHEN "t13"."peers_cnt_sum_w_1h_iqr" > 0
        THEN "t13"."peers_cnt_sum_w_1h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."peers_cnt_sum_w_1h_median") * 0.1)
      END, 'peers_cnt_sum_w_1h_divisor': CASE
        WHEN "t13"."peers_cnt_sum_w_1h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."peers_cnt_sum_w_1h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'peers_cnt_sum_w_1h_log': CASE
        WHEN "t13"."peers_cnt_sum_w_1h_median" < 0
        THEN -(
          LN(ABS("t13"."peers_cnt_sum_w_1h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."peers_cnt_sum_w_1h_median") + 1.0)
      END, 'ports_cnt_sum_w_1h_median': "t13"."ports_cnt_sum_w_1h_median", 'ports_cnt_sum_w_1h_scale': CASE
        WHEN "t13"."ports_cnt_sum_w_1h_mad" > 0
        THEN "t13"."ports_cnt_sum_w_1h_mad" * 1.4826
        WHEN "t13"."ports_cnt_sum_w_1h_iqr" > 0
        THEN "t13"."ports_cnt_sum_w_1h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."ports_cnt_sum_w_1h_median") * 0.1)
      END, 'ports_cnt_sum_w_1h_divisor': CASE
        WHEN "t13"."ports_cnt_sum_w_1h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."ports_cnt_sum_w_1h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'ports_cnt_sum_w_1h_log': CASE
        WHEN "t13"."ports_cnt_sum_w_1h_median" < 0
        THEN -(
          LN(ABS("t13"."ports_cnt_sum_w_1h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."ports_cnt_sum_w_1h_median") + 1.0)
      END, 'sessions_cnt_sum_w_24h_median': "t13"."sessions_cnt_sum_w_24h_median", 'sessions_cnt_sum_w_24h_scale': CASE
        WHEN "t13"."sessions_cnt_sum_w_24h_mad" > 0
        THEN "t13"."sessions_cnt_sum_w_24h_mad" * 1.4826
        WHEN "t13"."sessions_cnt_sum_w_24h_iqr" > 0
        THEN "t13"."sessions_cnt_sum_w_24h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."sessions_cnt_sum_w_24h_median") * 0.1)
      END, 'sessions_cnt_sum_w_24h_divisor': CASE
        WHEN "t13"."sessions_cnt_sum_w_24h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."sessions_cnt_sum_w_24h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'sessions_cnt_sum_w_24h_log': CASE
        WHEN "t13"."sessions_cnt_sum_w_24h_median" < 0
        THEN -(
          LN(ABS("t13"."sessions_cnt_sum_w_24h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."sessions_cnt_sum_w_24h_median") + 1.0)
      END, 'bytes_sent_sum_sum_w_24h_median': "t13"."bytes_sent_sum_sum_w_24h_median", 'bytes_sent_sum_sum_w_24h_scale': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_24h_mad" > 0
        THEN "t13"."bytes_sent_sum_sum_w_24h_mad" * 1.4826
        WHEN "t13"."bytes_sent_sum_sum_w_24h_iqr" > 0
        THEN "t13"."bytes_sent_sum_sum_w_24h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."bytes_sent_sum_sum_w_24h_median") * 0.1)
      END, 'bytes_sent_sum_sum_w_24h_divisor': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_24h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."bytes_sent_sum_sum_w_24h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_sent_sum_sum_w_24h_log': CASE
        WHEN "t13"."bytes_sent_sum_sum_w_24h_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_sent_sum_sum_w_24h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_sent_sum_sum_w_24h_median") + 1.0)
      END, 'bytes_recv_sum_sum_w_24h_median': "t13"."bytes_recv_sum_sum_w_24h_median", 'bytes_recv_sum_sum_w_24h_scale': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_24h_mad" > 0
        THEN "t13"."bytes_recv_sum_sum_w_24h_mad" * 1.4826
        WHEN "t13"."bytes_recv_sum_sum_w_24h_iqr" > 0
        THEN "t13"."bytes_recv_sum_sum_w_24h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."bytes_recv_sum_sum_w_24h_median") * 0.1)
      END, 'bytes_recv_sum_sum_w_24h_divisor': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_24h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."bytes_recv_sum_sum_w_24h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'bytes_recv_sum_sum_w_24h_log': CASE
        WHEN "t13"."bytes_recv_sum_sum_w_24h_median" < 0
        THEN -(
          LN(ABS("t13"."bytes_recv_sum_sum_w_24h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."bytes_recv_sum_sum_w_24h_median") + 1.0)
      END, 'drop_cnt_sum_w_24h_median': "t13"."drop_cnt_sum_w_24h_median", 'drop_cnt_sum_w_24h_scale': CASE
        WHEN "t13"."drop_cnt_sum_w_24h_mad" > 0
        THEN "t13"."drop_cnt_sum_w_24h_mad" * 1.4826
        WHEN "t13"."drop_cnt_sum_w_24h_iqr" > 0
        THEN "t13"."drop_cnt_sum_w_24h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."drop_cnt_sum_w_24h_median") * 0.1)
      END, 'drop_cnt_sum_w_24h_divisor': CASE
        WHEN "t13"."drop_cnt_sum_w_24h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."drop_cnt_sum_w_24h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'drop_cnt_sum_w_24h_log': CASE
        WHEN "t13"."drop_cnt_sum_w_24h_median" < 0
        THEN -(
          LN(ABS("t13"."drop_cnt_sum_w_24h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."drop_cnt_sum_w_24h_median") + 1.0)
      END, 'peers_cnt_sum_w_24h_median': "t13"."peers_cnt_sum_w_24h_median", 'peers_cnt_sum_w_24h_scale': CASE
        WHEN "t13"."peers_cnt_sum_w_24h_mad" > 0
        THEN "t13"."peers_cnt_sum_w_24h_mad" * 1.4826
        WHEN "t13"."peers_cnt_sum_w_24h_iqr" > 0
        THEN "t13"."peers_cnt_sum_w_24h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."peers_cnt_sum_w_24h_median") * 0.1)
      END, 'peers_cnt_sum_w_24h_divisor': CASE
        WHEN "t13"."peers_cnt_sum_w_24h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."peers_cnt_sum_w_24h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'peers_cnt_sum_w_24h_log': CASE
        WHEN "t13"."peers_cnt_sum_w_24h_median" < 0
        THEN -(
          LN(ABS("t13"."peers_cnt_sum_w_24h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."peers_cnt_sum_w_24h_median") + 1.0)
      END, 'ports_cnt_sum_w_24h_median': "t13"."ports_cnt_sum_w_24h_median", 'ports_cnt_sum_w_24h_scale': CASE
        WHEN "t13"."ports_cnt_sum_w_24h_mad" > 0
        THEN "t13"."ports_cnt_sum_w_24h_mad" * 1.4826
        WHEN "t13"."ports_cnt_sum_w_24h_iqr" > 0
        THEN "t13"."ports_cnt_sum_w_24h_iqr" / 1.349
        ELSE GREATEST(1.0, ABS("t13"."ports_cnt_sum_w_24h_median") * 0.1)
      END, 'ports_cnt_sum_w_24h_divisor': CASE
        WHEN "t13"."ports_cnt_sum_w_24h_median" IS NOT NULL
        THEN GREATEST(1.0, ABS("t13"."ports_cnt_sum_w_24h_median"))
        ELSE CAST(NULL AS DOUBLE)
      END, 'ports_cnt_sum_w_24h_log': CASE
        WHEN "t13"."ports_cnt_sum_w_24h_median" < 0
        THEN -(
          LN(ABS("t13"."ports_cnt_sum_w_24h_median") + 1.0)
        )
        ELSE LN(ABS("t13"."ports_cnt_sum_w_24h_median") + 1.0)
      END} AS "usual"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "{1}" AS "t1"
        WHERE
          "t1"."horizon" = '30d' AND "t1"."scope" = 'host' AND NOT (
            "t1"."cold_start"
          )
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "{1}" AS "t1"
        WHERE
          "t1"."horizon" = '30d' AND "t1"."scope" = 'population'
      ) AS "t6"
    ) AS "t13"
  ) AS "t21"
    ON COALESCE("t28"."key", '') = "t21"."usual_host"
    AND "t28"."role" = "t21"."usual_role"
  CROSS JOIN (
    SELECT
      MAX("t1"."reference_ts") AS "baseline_reference_ts"
    FROM "{1}" AS "t1"
  ) AS "t12"
  LEFT OUTER JOIN "{2}" AS "t3"
    ON "t28"."host_ip" = "t3"."host_ip"
    AND "t28"."role" = "t3"."role"
    AND "t28"."slice_start_ts" = "t3"."slice_start_ts"
) AS "t29"
