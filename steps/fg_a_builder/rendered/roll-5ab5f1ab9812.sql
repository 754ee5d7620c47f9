-- steps.fg_a_builder.windows.roll, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/queries.py a868235f10bc586c42fff2e808e61403522d0b6d20ff972870ae53dad63992c0
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
-- source steps/fg_a_builder/windows.py effc66b86f7d6edd3d406430285a232cb51577c30a3ff865063a4f05f0a3ae9b
SELECT
  "t8"."host_ip",
  "t8"."role",
  "t8"."at",
  SUM("t8"."active") AS "active",
  SUM("t8"."sessions_cnt_sum") AS "sessions_cnt_sum",
  CAST(SUM("t8"."bytes_sent_sum_sum") AS DECIMAL(38, 0)) AS "bytes_sent_sum_sum",
  CAST(SUM("t8"."bytes_recv_sum_sum") AS DECIMAL(38, 0)) AS "bytes_recv_sum_sum",
  SUM("t8"."duration_sum_sum") AS "duration_sum_sum",
  SUM("t8"."allow_cnt_sum") AS "allow_cnt_sum",
  SUM("t8"."drop_cnt_sum") AS "drop_cnt_sum",
  SUM("t8"."alert_cnt_sum") AS "alert_cnt_sum",
  SUM("t8"."rst_cnt_sum") AS "rst_cnt_sum",
  SUM("t8"."aged_out_cnt_sum") AS "aged_out_cnt_sum",
  SUM("t8"."tcp_cnt_sum") AS "tcp_cnt_sum",
  SUM("t8"."udp_cnt_sum") AS "udp_cnt_sum",
  SUM("t8"."icmp_cnt_sum") AS "icmp_cnt_sum",
  SUM("t8"."peers_cnt_sum") AS "peers_cnt_sum",
  SUM("t8"."ports_cnt_sum") AS "ports_cnt_sum",
  SUM("t8"."max_sessions_per_minute_sum") AS "max_sessions_per_minute_sum",
  SUM("t8"."peer_entropy_sum") AS "peer_entropy_sum",
  MAX("t8"."sessions_cnt_max") AS "sessions_cnt_max",
  MAX("t8"."bytes_sent_sum_max") AS "bytes_sent_sum_max",
  MAX("t8"."bytes_recv_sum_max") AS "bytes_recv_sum_max",
  MAX("t8"."duration_sum_max") AS "duration_sum_max",
  MAX("t8"."allow_cnt_max") AS "allow_cnt_max",
  MAX("t8"."drop_cnt_max") AS "drop_cnt_max",
  MAX("t8"."alert_cnt_max") AS "alert_cnt_max",
  MAX("t8"."rst_cnt_max") AS "rst_cnt_max",
  MAX("t8"."aged_out_cnt_max") AS "aged_out_cnt_max",
  MAX("t8"."tcp_cnt_max") AS "tcp_cnt_max",
  MAX("t8"."udp_cnt_max") AS "udp_cnt_max",
  MAX("t8"."icmp_cnt_max") AS "icmp_cnt_max",
  MAX("t8"."peers_cnt_max") AS "peers_cnt_max",
  MAX("t8"."ports_cnt_max") AS "ports_cnt_max",
  MAX("t8"."max_sessions_per_minute_max") AS "max_sessions_per_minute_max",
  MAX("t8"."peer_entropy_max") AS "peer_entropy_max"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t6"."host_ip",
      "t6"."role",
      "t6"."at",
      "t6"."active",
      "t6"."sessions_cnt_sum",
      "t6"."bytes_sent_sum_sum",
      "t6"."bytes_recv_sum_sum",
      "t6"."duration_sum_sum",
      "t6"."allow_cnt_sum",
      "t6"."drop_cnt_sum",
      "t6"."alert_cnt_sum",
      "t6"."rst_cnt_sum",
      "t6"."aged_out_cnt_sum",
      "t6"."tcp_cnt_sum",
      "t6"."udp_cnt_sum",
      "t6"."icmp_cnt_sum",
      "t6"."peers_cnt_sum",
      "t6"."ports_cnt_sum",
      "t6"."max_sessions_per_minute_sum",
      "t6"."peer_entropy_sum",
      "t6"."sessions_cnt_max",
      "t6"."bytes_sent_sum_max",
      "t6"."bytes_recv_sum_max",
      "t6"."duration_sum_max",
      "t6"."allow_cnt_max",
      "t6"."drop_cnt_max",
      "t6"."alert_cnt_max",
      "t6"."rst_cnt_max",
      "t6"."aged_out_cnt_max",
      "t6"."tcp_cnt_max",
      "t6"."udp_cnt_max",
      "t6"."icmp_cnt_max",
      "t6"."peers_cnt_max",
      "t6"."ports_cnt_max",
      "t6"."max_sessions_per_minute_max",
      "t6"."peer_entropy_max",
      "t6"."step",
      "t4"."last"
    FROM (
      SELECT
        "t3"."host_ip",
        "t3"."role",
        CAST("t3"."at" + "t3"."step" AS INT) AS "at",
        "t3"."active",
        "t3"."sessions_cnt_sum",
        "t3"."bytes_sent_sum_sum",
        "t3"."bytes_recv_sum_sum",
        "t3"."duration_sum_sum",
        "t3"."allow_cnt_sum",
        "t3"."drop_cnt_sum",
        "t3"."alert_cnt_sum",
        "t3"."rst_cnt_sum",
        "t3"."aged_out_cnt_sum",
        "t3"."tcp_cnt_sum",
        "t3"."udp_cnt_sum",
        "t3"."icmp_cnt_sum",
        "t3"."peers_cnt_sum",
        "t3"."ports_cnt_sum",
        "t3"."max_sessions_per_minute_sum",
        "t3"."peer_entropy_sum",
        "t3"."sessions_cnt_max",
        "t3"."bytes_sent_sum_max",
        "t3"."bytes_recv_sum_max",
        "t3"."duration_sum_max",
        "t3"."allow_cnt_max",
        "t3"."drop_cnt_max",
        "t3"."alert_cnt_max",
        "t3"."rst_cnt_max",
        "t3"."aged_out_cnt_max",
        "t3"."tcp_cnt_max",
        "t3"."udp_cnt_max",
        "t3"."icmp_cnt_max",
        "t3"."peers_cnt_max",
        "t3"."ports_cnt_max",
        "t3"."max_sessions_per_minute_max",
        "t3"."peer_entropy_max",
        "t3"."step"
      FROM (
        SELECT
          "t0"."host_ip",
          "t0"."role",
          "t0"."at",
          "t0"."active",
          "t0"."sessions_cnt_sum",
          "t0"."bytes_sent_sum_sum",
          "t0"."bytes_recv_sum_sum",
          "t0"."duration_sum_sum",
          "t0"."allow_cnt_sum",
          "t0"."drop_cnt_sum",
          "t0"."alert_cnt_sum",
          "t0"."rst_cnt_sum",
          "t0"."aged_out_cnt_sum",
          "t0"."tcp_cnt_sum",
          "t0"."udp_cnt_sum",
          "t0"."icmp_cnt_sum",
          "t0"."peers_cnt_sum",
          "t0"."ports_cnt_sum",
          "t0"."max_sessions_per_minute_sum",
          "t0"."peer_entropy_sum",
          "t0"."sessions_cnt_max",
          "t0"."bytes_sent_sum_max",
          "t0"."bytes_recv_sum_max",
          "t0"."duration_sum_max",
          "t0"."allow_cnt_max",
          "t0"."drop_cnt_max",
          "t0"."alert_cnt_max",
          "t0"."rst_cnt_max",
          "t0"."aged_out_cnt_max",
          "t0"."tcp_cnt_max",
          "t0"."udp_cnt_max",
          "t0"."icmp_cnt_max",
          "t0"."peers_cnt_max",
          "t0"."ports_cnt_max",
          "t0"."max_sessions_per_minute_max",
          "t0"."peer_entropy_max",
          UNNEST(CAST([0, 1] AS TINYINT[])) AS "step"
        FROM "{0}" AS "t0"
      ) AS "t3"
    ) AS "t6"
    CROSS JOIN (
      SELECT
        MAX("t1"."at") AS "last"
      FROM "{1}" AS "t1"
    ) AS "t4"
  ) AS "t7"
  WHERE
    "t7"."at" <= "t7"."last"
    AND "t7"."at" >= -94
    AND (
      (
        "t7"."last" - "t7"."at"
      ) % 2
    ) <= CAST("t7"."last" AS BIGINT)
) AS "t8"
GROUP BY
  1,
  2,
  3
