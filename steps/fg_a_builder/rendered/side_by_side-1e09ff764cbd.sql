-- steps.fg_a_builder.windows.side_by_side, rendered by scripts/render: not to be edited.
-- source common/bundle.py 18a8fe2f4ce9c34c49b9e4002bb0dcb3b4fde82f15f554d41123ab62fc2b9f23
-- source common/context.py 7cf3d7b3807b57e164532b61eb4e6e7c5836064d68a69ca532d9e8c3545c163c
-- source common/datasets.py ce6b0d26c340e2b9f7411307985463b5a75d99a22e97a21b5a9297f1be8344d4
-- source common/engine.py 6d73fa49030d049ac542d1bd6baf23a6dd297c01a34c689c0b770a4444b03650
-- source common/errors.py cdbd414495ca4f575dddc9368683551673daa5788d3c30d810bbc3c07442f9a2
-- source common/expressions.py 10edabaad44aecd77c581979b12dae4c26fd3b958c581d2e5deb7cd94d82e947
-- source common/files.py 3401e13c09172718d3a8f7b83d9f6f287f0003b71bb04d08e965a080c62e6616
-- source common/footers.py ad1ed4dcf1a74b58881423b2530d6fa0e92e01fef0d6206fb3d9ad737ce6a34e
-- source common/interface.py f24e65d6de277ff516589d8dd32fbe9bb3a59969ee9f3e253f77904930d83dea
-- source common/log.py eb0e03bb40842a046b34a96331f9012da384bfa9fbda066250c7187b5767c6f0
-- source common/objects.py 4d0e86c8cb16fdffa84e526b131867e209b42f80c3fa895daba9f47070f105dc
-- source common/partitions.py 3f86d23eeeaa67c5d846e8d9aa3badaf60c8bd06abdefe714426d47c8fe9fd4e
-- source common/queries.py 7d63f0bc90d04589f6312d626495c97dbb31b75e8d8a106f718bfa55dfce8dd7
-- source common/schemas.py c8ef21d6147cb376082ba910f3725e6c7f6cc5ba27a8ef1a5cd6a6ec6e0ac296
-- source common/trimming.py c3da5d708ed1564e7d5aa7df33863eef5aaa63e3f0ea619d1e86350ee6aea356
-- source common/windows.py f042873fb4849d476b056182fcb77e2c0f0dcb23c7fe386cf9458692e53b94c4
-- source steps/fg_a_builder/windows.py 82a3527f0823adcdeeda4e21880223d9bbee62e78dc4204a7853591d17327c7b
SELECT
  "t13"."host_ip",
  "t13"."role",
  "t13"."slice_start_ts",
  "t13"."slice_end_ts",
  "t13"."15m"."sessions_cnt_sum" AS "sessions_cnt_sum_w_15m",
  "t13"."15m"."sessions_cnt_mean" AS "sessions_cnt_mean_w_15m",
  "t13"."15m"."sessions_cnt_max" AS "sessions_cnt_max_w_15m",
  "t13"."15m"."bytes_sent_sum_sum" AS "bytes_sent_sum_sum_w_15m",
  "t13"."15m"."bytes_sent_sum_mean" AS "bytes_sent_sum_mean_w_15m",
  "t13"."15m"."bytes_sent_sum_max" AS "bytes_sent_sum_max_w_15m",
  "t13"."15m"."bytes_recv_sum_sum" AS "bytes_recv_sum_sum_w_15m",
  "t13"."15m"."bytes_recv_sum_mean" AS "bytes_recv_sum_mean_w_15m",
  "t13"."15m"."bytes_recv_sum_max" AS "bytes_recv_sum_max_w_15m",
  "t13"."15m"."duration_sum_sum" AS "duration_sum_sum_w_15m",
  "t13"."15m"."duration_sum_mean" AS "duration_sum_mean_w_15m",
  "t13"."15m"."duration_sum_max" AS "duration_sum_max_w_15m",
  "t13"."15m"."allow_cnt_sum" AS "allow_cnt_sum_w_15m",
  "t13"."15m"."allow_cnt_mean" AS "allow_cnt_mean_w_15m",
  "t13"."15m"."allow_cnt_max" AS "allow_cnt_max_w_15m",
  "t13"."15m"."drop_cnt_sum" AS "drop_cnt_sum_w_15m",
  "t13"."15m"."drop_cnt_mean" AS "drop_cnt_mean_w_15m",
  "t13"."15m"."drop_cnt_max" AS "drop_cnt_max_w_15m",
  "t13"."15m"."alert_cnt_sum" AS "alert_cnt_sum_w_15m",
  "t13"."15m"."alert_cnt_mean" AS "alert_cnt_mean_w_15m",
  "t13"."15m"."alert_cnt_max" AS "alert_cnt_max_w_15m",
  "t13"."15m"."rst_cnt_sum" AS "rst_cnt_sum_w_15m",
  "t13"."15m"."rst_cnt_mean" AS "rst_cnt_mean_w_15m",
  "t13"."15m"."rst_cnt_max" AS "rst_cnt_max_w_15m",
  "t13"."15m"."aged_out_cnt_sum" AS "aged_out_cnt_sum_w_15m",
  "t13"."15m"."aged_out_cnt_mean" AS "aged_out_cnt_mean_w_15m",
  "t13"."15m"."aged_out_cnt_max" AS "aged_out_cnt_max_w_15m",
  "t13"."15m"."tcp_cnt_sum" AS "tcp_cnt_sum_w_15m",
  "t13"."15m"."tcp_cnt_mean" AS "tcp_cnt_mean_w_15m",
  "t13"."15m"."tcp_cnt_max" AS "tcp_cnt_max_w_15m",
  "t13"."15m"."udp_cnt_sum" AS "udp_cnt_sum_w_15m",
  "t13"."15m"."udp_cnt_mean" AS "udp_cnt_mean_w_15m",
  "t13"."15m"."udp_cnt_max" AS "udp_cnt_max_w_15m",
  "t13"."15m"."icmp_cnt_sum" AS "icmp_cnt_sum_w_15m",
  "t13"."15m"."icmp_cnt_mean" AS "icmp_cnt_mean_w_15m",
  "t13"."15m"."icmp_cnt_max" AS "icmp_cnt_max_w_15m",
  "t13"."15m"."peers_cnt_sum" AS "peers_cnt_sum_w_15m",
  "t13"."15m"."peers_cnt_mean" AS "peers_cnt_mean_w_15m",
  "t13"."15m"."peers_cnt_max" AS "peers_cnt_max_w_15m",
  "t13"."15m"."ports_cnt_sum" AS "ports_cnt_sum_w_15m",
  "t13"."15m"."ports_cnt_mean" AS "ports_cnt_mean_w_15m",
  "t13"."15m"."ports_cnt_max" AS "ports_cnt_max_w_15m",
  "t13"."15m"."max_sessions_per_minute_sum" AS "max_sessions_per_minute_sum_w_15m",
  "t13"."15m"."max_sessions_per_minute_mean" AS "max_sessions_per_minute_mean_w_15m",
  "t13"."15m"."max_sessions_per_minute_max" AS "max_sessions_per_minute_max_w_15m",
  "t13"."15m"."peer_entropy_sum" AS "peer_entropy_sum_w_15m",
  "t13"."15m"."peer_entropy_mean" AS "peer_entropy_mean_w_15m",
  "t13"."15m"."peer_entropy_max" AS "peer_entropy_max_w_15m",
  "t13"."15m"."drop_ratio" AS "drop_ratio_w_15m",
  "t13"."15m"."reset_ratio" AS "reset_ratio_w_15m",
  "t13"."15m"."aged_out_ratio" AS "aged_out_ratio_w_15m",
  "t13"."15m"."bytes_asymmetry" AS "bytes_asymmetry_w_15m",
  "t13"."15m"."sessions_per_peer" AS "sessions_per_peer_w_15m",
  "t13"."15m"."active_slices" AS "active_slices_w_15m",
  "t13"."30m"."sessions_cnt_sum" AS "sessions_cnt_sum_w_30m",
  "t13"."30m"."sessions_cnt_mean" AS "sessions_cnt_mean_w_30m",
  "t13"."30m"."sessions_cnt_max" AS "sessions_cnt_max_w_30m",
  "t13"."30m"."bytes_sent_sum_sum" AS "bytes_sent_sum_sum_w_30m",
  "t13"."30m"."bytes_sent_sum_mean" AS "bytes_sent_sum_mean_w_30m",
  "t13"."30m"."bytes_sent_sum_max" AS "bytes_sent_sum_max_w_30m",
  "t13"."30m"."bytes_recv_sum_sum" AS "bytes_recv_sum_sum_w_30m",
  "t13"."30m"."bytes_recv_sum_mean" AS "bytes_recv_sum_mean_w_30m",
  "t13"."30m"."bytes_recv_sum_max" AS "bytes_recv_sum_max_w_30m",
  "t13"."30m"."duration_sum_sum" AS "duration_sum_sum_w_30m",
  "t13"."30m"."duration_sum_mean" AS "duration_sum_mean_w_30m",
  "t13"."30m"."duration_sum_max" AS "duration_sum_max_w_30m",
  "t13"."30m"."allow_cnt_sum" AS "allow_cnt_sum_w_30m",
  "t13"."30m"."allow_cnt_mean" AS "allow_cnt_mean_w_30m",
  "t13"."30m"."allow_cnt_max" AS "allow_cnt_max_w_30m",
  "t13"."30m"."drop_cnt_sum" AS "drop_cnt_sum_w_30m",
  "t13"."30m"."drop_cnt_mean" AS "drop_cnt_mean_w_30m",
  "t13"."30m"."drop_cnt_max" AS "drop_cnt_max_w_30m",
  "t13"."30m"."alert_cnt_sum" AS "alert_cnt_sum_w_30m",
  "t13"."30m"."alert_cnt_mean" AS "alert_cnt_mean_w_30m",
  "t13"."30m"."alert_cnt_max" AS "alert_cnt_max_w_30m",
  "t13"."30m"."rst_cnt_sum" AS "rst_cnt_sum_w_30m",
  "t13"."30m"."rst_cnt_mean" AS "rst_cnt_mean_w_30m",
  "t13"."30m"."rst_cnt_max" AS "rst_cnt_max_w_30m",
  "t13"."30m"."aged_out_cnt_sum" AS "aged_out_cnt_sum_w_30m",
  "t13"."30m"."aged_out_cnt_mean" AS "aged_out_cnt_mean_w_30m",
  "t13"."30m"."aged_out_cnt_max" AS "aged_out_cnt_max_w_30m",
  "t13"."30m"."tcp_cnt_sum" AS "tcp_cnt_sum_w_30m",
  "t13"."30m"."tcp_cnt_mean" AS "tcp_cnt_mean_w_30m",
  "t13"."30m"."tcp_cnt_max" AS "tcp_cnt_max_w_30m",
  "t13"."30m"."udp_cnt_sum" AS "udp_cnt_sum_w_30m",
  "t13"."30m"."udp_cnt_mean" AS "udp_cnt_mean_w_30m",
  "t13"."30m"."udp_cnt_max" AS "udp_cnt_max_w_30m",
  "t13"."30m"."icmp_cnt_sum" AS "icmp_cnt_sum_w_30m",
  "t13"."30m"."icmp_cnt_mean" AS "icmp_cnt_mean_w_30m",
  "t13"."30m"."icmp_cnt_max" AS "icmp_cnt_max_w_30m",
  "t13"."30m"."peers_cnt_sum" AS "peers_cnt_sum_w_30m",
  "t13"."30m"."peers_cnt_mean" AS "peers_cnt_mean_w_30m",
  "t13"."30m"."peers_cnt_max" AS "peers_cnt_max_w_30m",
  "t13"."30m"."ports_cnt_sum" AS "ports_cnt_sum_w_30m",
  "t13"."30m"."ports_cnt_mean" AS "ports_cnt_mean_w_30m",
  "t13"."30m"."ports_cnt_max" AS "ports_cnt_max_w_30m",
  "t13"."30m"."max_sessions_per_minute_sum" AS "max_sessions_per_minute_sum_w_30m",
  "t13"."30m"."max_sessions_per_minute_mean" AS "max_sessions_per_minute_mean_w_30m",
  "t13"."30m"."max_sessions_per_minute_max" AS "max_sessions_per_minute_max_w_30m",
  "t13"."30m"."peer_entropy_sum" AS "peer_entropy_sum_w_30m",
  "t13"."30m"."peer_entropy_mean" AS "peer_entropy_mean_w_30m",
  "t13"."30m"."peer_entropy_max" AS "peer_entropy_max_w_30m",
  "t13"."30m"."drop_ratio" AS "drop_ratio_w_30m",
  "t13"."30m"."reset_ratio" AS "reset_ratio_w_30m",
  "t13"."30m"."aged_out_ratio" AS "aged_out_ratio_w_30m",
  "t13"."30m"."bytes_asymmetry" AS "bytes_asymmetry_w_30m",
  "t13"."30m"."sessions_per_peer" AS "sessions_per_peer_w_30m",
  "t13"."30m"."active_slices" AS "active_slices_w_30m",
  "t13"."1h"."sessions_cnt_sum" AS "sessions_cnt_sum_w_1h",
  "t13"."1h"."sessions_cnt_mean" AS "sessions_cnt_mean_w_1h",
  "t13"."1h"."sessions_cnt_max" AS "sessions_cnt_max_w_1h",
  "t13"."1h"."bytes_sent_sum_sum" AS "bytes_sent_sum_sum_w_1h",
  "t13"."1h"."bytes_sent_sum_mean" AS "bytes_sent_sum_mean_w_1h",
  "t13"."1h"."bytes_sent_sum_max" AS "bytes_sent_sum_max_w_1h",
  "t13"."1h"."bytes_recv_sum_sum" AS "bytes_recv_sum_sum_w_1h",
  "t13"."1h"."bytes_recv_sum_mean" AS "bytes_recv_sum_mean_w_1h",
  "t13"."1h"."bytes_recv_sum_max" AS "bytes_recv_sum_max_w_1h",
  "t13"."1h"."duration_sum_sum" AS "duration_sum_sum_w_1h",
  "t13"."1h"."duration_sum_mean" AS "duration_sum_mean_w_1h",
  "t13"."1h"."duration_sum_max" AS "duration_sum_max_w_1h",
  "t13"."1h"."allow_cnt_sum" AS "allow_cnt_sum_w_1h",
  "t13"."1h"."allow_cnt_mean" AS "allow_cnt_mean_w_1h",
  "t13"."1h"."allow_cnt_max" AS "allow_cnt_max_w_1h",
  "t13"."1h"."drop_cnt_sum" AS "drop_cnt_sum_w_1h",
  "t13"."1h"."drop_cnt_mean" AS "drop_cnt_mean_w_1h",
  "t13"."1h"."drop_cnt_max" AS "drop_cnt_max_w_1h",
  "t13"."1h"."alert_cnt_sum" AS "alert_cnt_sum_w_1h",
  "t13"."1h"."alert_cnt_mean" AS "alert_cnt_mean_w_1h",
  "t13"."1h"."alert_cnt_max" AS "alert_cnt_max_w_1h",
  "t13"."1h"."rst_cnt_sum" AS "rst_cnt_sum_w_1h",
  "t13"."1h"."rst_cnt_mean" AS "rst_cnt_mean_w_1h",
  "t13"."1h"."rst_cnt_max" AS "rst_cnt_max_w_1h",
  "t13"."1h"."aged_out_cnt_sum" AS "aged_out_cnt_sum_w_1h",
  "t13"."1h"."aged_out_cnt_mean" AS "aged_out_cnt_mean_w_1h",
  "t13"."1h"."aged_out_cnt_max" AS "aged_out_cnt_max_w_1h",
  "t13"."1h"."tcp_cnt_sum" AS "tcp_cnt_sum_w_1h",
  "t13"."1h"."tcp_cnt_mean" AS "tcp_cnt_mean_w_1h",
  "t13"."1h"."tcp_cnt_max" AS "tcp_cnt_max_w_1h",
  "t13"."1h"."udp_cnt_sum" AS "udp_cnt_sum_w_1h",
  "t13"."1h"."udp_cnt_mean" AS "udp_cnt_mean_w_1h",
  "t13"."1h"."udp_cnt_max" AS "udp_cnt_max_w_1h",
  "t13"."1h"."icmp_cnt_sum" AS "icmp_cnt_sum_w_1h",
  "t13"."1h"."icmp_cnt_mean" AS "icmp_cnt_mean_w_1h",
  "t13"."1h"."icmp_cnt_max" AS "icmp_cnt_max_w_1h",
  "t13"."1h"."peers_cnt_sum" AS "peers_cnt_sum_w_1h",
  "t13"."1h"."peers_cnt_mean" AS "peers_cnt_mean_w_1h",
  "t13"."1h"."peers_cnt_max" AS "peers_cnt_max_w_1h",
  "t13"."1h"."ports_cnt_sum" AS "ports_cnt_sum_w_1h",
  "t13"."1h"."ports_cnt_mean" AS "ports_cnt_mean_w_1h",
  "t13"."1h"."ports_cnt_max" AS "ports_cnt_max_w_1h",
  "t13"."1h"."max_sessions_per_minute_sum" AS "max_sessions_per_minute_sum_w_1h",
  "t13"."1h"."max_sessions_per_minute_mean" AS "max_sessions_per_minute_mean_w_1h",
  "t13"."1h"."max_sessions_per_minute_max" AS "max_sessions_per_minute_max_w_1h",
  "t13"."1h"."peer_entropy_sum" AS "peer_entropy_sum_w_1h",
  "t13"."1h"."peer_entropy_mean" AS "peer_entropy_mean_w_1h",
  "t13"."1h"."peer_entropy_max" AS "peer_entropy_max_w_1h",
  "t13"."1h"."drop_ratio" AS "drop_ratio_w_1h",
  "t13"."1h"."reset_ratio" AS "reset_ratio_w_1h",
  "t13"."1h"."aged_out_ratio" AS "aged_out_ratio_w_1h",
  "t13"."1h"."bytes_asymmetry" AS "bytes_asymmetry_w_1h",
  "t13"."1h"."sessions_per_peer" AS "sessions_per_peer_w_1h",
  "t13"."1h"."active_slices" AS "active_slices_w_1h",
  "t13"."8h"."sessions_cnt_sum" AS "sessions_cnt_sum_w_8h",
  "t13"."8h"."sessions_cnt_mean" AS "sessions_cnt_mean_w_8h",
  "t13"."8h"."sessions_cnt_max" AS "sessions_cnt_max_w_8h",
  "t13"."8h"."bytes_sent_sum_sum" AS "bytes_sent_sum_sum_w_8h",
  "t13"."8h"."bytes_sent_sum_mean" AS "bytes_sent_sum_mean_w_8h",
  "t13"."8h"."bytes_sent_sum_max" AS "bytes_sent_sum_max_w_8h",
  "t13"."8h"."bytes_recv_sum_sum" AS "bytes_recv_sum_sum_w_8h",
  "t13"."8h"."bytes_recv_sum_mean" AS "bytes_recv_sum_mean_w_8h",
  "t13"."8h"."bytes_recv_sum_max" AS "bytes_recv_sum_max_w_8h",
  "t13"."8h"."duration_sum_sum" AS "duration_sum_sum_w_8h",
  "t13"."8h"."duration_sum_mean" AS "duration_sum_mean_w_8h",
  "t13"."8h"."duration_sum_max" AS "duration_sum_max_w_8h",
  "t13"."8h"."allow_cnt_sum" AS "allow_cnt_sum_w_8h",
  "t13"."8h"."allow_cnt_mean" AS "allow_cnt_mean_w_8h",
  "t13"."8h"."allow_cnt_max" AS "allow_cnt_max_w_8h",
  "t13"."8h"."drop_cnt_sum" AS "drop_cnt_sum_w_8h",
  "t13"."8h"."drop_cnt_mean" AS "drop_cnt_mean_w_8h",
  "t13"."8h"."drop_cnt_max" AS "drop_cnt_max_w_8h",
  "t13"."8h"."alert_cnt_sum" AS "alert_cnt_sum_w_8h",
  "t13"."8h"."alert_cnt_mean" AS "alert_cnt_mean_w_8h",
  "t13"."8h"."alert_cnt_max" AS "alert_cnt_max_w_8h",
  "t13"."8h"."rst_cnt_sum" AS "rst_cnt_sum_w_8h",
  "t13"."8h"."rst_cnt_mean" AS "rst_cnt_mean_w_8h",
  "t13"."8h"."rst_cnt_max" AS "rst_cnt_max_w_8h",
  "t13"."8h"."aged_out_cnt_sum" AS "aged_out_cnt_sum_w_8h",
  "t13"."8h"."aged_out_cnt_mean" AS "aged_out_cnt_mean_w_8h",
  "t13"."8h"."aged_out_cnt_max" AS "aged_out_cnt_max_w_8h",
  "t13"."8h"."tcp_cnt_sum" AS "tcp_cnt_sum_w_8h",
  "t13"."8h"."tcp_cnt_mean" AS "tcp_cnt_mean_w_8h",
  "t13"."8h"."tcp_cnt_max" AS "tcp_cnt_max_w_8h",
  "t13"."8h"."udp_cnt_sum" AS "udp_cnt_sum_w_8h",
  "t13"."8h"."udp_cnt_mean" AS "udp_cnt_mean_w_8h",
  "t13"."8h"."udp_cnt_max" AS "udp_cnt_max_w_8h",
  "t13"."8h"."icmp_cnt_sum" AS "icmp_cnt_sum_w_8h",
  "t13"."8h"."icmp_cnt_mean" AS "icmp_cnt_mean_w_8h",
  "t13"."8h"."icmp_cnt_max" AS "icmp_cnt_max_w_8h",
  "t13"."8h"."peers_cnt_sum" AS "peers_cnt_sum_w_8h",
  "t13"."8h"."peers_cnt_mean" AS "peers_cnt_mean_w_8h",
  "t13"."8h"."peers_cnt_max" AS "peers_cnt_max_w_8h",
  "t13"."8h"."ports_cnt_sum" AS "ports_cnt_sum_w_8h",
  "t13"."8h"."ports_cnt_mean" AS "ports_cnt_mean_w_8h",
  "t13"."8h"."ports_cnt_max" AS "ports_cnt_max_w_8h",
  "t13"."8h"."max_sessions_per_minute_sum" AS "max_sessions_per_minute_sum_w_8h",
  "t13"."8h"."max_sessions_per_minute_mean" AS "max_sessions_per_minute_mean_w_8h",
  "t13"."8h"."max_sessions_per_minute_max" AS "max_sessions_per_minute_max_w_8h",
  "t13"."8h"."peer_entropy_sum" AS "peer_entropy_sum_w_8h",
  "t13"."8h"."peer_entropy_mean" AS "peer_entropy_mean_w_8h",
  "t13"."8h"."peer_entropy_max" AS "peer_entropy_max_w_8h",
  "t13"."8h"."drop_ratio" AS "drop_ratio_w_8h",
  "t13"."8h"."reset_ratio" AS "reset_ratio_w_8h",
  "t13"."8h"."aged_out_ratio" AS "aged_out_ratio_w_8h",
  "t13"."8h"."bytes_asymmetry" AS "bytes_asymmetry_w_8h",
  "t13"."8h"."sessions_per_peer" AS "sessions_per_peer_w_8h",
  "t13"."8h"."active_slices" AS "active_slices_w_8h",
  "t13"."24h"."sessions_cnt_sum" AS "sessions_cnt_sum_w_24h",
  "t13"."24h"."sessions_cnt_mean" AS "sessions_cnt_mean_w_24h",
  "t13"."24h"."sessions_cnt_max" AS "sessions_cnt_max_w_24h",
  "t13"."24h"."bytes_sent_sum_sum" AS "bytes_sent_sum_sum_w_24h",
  "t13"."24h"."bytes_sent_sum_mean" AS "bytes_sent_sum_mean_w_24h",
  "t13"."24h"."bytes_sent_sum_max" AS "bytes_sent_sum_max_w_24h",
  "t13"."24h"."bytes_recv_sum_sum" AS "bytes_recv_sum_sum_w_24h",
  "t13"."24h"."bytes_recv_sum_mean" AS "bytes_recv_sum_mean_w_24h",
  "t13"."24h"."bytes_recv_sum_max" AS "bytes_recv_sum_max_w_24h",
  "t13"."24h"."duration_sum_sum" AS "duration_sum_sum_w_24h",
  "t13"."24h"."duration_sum_mean" AS "duration_sum_mean_w_24h",
  "t13"."24h"."duration_sum_max" AS "duration_sum_max_w_24h",
  "t13"."24h"."allow_cnt_sum" AS "allow_cnt_sum_w_24h",
  "t13"."24h"."allow_cnt_mean" AS "allow_cnt_mean_w_24h",
  "t13"."24h"."allow_cnt_max" AS "allow_cnt_max_w_24h",
  "t13"."24h"."drop_cnt_sum" AS "drop_cnt_sum_w_24h",
  "t13"."24h"."drop_cnt_mean" AS "drop_cnt_mean_w_24h",
  "t13"."24h"."drop_cnt_max" AS "drop_cnt_max_w_24h",
  "t13"."24h"."alert_cnt_sum" AS "alert_cnt_sum_w_24h",
  "t13"."24h"."alert_cnt_mean" AS "alert_cnt_mean_w_24h",
  "t13"."24h"."alert_cnt_max" AS "alert_cnt_max_w_24h",
  "t13"."24h"."rst_cnt_sum" AS "rst_cnt_sum_w_24h",
  "t13"."24h"."rst_cnt_mean" AS "rst_cnt_mean_w_24h",
  "t13"."24h"."rst_cnt_max" AS "rst_cnt_max_w_24h",
  "t13"."24h"."aged_out_cnt_sum" AS "aged_out_cnt_sum_w_24h",
  "t13"."24h"."aged_out_cnt_mean" AS "aged_out_cnt_mean_w_24h",
  "t13"."24h"."aged_out_cnt_max" AS "aged_out_cnt_max_w_24h",
  "t13"."24h"."tcp_cnt_sum" AS "tcp_cnt_sum_w_24h",
  "t13"."24h"."tcp_cnt_mean" AS "tcp_cnt_mean_w_24h",
  "t13"."24h"."tcp_cnt_max" AS "tcp_cnt_max_w_24h",
  "t13"."24h"."udp_cnt_sum" AS "udp_cnt_sum_w_24h",
  "t13"."24h"."udp_cnt_mean" AS "udp_cnt_mean_w_24h",
  "t13"."24h"."udp_cnt_max" AS "udp_cnt_max_w_24h",
  "t13"."24h"."icmp_cnt_sum" AS "icmp_cnt_sum_w_24h",
  "t13"."24h"."icmp_cnt_mean" AS "icmp_cnt_mean_w_24h",
  "t13"."24h"."icmp_cnt_max" AS "icmp_cnt_max_w_24h",
  "t13"."24h"."peers_cnt_sum" AS "peers_cnt_sum_w_24h",
  "t13"."24h"."peers_cnt_mean" AS "peers_cnt_mean_w_24h",
  "t13"."24h"."peers_cnt_max" AS "peers_cnt_max_w_24h",
  "t13"."24h"."ports_cnt_sum" AS "ports_cnt_sum_w_24h",
  "t13"."24h"."ports_cnt_mean" AS "ports_cnt_mean_w_24h",
  "t13"."24h"."ports_cnt_max" AS "ports_cnt_max_w_24h",
  "t13"."24h"."max_sessions_per_minute_sum" AS "max_sessions_per_minute_sum_w_24h",
  "t13"."24h"."max_sessions_per_minute_mean" AS "max_sessions_per_minute_mean_w_24h",
  "t13"."24h"."max_sessions_per_minute_max" AS "max_sessions_per_minute_max_w_24h",
  "t13"."24h"."peer_entropy_sum" AS "peer_entropy_sum_w_24h",
  "t13"."24h"."peer_entropy_mean" AS "peer_entropy_mean_w_24h",
  "t13"."24h"."peer_entropy_max" AS "peer_entropy_max_w_24h",
  "t13"."24h"."drop_ratio" AS "drop_ratio_w_24h",
  "t13"."24h"."reset_ratio" AS "reset_ratio_w_24h",
  "t13"."24h"."aged_out_ratio" AS "aged_out_ratio_w_24h",
  "t13"."24h"."bytes_asymmetry" AS "bytes_asymmetry_w_24h",
  "t13"."24h"."sessions_per_peer" AS "sessions_per_peer_w_24h",
  "t13"."24h"."active_slices" AS "active_slices_w_24h"
