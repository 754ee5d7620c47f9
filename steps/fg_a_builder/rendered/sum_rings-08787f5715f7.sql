-- steps.fg_a_builder.windows.sum_rings, rendered by scripts/render: not to be edited.
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
  "t8"."ring",
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
    "t7"."host_ip",
    "t7"."role",
    CASE
      WHEN "t7"."at" > -1
      THEN 0
      WHEN "t7"."at" > -2
      THEN 1
      WHEN "t7"."at" > -4
      THEN 2
      WHEN "t7"."at" > -32
      THEN 3
      ELSE 4
    END AS "ring",
    1 AS "active",
    "t7"."sessions_cnt" AS "sessions_cnt_sum",
    CAST("t7"."bytes_sent_sum" AS DECIMAL(38, 0)) AS "bytes_sent_sum_sum",
    CAST("t7"."bytes_recv_sum" AS DECIMAL(38, 0)) AS "bytes_recv_sum_sum",
    CAST("t7"."duration_sum" AS DECIMAL(38, 6)) AS "duration_sum_sum",
    "t7"."allow_cnt" AS "allow_cnt_sum",
    "t7"."drop_cnt" AS "drop_cnt_sum",
    "t7"."alert_cnt" AS "alert_cnt_sum",
    "t7"."rst_cnt" AS "rst_cnt_sum",
    "t7"."aged_out_cnt" AS "aged_out_cnt_sum",
    "t7"."tcp_cnt" AS "tcp_cnt_sum",
    "t7"."udp_cnt" AS "udp_cnt_sum",
    "t7"."icmp_cnt" AS "icmp_cnt_sum",
    "t7"."peers_cnt" AS "peers_cnt_sum",
    "t7"."ports_cnt" AS "ports_cnt_sum",
    "t7"."max_sessions_per_minute" AS "max_sessions_per_minute_sum",
    CAST("t7"."peer_entropy" AS DECIMAL(38, 9)) AS "peer_entropy_sum",
    "t7"."sessions_cnt" AS "sessions_cnt_max",
    "t7"."bytes_sent_sum" AS "bytes_sent_sum_max",
    "t7"."bytes_recv_sum" AS "bytes_recv_sum_max",
    "t7"."duration_sum" AS "duration_sum_max",
    "t7"."allow_cnt" AS "allow_cnt_max",
    "t7"."drop_cnt" AS "drop_cnt_max",
    "t7"."alert_cnt" AS "alert_cnt_max",
    "t7"."rst_cnt" AS "rst_cnt_max",
    "t7"."aged_out_cnt" AS "aged_out_cnt_max",
    "t7"."tcp_cnt" AS "tcp_cnt_max",
    "t7"."udp_cnt" AS "udp_cnt_max",
    "t7"."icmp_cnt" AS "icmp_cnt_max",
    "t7"."peers_cnt" AS "peers_cnt_max",
    "t7"."ports_cnt" AS "ports_cnt_max",
    "t7"."max_sessions_per_minute" AS "max_sessions_per_minute_max",
    "t7"."peer_entropy" AS "peer_entropy_max"
  FROM (
    SELECT
      "t6".*
      EXCLUDE ("first")
    FROM (
      SELECT
        "t5"."host_ip",
        "t5"."role",
        "t5"."slice_start_ts",
        "t5"."slice_end_ts",
        "t5"."sessions_cnt",
        "t5"."bytes_sent_sum",
        "t5"."bytes_recv_sum",
        "t5"."duration_sum",
        "t5"."allow_cnt",
        "t5"."drop_cnt",
        "t5"."alert_cnt",
        "t5"."rst_cnt",
        "t5"."aged_out_cnt",
        "t5"."tcp_cnt",
        "t5"."udp_cnt",
        "t5"."icmp_cnt",
        "t5"."peers_cnt",
        "t5"."ports_cnt",
        "t5"."max_sessions_per_minute",
        "t5"."peer_entropy",
        "t5"."first",
        CAST(CAST(FLOOR((
          EPOCH_US("t5"."slice_start_ts") - "t5"."first"
        ) / (
          900000000
        )) AS BIGINT) AS INT) AS "at"
      FROM (
        SELECT
          "t2"."host_ip",
          "t2"."role",
          "t2"."slice_start_ts",
          "t2"."slice_end_ts",
          "t2"."sessions_cnt",
          "t2"."bytes_sent_sum",
          "t2"."bytes_recv_sum",
          "t2"."duration_sum",
          "t2"."allow_cnt",
          "t2"."drop_cnt",
          "t2"."alert_cnt",
          "t2"."rst_cnt",
          "t2"."aged_out_cnt",
          "t2"."tcp_cnt",
          "t2"."udp_cnt",
          "t2"."icmp_cnt",
          "t2"."peers_cnt",
          "t2"."ports_cnt",
          "t2"."max_sessions_per_minute",
          "t2"."peer_entropy",
          "t4"."first"
        FROM "{0}" AS "t2"
        CROSS JOIN (
          SELECT
            EPOCH_US(MIN("t1"."slice_start_ts")) AS "first"
          FROM "{1}" AS "t1"
        ) AS "t4"
      ) AS "t5"
    ) AS "t6"
  ) AS "t7"
  WHERE
    "t7"."at" <= 0 AND "t7"."at" > -96
) AS "t8"
GROUP BY
  1,
  2,
  3
