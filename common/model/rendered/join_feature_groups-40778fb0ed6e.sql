-- common.model.features.join_feature_groups, rendered by scripts/render: not to be edited.
-- source common/bundle.py 18a8fe2f4ce9c34c49b9e4002bb0dcb3b4fde82f15f554d41123ab62fc2b9f23
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/context.py 7cf3d7b3807b57e164532b61eb4e6e7c5836064d68a69ca532d9e8c3545c163c
-- source common/datasets.py c0dc62c2361119e8440b525a349e889e3db28bd99ae073979698ca6524b39513
-- source common/engine.py c59af698cd2c154389c9154793d4886fc26f26873a1598ba2a606f5b2e6d757b
-- source common/errors.py cdbd414495ca4f575dddc9368683551673daa5788d3c30d810bbc3c07442f9a2
-- source common/expressions.py 10edabaad44aecd77c581979b12dae4c26fd3b958c581d2e5deb7cd94d82e947
-- source common/files.py 3401e13c09172718d3a8f7b83d9f6f287f0003b71bb04d08e965a080c62e6616
-- source common/footers.py ad1ed4dcf1a74b58881423b2530d6fa0e92e01fef0d6206fb3d9ad737ce6a34e
-- source common/interface.py f24e65d6de277ff516589d8dd32fbe9bb3a59969ee9f3e253f77904930d83dea
-- source common/log.py eb0e03bb40842a046b34a96331f9012da384bfa9fbda066250c7187b5767c6f0
-- source common/model/artifact.py 0d520dd16afe717e642e8642dbe4e8daaf5f630ef30ba1d2faf005d6f4a47d6e
-- source common/model/features.py 77f24359374ac660cf459c73b4305c24a5d57daa2bae9945ed47128bbe0764e2
-- source common/model/graphs.py 96dbed111db21d09e4f939bbd332916e3798e2bad01432ac27a4924751492359
-- source common/model/kernel.py c4106b6dd8efd1af81efa09300a938dd6a0f7492d43106205eb118768e036e13
-- source common/model/walk.py 3701e3f1dfc490a9f20cfb73405057d3f01948636d4dd648fcebc4c127bb5704
-- source common/model/wire.py 72210bdb11d4316f1cdd9fb5f0ca0a2aab257df27819fd871c02ada18e7a60da
-- source common/objects.py 4d0e86c8cb16fdffa84e526b131867e209b42f80c3fa895daba9f47070f105dc
-- source common/partitions.py 3f86d23eeeaa67c5d846e8d9aa3badaf60c8bd06abdefe714426d47c8fe9fd4e
-- source common/queries.py 7d63f0bc90d04589f6312d626495c97dbb31b75e8d8a106f718bfa55dfce8dd7
-- source common/schemas.py e5cb8c9c6f3fbd46f628285fa5d0a5cc8f8d8dbe25d6b66e9d21093cdca443a5
-- source common/trimming.py c3da5d708ed1564e7d5aa7df33863eef5aaa63e3f0ea619d1e86350ee6aea356
-- source common/windows.py f042873fb4849d476b056182fcb77e2c0f0dcb23c7fe386cf9458692e53b94c4
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
    "t3"."sessions_cnt_sum_w_15m_log_ratio_7d",
    "t3"."bytes_sent_sum_sum_w_15m_log_ratio_7d",
    "t3"."bytes_recv_sum_sum_w_15m_log_ratio_7d",
    "t3"."duration_sum_sum_w_15m_log_ratio_7d",
    "t3"."allow_cnt_sum_w_15m_log_ratio_7d",
    "t3"."drop_cnt_sum_w_15m_log_ratio_7d",
    "t3"."alert_cnt_sum_w_15m_log_ratio_7d",
    "t3"."rst_cnt_sum_w_15m_log_ratio_7d",
    "t3"."aged_out_cnt_sum_w_15m_log_ratio_7d",
    "t3"."tcp_cnt_sum_w_15m_log_ratio_7d",
    "t3"."udp_cnt_sum_w_15m_log_ratio_7d",
    "t3"."icmp_cnt_sum_w_15m_log_ratio_7d",
    "t3"."peers_cnt_sum_w_15m_log_ratio_7d",
    "t3"."ports_cnt_sum_w_15m_log_ratio_7d",
    "t3"."max_sessions_per_minute_sum_w_15m_log_ratio_7d",
    "t3"."peer_entropy_sum_w_15m_log_ratio_7d",
    "t3"."drop_ratio_w_15m_log_ratio_7d",
    "t3"."reset_ratio_w_15m_log_ratio_7d",
    "t3"."aged_out_ratio_w_15m_log_ratio_7d",
    "t3"."bytes_asymmetry_w_15m_log_ratio_7d",
    "t3"."sessions_per_peer_w_15m_log_ratio_7d"
  FROM "{0}" AS "t2"
  INNER JOIN "{1}" AS "t3"
    ON "t2"."host_ip" = "t3"."host_ip"
    AND "t2"."role" = "t3"."role"
    AND "t2"."slice_start_ts" = "t3"."slice_start_ts"
) AS "t4"
WHERE
  "t4"."sessions_cnt_sum_w_15m" > 0