FROM (
  SELECT
    "t8"."host_ip",
    "t8"."role",
    "t2"."slice_start_ts",
    "t2"."slice_end_ts",
    COALESCE(
      "t9"."15m",
      {'sessions_cnt_sum': 0, 'sessions_cnt_mean': 0.0, 'sessions_cnt_max': 0, 'bytes_sent_sum_sum': 0, 'bytes_sent_sum_mean': 0.0, 'bytes_sent_sum_max': 0, 'bytes_recv_sum_sum': 0, 'bytes_recv_sum_mean': 0.0, 'bytes_recv_sum_max': 0, 'duration_sum_sum': 0.0, 'duration_sum_mean': 0.0, 'duration_sum_max': 0.0, 'allow_cnt_sum': 0, 'allow_cnt_mean': 0.0, 'allow_cnt_max': 0, 'drop_cnt_sum': 0, 'drop_cnt_mean': 0.0, 'drop_cnt_max': 0, 'alert_cnt_sum': 0, 'alert_cnt_mean': 0.0, 'alert_cnt_max': 0, 'rst_cnt_sum': 0, 'rst_cnt_mean': 0.0, 'rst_cnt_max': 0, 'aged_out_cnt_sum': 0, 'aged_out_cnt_mean': 0.0, 'aged_out_cnt_max': 0, 'tcp_cnt_sum': 0, 'tcp_cnt_mean': 0.0, 'tcp_cnt_max': 0, 'udp_cnt_sum': 0, 'udp_cnt_mean': 0.0, 'udp_cnt_max': 0, 'icmp_cnt_sum': 0, 'icmp_cnt_mean': 0.0, 'icmp_cnt_max': 0, 'peers_cnt_sum': 0, 'peers_cnt_mean': 0.0, 'peers_cnt_max': 0, 'ports_cnt_sum': 0, 'ports_cnt_mean': 0.0, 'ports_cnt_max': 0, 'max_sessions_per_minute_sum': 0, 'max_sessions_per_minute_mean': 0.0, 'max_sessions_per_minute_max': 0, 'peer_entropy_sum': 0.0, 'peer_entropy_mean': 0.0, 'peer_entropy_max': 0.0, 'drop_ratio': 0.0, 'reset_ratio': 0.0, 'aged_out_ratio': 0.0, 'bytes_asymmetry': 0.0, 'sessions_per_peer': 0.0, 'active_slices': 0}
    ) AS "15m",
    COALESCE(
      "t10"."30m",
      {'sessions_cnt_sum': 0, 'sessions_cnt_mean': 0.0, 'sessions_cnt_max': 0, 'bytes_sent_sum_sum': 0, 'bytes_sent_sum_mean': 0.0, 'bytes_sent_sum_max': 0, 'bytes_recv_sum_sum': 0, 'bytes_recv_sum_mean': 0.0, 'bytes_recv_sum_max': 0, 'duration_sum_sum': 0.0, 'duration_sum_mean': 0.0, 'duration_sum_max': 0.0, 'allow_cnt_sum': 0, 'allow_cnt_mean': 0.0, 'allow_cnt_max': 0, 'drop_cnt_sum': 0, 'drop_cnt_mean': 0.0, 'drop_cnt_max': 0, 'alert_cnt_sum': 0, 'alert_cnt_mean': 0.0, 'alert_cnt_max': 0, 'rst_cnt_sum': 0, 'rst_cnt_mean': 0.0, 'rst_cnt_max': 0, 'aged_out_cnt_sum': 0, 'aged_out_cnt_mean': 0.0, 'aged_out_cnt_max': 0, 'tcp_cnt_sum': 0, 'tcp_cnt_mean': 0.0, 'tcp_cnt_max': 0, 'udp_cnt_sum': 0, 'udp_cnt_mean': 0.0, 'udp_cnt_max': 0, 'icmp_cnt_sum': 0, 'icmp_cnt_mean': 0.0, 'icmp_cnt_max': 0, 'peers_cnt_sum': 0, 'peers_cnt_mean': 0.0, 'peers_cnt_max': 0, 'ports_cnt_sum': 0, 'ports_cnt_mean': 0.0, 'ports_cnt_max': 0, 'max_sessions_per_minute_sum': 0, 'max_sessions_per_minute_mean': 0.0, 'max_sessions_per_minute_max': 0, 'peer_entropy_sum': 0.0, 'peer_entropy_mean': 0.0, 'peer_entropy_max': 0.0, 'drop_ratio': 0.0, 'reset_ratio': 0.0, 'aged_out_ratio': 0.0, 'bytes_asymmetry': 0.0, 'sessions_per_peer': 0.0, 'active_slices': 0}
    ) AS "30m",
    COALESCE(
      "t11"."1h",
      {'sessions_cnt_sum': 0, 'sessions_cnt_mean': 0.0, 'sessions_cnt_max': 0, 'bytes_sent_sum_sum': 0, 'bytes_sent_sum_mean': 0.0, 'bytes_sent_sum_max': 0, 'bytes_recv_sum_sum': 0, 'bytes_recv_sum_mean': 0.0, 'bytes_recv_sum_max': 0, 'duration_sum_sum': 0.0, 'duration_sum_mean': 0.0, 'duration_sum_max': 0.0, 'allow_cnt_sum': 0, 'allow_cnt_mean': 0.0, 'allow_cnt_max': 0, 'drop_cnt_sum': 0, 'drop_cnt_mean': 0.0, 'drop_cnt_max': 0, 'alert_cnt_sum': 0, 'alert_cnt_mean': 0.0, 'alert_cnt_max': 0, 'rst_cnt_sum': 0, 'rst_cnt_mean': 0.0, 'rst_cnt_max': 0, 'aged_out_cnt_sum': 0, 'aged_out_cnt_mean': 0.0, 'aged_out_cnt_max': 0, 'tcp_cnt_sum': 0, 'tcp_cnt_mean': 0.0, 'tcp_cnt_max': 0, 'udp_cnt_sum': 0, 'udp_cnt_mean': 0.0, 'udp_cnt_max': 0, 'icmp_cnt_sum': 0, 'icmp_cnt_mean': 0.0, 'icmp_cnt_max': 0, 'peers_cnt_sum': 0, 'peers_cnt_mean': 0.0, 'peers_cnt_max': 0, 'ports_cnt_sum': 0, 'ports_cnt_mean': 0.0, 'ports_cnt_max': 0, 'max_sessions_per_minute_sum': 0, 'max_sessions_per_minute_mean': 0.0, 'max_sessions_per_minute_max': 0, 'peer_entropy_sum': 0.0, 'peer_entropy_mean': 0.0, 'peer_entropy_max': 0.0, 'drop_ratio': 0.0, 'reset_ratio': 0.0, 'aged_out_ratio': 0.0, 'bytes_asymmetry': 0.0, 'sessions_per_peer': 0.0, 'active_slices': 0}
    ) AS "1h",
    COALESCE(
      "t12"."8h",
      {'sessions_cnt_sum': 0, 'sessions_cnt_mean': 0.0, 'sessions_cnt_max': 0, 'bytes_sent_sum_sum': 0, 'bytes_sent_sum_mean': 0.0, 'bytes_sent_sum_max': 0, 'bytes_recv_sum_sum': 0, 'bytes_recv_sum_mean': 0.0, 'bytes_recv_sum_max': 0, 'duration_sum_sum': 0.0, 'duration_sum_mean': 0.0, 'duration_sum_max': 0.0, 'allow_cnt_sum': 0, 'allow_cnt_mean': 0.0, 'allow_cnt_max': 0, 'drop_cnt_sum': 0, 'drop_cnt_mean': 0.0, 'drop_cnt_max': 0, 'alert_cnt_sum': 0, 'alert_cnt_mean': 0.0, 'alert_cnt_max': 0, 'rst_cnt_sum': 0, 'rst_cnt_mean': 0.0, 'rst_cnt_max': 0, 'aged_out_cnt_sum': 0, 'aged_out_cnt_mean': 0.0, 'aged_out_cnt_max': 0, 'tcp_cnt_sum': 0, 'tcp_cnt_mean': 0.0, 'tcp_cnt_max': 0, 'udp_cnt_sum': 0, 'udp_cnt_mean': 0.0, 'udp_cnt_max': 0, 'icmp_cnt_sum': 0, 'icmp_cnt_mean': 0.0, 'icmp_cnt_max': 0, 'peers_cnt_sum': 0, 'peers_cnt_mean': 0.0, 'peers_cnt_max': 0, 'ports_cnt_sum': 0, 'ports_cnt_mean': 0.0, 'ports_cnt_max': 0, 'max_sessions_per_minute_sum': 0, 'max_sessions_per_minute_mean': 0.0, 'max_sessions_per_minute_max': 0, 'peer_entropy_sum': 0.0, 'peer_entropy_mean': 0.0, 'peer_entropy_max': 0.0, 'drop_ratio': 0.0, 'reset_ratio': 0.0, 'aged_out_ratio': 0.0, 'bytes_asymmetry': 0.0, 'sessions_per_peer': 0.0, 'active_slices': 0}
    ) AS "8h",
    COALESCE(
      "t8"."24h",
      {'sessions_cnt_sum': 0, 'sessions_cnt_mean': 0.0, 'sessions_cnt_max': 0, 'bytes_sent_sum_sum': 0, 'bytes_sent_sum_mean': 0.0, 'bytes_sent_sum_max': 0, 'bytes_recv_sum_sum': 0, 'bytes_recv_sum_mean': 0.0, 'bytes_recv_sum_max': 0, 'duration_sum_sum': 0.0, 'duration_sum_mean': 0.0, 'duration_sum_max': 0.0, 'allow_cnt_sum': 0, 'allow_cnt_mean': 0.0, 'allow_cnt_max': 0, 'drop_cnt_sum': 0, 'drop_cnt_mean': 0.0, 'drop_cnt_max': 0, 'alert_cnt_sum': 0, 'alert_cnt_mean': 0.0, 'alert_cnt_max': 0, 'rst_cnt_sum': 0, 'rst_cnt_mean': 0.0, 'rst_cnt_max': 0, 'aged_out_cnt_sum': 0, 'aged_out_cnt_mean': 0.0, 'aged_out_cnt_max': 0, 'tcp_cnt_sum': 0, 'tcp_cnt_mean': 0.0, 'tcp_cnt_max': 0, 'udp_cnt_sum': 0, 'udp_cnt_mean': 0.0, 'udp_cnt_max': 0, 'icmp_cnt_sum': 0, 'icmp_cnt_mean': 0.0, 'icmp_cnt_max': 0, 'peers_cnt_sum': 0, 'peers_cnt_mean': 0.0, 'peers_cnt_max': 0, 'ports_cnt_sum': 0, 'ports_cnt_mean': 0.0, 'ports_cnt_max': 0, 'max_sessions_per_minute_sum': 0, 'max_sessions_per_minute_mean': 0.0, 'max_sessions_per_minute_max': 0, 'peer_entropy_sum': 0.0, 'peer_entropy_mean': 0.0, 'peer_entropy_max': 0.0, 'drop_ratio': 0.0, 'reset_ratio': 0.0, 'aged_out_ratio': 0.0, 'bytes_asymmetry': 0.0, 'sessions_per_peer': 0.0, 'active_slices': 0}
    ) AS "24h"
  FROM (
    SELECT
      "t0"."host_ip",
      "t0"."role",
      "t0"."at",
      {'sessions_cnt_sum': "t0"."sessions_cnt_sum", 'sessions_cnt_mean': "t0"."sessions_cnt_mean", 'sessions_cnt_max': "t0"."sessions_cnt_max", 'bytes_sent_sum_sum': "t0"."bytes_sent_sum_sum", 'bytes_sent_sum_mean': "t0"."bytes_sent_sum_mean", 'bytes_sent_sum_max': "t0"."bytes_sent_sum_max", 'bytes_recv_sum_sum': "t0"."bytes_recv_sum_sum", 'bytes_recv_sum_mean': "t0"."bytes_recv_sum_mean", 'bytes_recv_sum_max': "t0"."bytes_recv_sum_max", 'duration_sum_sum': "t0"."duration_sum_sum", 'duration_sum_mean': "t0"."duration_sum_mean", 'duration_sum_max': "t0"."duration_sum_max", 'allow_cnt_sum': "t0"."allow_cnt_sum", 'allow_cnt_mean': "t0"."allow_cnt_mean", 'allow_cnt_max': "t0"."allow_cnt_max", 'drop_cnt_sum': "t0"."drop_cnt_sum", 'drop_cnt_mean': "t0"."drop_cnt_mean", 'drop_cnt_max': "t0"."drop_cnt_max", 'alert_cnt_sum': "t0"."alert_cnt_sum", 'alert_cnt_mean': "t0"."alert_cnt_mean", 'alert_cnt_max': "t0"."alert_cnt_max", 'rst_cnt_sum': "t0"."rst_cnt_sum", 'rst_cnt_mean': "t0"."rst_cnt_mean", 'rst_cnt_max': "t0"."rst_cnt_max", 'aged_out_cnt_sum': "t0"."aged_out_cnt_sum", 'aged_out_cnt_mean': "t0"."aged_out_cnt_mean", 'aged_out_cnt_max': "t0"."aged_out_cnt_max", 'tcp_cnt_sum': "t0"."tcp_cnt_sum", 'tcp_cnt_mean': "t0"."tcp_cnt_mean", 'tcp_cnt_max': "t0"."tcp_cnt_max", 'udp_cnt_sum': "t0"."udp_cnt_sum", 'udp_cnt_mean': "t0"."udp_cnt_mean", 'udp_cnt_max': "t0"."udp_cnt_max", 'icmp_cnt_sum': "t0"."icmp_cnt_sum", 'icmp_cnt_mean': "t0"."icmp_cnt_mean", 'icmp_cnt_max': "t0"."icmp_cnt_max", 'peers_cnt_sum': "t0"."peers_cnt_sum", 'peers_cnt_mean': "t0"."peers_cnt_mean", 'peers_cnt_max': "t0"."peers_cnt_max", 'ports_cnt_sum': "t0"."ports_cnt_sum", 'ports_cnt_mean': "t0"."ports_cnt_mean", 'ports_cnt_max': "t0"."ports_cnt_max", 'max_sessions_per_minute_sum': "t0"."max_sessions_per_minute_sum", 'max_sessions_per_minute_mean': "t0"."max_sessions_per_minute_mean", 'max_sessions_per_minute_max': "t0"."max_sessions_per_minute_max", 'peer_entropy_sum': "t0"."peer_entropy_sum", 'peer_entropy_mean': "t0"."peer_entropy_mean", 'peer_entropy_max': "t0"."peer_entropy_max", 'drop_ratio': "t0"."drop_ratio", 'reset_ratio': "t0"."reset_ratio", 'aged_out_ratio': "t0"."aged_out_ratio", 'bytes_asymmetry': "t0"."bytes_asymmetry", 'sessions_per_peer': "t0"."sessions_per_peer", 'active_slices': "t0"."active_slices"} AS "24h"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."window" = '24h'
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      "t0"."host_ip" AS "15m_host_ip",
      "t0"."role" AS "15m_role",
      "t0"."at" AS "15m_at",
      {'sessions_cnt_sum': "t0"."sessions_cnt_sum", 'sessions_cnt_mean': "t0"."sessions_cnt_mean", 'sessions_cnt_max': "t0"."sessions_cnt_max", 'bytes_sent_sum_sum': "t0"."bytes_sent_sum_sum", 'bytes_sent_sum_mean': "t0"."bytes_sent_sum_mean", 'bytes_sent_sum_max': "t0"."bytes_sent_sum_max", 'bytes_recv_sum_sum': "t0"."bytes_recv_sum_sum", 'bytes_recv_sum_mean': "t0"."bytes_recv_sum_mean", 'bytes_recv_sum_max': "t0"."bytes_recv_sum_max", 'duration_sum_sum': "t0"."duration_sum_sum", 'duration_sum_mean': "t0"."duration_sum_mean", 'duration_sum_max': "t0"."duration_sum_max", 'allow_cnt_sum': "t0"."allow_cnt_sum", 'allow_cnt_mean': "t0"."allow_cnt_mean", 'allow_cnt_max': "t0"."allow_cnt_max", 'drop_cnt_sum': "t0"."drop_cnt_sum", 'drop_cnt_mean': "t0"."drop_cnt_mean", 'drop_cnt_max': "t0"."drop_cnt_max", 'alert_cnt_sum': "t0"."alert_cnt_sum", 'alert_cnt_mean': "t0"."alert_cnt_mean", 'alert_cnt_max': "t0"."alert_cnt_max", 'rst_cnt_sum': "t0"."rst_cnt_sum", 'rst_cnt_mean': "t0"."rst_cnt_mean", 'rst_cnt_max': "t0"."rst_cnt_max", 'aged_out_cnt_sum': "t0"."aged_out_cnt_sum", 'aged_out_cnt_mean': "t0"."aged_out_cnt_mean", 'aged_out_cnt_max': "t0"."aged_out_cnt_max", 'tcp_cnt_sum': "t0"."tcp_cnt_sum", 'tcp_cnt_mean': "t0"."tcp_cnt_mean", 'tcp_cnt_max': "t0"."tcp_cnt_max", 'udp_cnt_sum': "t0"."udp_cnt_sum", 'udp_cnt_mean': "t0"."udp_cnt_mean", 'udp_cnt_max': "t0"."udp_cnt_max", 'icmp_cnt_sum': "t0"."icmp_cnt_sum", 'icmp_cnt_mean': "t0"."icmp_cnt_mean", 'icmp_cnt_max': "t0"."icmp_cnt_max", 'peers_cnt_sum': "t0"."peers_cnt_sum", 'peers_cnt_mean': "t0"."peers_cnt_mean", 'peers_cnt_max': "t0"."peers_cnt_max", 'ports_cnt_sum': "t0"."ports_cnt_sum", 'ports_cnt_mean': "t0"."ports_cnt_mean", 'ports_cnt_max': "t0"."ports_cnt_max", 'max_sessions_per_minute_sum': "t0"."max_sessions_per_minute_sum", 'max_sessions_per_minute_mean': "t0"."max_sessions_per_minute_mean", 'max_sessions_per_minute_max': "t0"."max_sessions_per_minute_max", 'peer_entropy_sum': "t0"."peer_entropy_sum", 'peer_entropy_mean': "t0"."peer_entropy_mean", 'peer_entropy_max': "t0"."peer_entropy_max", 'drop_ratio': "t0"."drop_ratio", 'reset_ratio': "t0"."reset_ratio", 'aged_out_ratio': "t0"."aged_out_ratio", 'bytes_asymmetry': "t0"."bytes_asymmetry", 'sessions_per_peer': "t0"."sessions_per_peer", 'active_slices': "t0"."active_slices"} AS "15m"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."window" = '15m'
  ) AS "t9"
    ON "t8"."host_ip" = "t9"."15m_host_ip"
    AND "t8"."role" = "t9"."15m_role"
    AND "t8"."at" = "t9"."15m_at"
  LEFT OUTER JOIN (
    SELECT
      "t0"."host_ip" AS "30m_host_ip",
      "t0"."role" AS "30m_role",
      "t0"."at" AS "30m_at",
      {'sessions_cnt_sum': "t0"."sessions_cnt_sum", 'sessions_cnt_mean': "t0"."sessions_cnt_mean", 'sessions_cnt_max': "t0"."sessions_cnt_max", 'bytes_sent_sum_sum': "t0"."bytes_sent_sum_sum", 'bytes_sent_sum_mean': "t0"."bytes_sent_sum_mean", 'bytes_sent_sum_max': "t0"."bytes_sent_sum_max", 'bytes_recv_sum_sum': "t0"."bytes_recv_sum_sum", 'bytes_recv_sum_mean': "t0"."bytes_recv_sum_mean", 'bytes_recv_sum_max': "t0"."bytes_recv_sum_max", 'duration_sum_sum': "t0"."duration_sum_sum", 'duration_sum_mean': "t0"."duration_sum_mean", 'duration_sum_max': "t0"."duration_sum_max", 'allow_cnt_sum': "t0"."allow_cnt_sum", 'allow_cnt_mean': "t0"."allow_cnt_mean", 'allow_cnt_max': "t0"."allow_cnt_max", 'drop_cnt_sum': "t0"."drop_cnt_sum", 'drop_cnt_mean': "t0"."drop_cnt_mean", 'drop_cnt_max': "t0"."drop_cnt_max", 'alert_cnt_sum': "t0"."alert_cnt_sum", 'alert_cnt_mean': "t0"."alert_cnt_mean", 'alert_cnt_max': "t0"."alert_cnt_max", 'rst_cnt_sum': "t0"."rst_cnt_sum", 'rst_cnt_mean': "t0"."rst_cnt_mean", 'rst_cnt_max': "t0"."rst_cnt_max", 'aged_out_cnt_sum': "t0"."aged_out_cnt_sum", 'aged_out_cnt_mean': "t0"."aged_out_cnt_mean", 'aged_out_cnt_max': "t0"."aged_out_cnt_max", 'tcp_cnt_sum': "t0"."tcp_cnt_sum", 'tcp_cnt_mean': "t0"."tcp_cnt_mean", 'tcp_cnt_max': "t0"."tcp_cnt_max", 'udp_cnt_sum': "t0"."udp_cnt_sum", 'udp_cnt_mean': "t0"."udp_cnt_mean", 'udp_cnt_max': "t0"."udp_cnt_max", 'icmp_cnt_sum': "t0"."icmp_cnt_sum", 'icmp_cnt_mean': "t0"."icmp_cnt_mean", 'icmp_cnt_max': "t0"."icmp_cnt_max", 'peers_cnt_sum': "t0"."peers_cnt_sum", 'peers_cnt_mean': "t0"."peers_cnt_mean", 'peers_cnt_max': "t0"."peers_cnt_max", 'ports_cnt_sum': "t0"."ports_cnt_sum", 'ports_cnt_mean': "t0"."ports_cnt_mean", 'ports_cnt_max': "t0"."ports_cnt_max", 'max_sessions_per_minute_sum': "t0"."max_sessions_per_minute_sum", 'max_sessions_per_minute_mean': "t0"."max_sessions_per_minute_mean", 'max_sessions_per_minute_max': "t0"."max_sessions_per_minute_max", 'peer_entropy_sum': "t0"."peer_entropy_sum", 'peer_entropy_mean': "t0"."peer_entropy_mean", 'peer_entropy_max': "t0"."peer_entropy_max", 'drop_ratio': "t0"."drop_ratio", 'reset_ratio': "t0"."reset_ratio", 'aged_out_ratio': "t0"."aged_out_ratio", 'bytes_asymmetry': "t0"."bytes_asymmetry", 'sessions_per_peer': "t0"."sessions_per_peer", 'active_slices': "t0"."active_slices"} AS "30m"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."window" = '30m'
  ) AS "t10"
    ON "t8"."host_ip" = "t10"."30m_host_ip"
    AND "t8"."role" = "t10"."30m_role"
    AND "t8"."at" = "t10"."30m_at"
  LEFT OUTER JOIN (
    SELECT
      "t0"."host_ip" AS "1h_host_ip",
      "t0"."role" AS "1h_role",
      "t0"."at" AS "1h_at",
      {'sessions_cnt_sum': "t0"."sessions_cnt_sum", 'sessions_cnt_mean': "t0"."sessions_cnt_mean", 'sessions_cnt_max': "t0"."sessions_cnt_max", 'bytes_sent_sum_sum': "t0"."bytes_sent_sum_sum", 'bytes_sent_sum_mean': "t0"."bytes_sent_sum_mean", 'bytes_sent_sum_max': "t0"."bytes_sent_sum_max", 'bytes_recv_sum_sum': "t0"."bytes_recv_sum_sum", 'bytes_recv_sum_mean': "t0"."bytes_recv_sum_mean", 'bytes_recv_sum_max': "t0"."bytes_recv_sum_max", 'duration_sum_sum': "t0"."duration_sum_sum", 'duration_sum_mean': "t0"."duration_sum_mean", 'duration_sum_max': "t0"."duration_sum_max", 'allow_cnt_sum': "t0"."allow_cnt_sum", 'allow_cnt_mean': "t0"."allow_cnt_mean", 'allow_cnt_max': "t0"."allow_cnt_max", 'drop_cnt_sum': "t0"."drop_cnt_sum", 'drop_cnt_mean': "t0"."drop_cnt_mean", 'drop_cnt_max': "t0"."drop_cnt_max", 'alert_cnt_sum': "t0"."alert_cnt_sum", 'alert_cnt_mean': "t0"."alert_cnt_mean", 'alert_cnt_max': "t0"."alert_cnt_max", 'rst_cnt_sum': "t0"."rst_cnt_sum", 'rst_cnt_mean': "t0"."rst_cnt_mean", 'rst_cnt_max': "t0"."rst_cnt_max", 'aged_out_cnt_sum': "t0"."aged_out_cnt_sum", 'aged_out_cnt_mean': "t0"."aged_out_cnt_mean", 'aged_out_cnt_max': "t0"."aged_out_cnt_max", 'tcp_cnt_sum': "t0"."tcp_cnt_sum", 'tcp_cnt_mean': "t0"."tcp_cnt_mean", 'tcp_cnt_max': "t0"."tcp_cnt_max", 'udp_cnt_sum': "t0"."udp_cnt_sum", 'udp_cnt_mean': "t0"."udp_cnt_mean", 'udp_cnt_max': "t0"."udp_cnt_max", 'icmp_cnt_sum': "t0"."icmp_cnt_sum", 'icmp_cnt_mean': "t0"."icmp_cnt_mean", 'icmp_cnt_max': "t0"."icmp_cnt_max", 'peers_cnt_sum': "t0"."peers_cnt_sum", 'peers_cnt_mean': "t0"."peers_cnt_mean", 'peers_cnt_max': "t0"."peers_cnt_max", 'ports_cnt_sum': "t0"."ports_cnt_sum", 'ports_cnt_mean': "t0"."ports_cnt_mean", 'ports_cnt_max': "t0"."ports_cnt_max", 'max_sessions_per_minute_sum': "t0"."max_sessions_per_minute_sum", 'max_sessions_per_minute_mean': "t0"."max_sessions_per_minute_mean", 'max_sessions_per_minute_max': "t0"."max_sessions_per_minute_max", 'peer_entropy_sum': "t0"."peer_entropy_sum", 'peer_entropy_mean': "t0"."peer_entropy_mean", 'peer_entropy_max': "t0"."peer_entropy_max", 'drop_ratio': "t0"."drop_ratio", 'reset_ratio': "t0"."reset_ratio", 'aged_out_ratio': "t0"."aged_out_ratio", 'bytes_asymmetry': "t0"."bytes_asymmetry", 'sessions_per_peer': "t0"."sessions_per_peer", 'active_slices': "t0"."active_slices"} AS "1h"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."window" = '1h'
  ) AS "t11"
    ON "t8"."host_ip" = "t11"."1h_host_ip"
    AND "t8"."role" = "t11"."1h_role"
    AND "t8"."at" = "t11"."1h_at"
  LEFT OUTER JOIN (
    SELECT
      "t0"."host_ip" AS "8h_host_ip",
      "t0"."role" AS "8h_role",
      "t0"."at" AS "8h_at",
      {'sessions_cnt_sum': "t0"."sessions_cnt_sum", 'sessions_cnt_mean': "t0"."sessions_cnt_mean", 'sessions_cnt_max': "t0"."sessions_cnt_max", 'bytes_sent_sum_sum': "t0"."bytes_sent_sum_sum", 'bytes_sent_sum_mean': "t0"."bytes_sent_sum_mean", 'bytes_sent_sum_max': "t0"."bytes_sent_sum_max", 'bytes_recv_sum_sum': "t0"."bytes_recv_sum_sum", 'bytes_recv_sum_mean': "t0"."bytes_recv_sum_mean", 'bytes_recv_sum_max': "t0"."bytes_recv_sum_max", 'duration_sum_sum': "t0"."duration_sum_sum", 'duration_sum_mean': "t0"."duration_sum_mean", 'duration_sum_max': "t0"."duration_sum_max", 'allow_cnt_sum': "t0"."allow_cnt_sum", 'allow_cnt_mean': "t0"."allow_cnt_mean", 'allow_cnt_max': "t0"."allow_cnt_max", 'drop_cnt_sum': "t0"."drop_cnt_sum", 'drop_cnt_mean': "t0"."drop_cnt_mean", 'drop_cnt_max': "t0"."drop_cnt_max", 'alert_cnt_sum': "t0"."alert_cnt_sum", 'alert_cnt_mean': "t0"."alert_cnt_mean", 'alert_cnt_max': "t0"."alert_cnt_max", 'rst_cnt_sum': "t0"."rst_cnt_sum", 'rst_cnt_mean': "t0"."rst_cnt_mean", 'rst_cnt_max': "t0"."rst_cnt_max", 'aged_out_cnt_sum': "t0"."aged_out_cnt_sum", 'aged_out_cnt_mean': "t0"."aged_out_cnt_mean", 'aged_out_cnt_max': "t0"."aged_out_cnt_max", 'tcp_cnt_sum': "t0"."tcp_cnt_sum", 'tcp_cnt_mean': "t0"."tcp_cnt_mean", 'tcp_cnt_max': "t0"."tcp_cnt_max", 'udp_cnt_sum': "t0"."udp_cnt_sum", 'udp_cnt_mean': "t0"."udp_cnt_mean", 'udp_cnt_max': "t0"."udp_cnt_max", 'icmp_cnt_sum': "t0"."icmp_cnt_sum", 'icmp_cnt_mean': "t0"."icmp_cnt_mean", 'icmp_cnt_max': "t0"."icmp_cnt_max", 'peers_cnt_sum': "t0"."peers_cnt_sum", 'peers_cnt_mean': "t0"."peers_cnt_mean", 'peers_cnt_max': "t0"."peers_cnt_max", 'ports_cnt_sum': "t0"."ports_cnt_sum", 'ports_cnt_mean': "t0"."ports_cnt_mean", 'ports_cnt_max': "t0"."ports_cnt_max", 'max_sessions_per_minute_sum': "t0"."max_sessions_per_minute_sum", 'max_sessions_per_minute_mean': "t0"."max_sessions_per_minute_mean", 'max_sessions_per_minute_max': "t0"."max_sessions_per_minute_max", 'peer_entropy_sum': "t0"."peer_entropy_sum", 'peer_entropy_mean': "t0"."peer_entropy_mean", 'peer_entropy_max': "t0"."peer_entropy_max", 'drop_ratio': "t0"."drop_ratio", 'reset_ratio': "t0"."reset_ratio", 'aged_out_ratio': "t0"."aged_out_ratio", 'bytes_asymmetry': "t0"."bytes_asymmetry", 'sessions_per_peer': "t0"."sessions_per_peer", 'active_slices': "t0"."active_slices"} AS "8h"
    FROM "{0}" AS "t0"
    WHERE
      "t0"."window" = '8h'
  ) AS "t12"
    ON "t8"."host_ip" = "t12"."8h_host_ip"
    AND "t8"."role" = "t12"."8h_role"
    AND "t8"."at" = "t12"."8h_at"
  INNER JOIN "{1}" AS "t2"
    ON "t8"."at" = "t2"."at"
) AS "t13"
