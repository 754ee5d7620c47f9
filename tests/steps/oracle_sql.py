"""An independent delta builder: DuckDB SQL written by hand, column by column, for clean rows."""

QUERY = """
WITH typed AS (
    SELECT source_ip, destination_ip, protocol, action, session_end_reason AS reason,
           CASE WHEN protocol IN ('tcp', 'udp') THEN destination_port END AS port,
           source_bytes, destination_bytes,
           CAST(event_start AS TIMESTAMP) AS started, CAST(event_end AS TIMESTAMP) AS ended
    FROM traffic
    WHERE source_ip IS NOT NULL AND destination_ip IS NOT NULL
), both_roles AS (
    SELECT 'source' AS role, source_ip AS host, destination_ip AS peer, source_bytes AS sent,
           destination_bytes AS received, * FROM typed
    UNION ALL
    SELECT 'destination', destination_ip, source_ip, destination_bytes, source_bytes, * FROM typed
), sliced AS (
    SELECT *, time_bucket(INTERVAL 15 MINUTE, started) AS slice FROM both_roles
), per_peer AS (
    SELECT host, role, slice, peer, count(*) AS n FROM sliced GROUP BY ALL
), entropy AS (
    SELECT host, role, slice, -sum((n / total) * ln(n / total)) AS peer_entropy
    FROM (SELECT *, sum(n) OVER (PARTITION BY host, role, slice) AS total FROM per_peer) GROUP BY ALL
), busiest AS (
    SELECT host, role, slice, max(n) AS max_sessions_per_minute
    FROM (SELECT host, role, slice, date_trunc('minute', started), count(*) AS n FROM sliced GROUP BY ALL)
    GROUP BY ALL
), sums AS (
    SELECT host, role, slice, count(*) AS sessions_cnt, sum(sent) AS bytes_sent_sum,
           sum(received) AS bytes_recv_sum,
           sum(epoch_us(ended) - epoch_us(started)) / 1e6 AS duration_sum,
           count(*) FILTER (WHERE action = 'allow') AS allow_cnt,
           count(*) FILTER (WHERE action IN ('drop', 'deny')) AS drop_cnt,
           count(*) FILTER (WHERE action = 'alert') AS alert_cnt,
           count(*) FILTER (WHERE reason LIKE 'tcp-rst-from-%') AS rst_cnt,
           count(*) FILTER (WHERE reason = 'aged-out') AS aged_out_cnt,
           count(*) FILTER (WHERE protocol = 'tcp') AS tcp_cnt,
           count(*) FILTER (WHERE protocol = 'udp') AS udp_cnt,
           count(*) FILTER (WHERE protocol IN ('icmp', 'icmpv6')) AS icmp_cnt,
           count(DISTINCT peer) AS peers_cnt, count(DISTINCT port) AS ports_cnt
    FROM sliced GROUP BY ALL
)
SELECT host AS host_ip, role, slice AS slice_start_ts, slice + INTERVAL 15 MINUTE AS slice_end_ts,
       sessions_cnt, CAST(bytes_sent_sum AS BIGINT) AS bytes_sent_sum,
       CAST(bytes_recv_sum AS BIGINT) AS bytes_recv_sum, duration_sum,
       allow_cnt, drop_cnt, alert_cnt, rst_cnt,
       aged_out_cnt, tcp_cnt, udp_cnt, icmp_cnt, peers_cnt, ports_cnt, max_sessions_per_minute, peer_entropy
FROM sums JOIN entropy USING (host, role, slice) JOIN busiest USING (host, role, slice)
ORDER BY ALL
"""
