"""The delta builder as one would write it by hand in DuckDB SQL: what the benchmark compares the step with.

    bench_delta_sql.py gzip|parquet FOLDER OUT START END

The same job: typing, the quality rules, rejects counted by reason (printed as JSON), canonical addresses,
deltas of both roles, one Parquet file a slice, in SQL as it comes to mind.
"""

# ruff: noqa: S608 - the paths in its SQL come from the benchmark
from __future__ import annotations

import ipaddress
import json
import sys
from pathlib import Path

import duckdb

FIELDS = {
    "source_ip": "VARCHAR",
    "destination_ip": "VARCHAR",
    "source_port": "VARCHAR",
    "destination_port": "VARCHAR",
    "protocol": "VARCHAR",
    "action": "VARCHAR",
    "session_end_reason": "VARCHAR",
    "source_bytes": "VARCHAR",
    "destination_bytes": "VARCHAR",
    "event_start": "VARCHAR",
    "event_end": "VARCHAR",
}
TYPED = """
CREATE TEMP TABLE typed AS
SELECT source_ip, destination_ip, source_bytes, destination_bytes, started, ended, protocol, action,
       session_end_reason, CASE WHEN protocol IN ('tcp', 'udp') THEN destination_port END AS port,
       CASE
           WHEN started IS NULL OR ended IS NULL THEN 'unparsable_time'
           WHEN started < TIMESTAMP '{start}' OR started >= TIMESTAMP '{end}' THEN 'outside_window'
           WHEN source_ip IS NULL OR destination_ip IS NULL OR source_ip = '' OR destination_ip = ''
               THEN 'missing_ip'
           WHEN (source_bytes IS NULL AND source_text IS NOT NULL)
               OR (destination_bytes IS NULL AND destination_text IS NOT NULL) THEN 'malformed_bytes'
           WHEN source_bytes > 9007199254740991 OR destination_bytes > 9007199254740991
               THEN 'bytes_out_of_range'
           WHEN source_bytes < 0 OR destination_bytes < 0 THEN 'negative_bytes'
           WHEN ended < started THEN 'end_before_start'
           WHEN protocol IN ('tcp', 'udp') AND (source_port NOT BETWEEN 0 AND 65535
               OR destination_port NOT BETWEEN 0 AND 65535) THEN 'malformed_port'
       END AS reason
FROM (
    SELECT source_ip, destination_ip, TRY_CAST(source_port AS BIGINT) AS source_port,
           TRY_CAST(destination_port AS BIGINT) AS destination_port, lower(protocol) AS protocol,
           lower(action) AS action, lower(session_end_reason) AS session_end_reason,
           source_bytes AS source_text, destination_bytes AS destination_text,
           TRY_CAST(source_bytes AS BIGINT) AS source_bytes,
           TRY_CAST(destination_bytes AS BIGINT) AS destination_bytes,
           TRY_CAST(event_start AS TIMESTAMP) AS started, TRY_CAST(event_end AS TIMESTAMP) AS ended
    FROM {source}
)
"""
DELTAS = """
CREATE TEMP TABLE deltas AS
WITH roles AS (
    SELECT 'source' AS role, s.host, d.host AS peer, source_bytes AS sent, destination_bytes AS received,
           typed.*
    FROM typed JOIN addresses s ON s.written = source_ip JOIN addresses d ON d.written = destination_ip
    WHERE reason IS NULL AND s.host IS NOT NULL AND d.host IS NOT NULL
    UNION ALL
    SELECT 'destination', d.host, s.host, destination_bytes, source_bytes, typed.*
    FROM typed JOIN addresses s ON s.written = source_ip JOIN addresses d ON d.written = destination_ip
    WHERE reason IS NULL AND s.host IS NOT NULL AND d.host IS NOT NULL
), sliced AS (
    SELECT *, time_bucket(INTERVAL 15 MINUTE, started) AS slice, date_trunc('minute', started) AS minute
    FROM roles
), per_peer AS (
    SELECT role, host, slice, peer, count(*) AS n FROM sliced GROUP BY ALL
), peers AS (
    SELECT role, host, slice, ln(sum(n)) - sum(n * ln(n)) / sum(n) AS peer_entropy FROM per_peer GROUP BY ALL
), busiest AS (
    SELECT role, host, slice, max(n) AS max_sessions_per_minute
    FROM (SELECT role, host, slice, minute, count(*) AS n FROM sliced GROUP BY ALL) GROUP BY ALL
), sums AS (
    SELECT role, host, slice, count(*) AS sessions_cnt, sum(sent)::BIGINT AS bytes_sent_sum,
           sum(received)::BIGINT AS bytes_recv_sum,
           sum(epoch_us(ended) - epoch_us(started))::DOUBLE / 1e6 AS duration_sum,
           count(*) FILTER (action = 'allow') AS allow_cnt,
           count(*) FILTER (action IN ('drop', 'deny', 'reset-client', 'reset-server', 'reset-both'))
               AS drop_cnt,
           count(*) FILTER (action = 'alert') AS alert_cnt,
           count(*) FILTER (session_end_reason
               IN ('tcp-rst-from-client', 'tcp-rst-from-server', 'tcp-rst', 'rst'))
               AS rst_cnt,
           count(*) FILTER (session_end_reason IN ('aged-out', 'aged_out', 'timeout')) AS aged_out_cnt,
           count(*) FILTER (protocol = 'tcp') AS tcp_cnt, count(*) FILTER (protocol = 'udp') AS udp_cnt,
           count(*) FILTER (protocol = 'icmp') AS icmp_cnt,
           count(DISTINCT peer) AS peers_cnt, count(DISTINCT port) AS ports_cnt
    FROM sliced GROUP BY ALL
)
SELECT host AS host_ip, role, slice::TIMESTAMPTZ AS slice_start_ts,
       (slice + INTERVAL 15 MINUTE)::TIMESTAMPTZ AS slice_end_ts, sessions_cnt, bytes_sent_sum,
       bytes_recv_sum, duration_sum, allow_cnt, drop_cnt, alert_cnt, rst_cnt, aged_out_cnt, tcp_cnt, udp_cnt,
       icmp_cnt, peers_cnt, ports_cnt, max_sessions_per_minute, peer_entropy
FROM sums JOIN peers USING (role, host, slice) JOIN busiest USING (role, host, slice)
"""


def main(kind: str, folder: str, out: str, start: str, end: str) -> None:
    """Build the deltas of one folder of files, and print rejects by reason."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(TYPED.format(source=source_of(kind, folder), start=start, end=end))
    good = "FROM typed WHERE reason IS NULL"
    both = f"SELECT source_ip {good} UNION SELECT destination_ip {good}"
    written = [row[0] for row in connection.execute(both).fetchall()]
    connection.execute("CREATE TEMP TABLE addresses (written VARCHAR, host VARCHAR)")
    hosts = [canonical(text) for text in written]
    connection.execute("INSERT INTO addresses SELECT unnest(?), unnest(?)", [written, hosts])
    rejects = connection.execute(
        "SELECT coalesce(reason, 'malformed_ip'), count(*) FROM typed "
        "LEFT JOIN addresses s ON s.written = source_ip LEFT JOIN addresses d ON d.written = destination_ip "
        "WHERE reason IS NOT NULL OR s.host IS NULL OR d.host IS NULL GROUP BY ALL"
    ).fetchall()
    connection.execute(DELTAS)
    for (at,) in connection.execute(
        f"SELECT unnest(generate_series(TIMESTAMP '{start}', TIMESTAMP '{end}' - INTERVAL 1 SECOND, "
        "INTERVAL 15 MINUTE))"
    ).fetchall():
        target = Path(out) / f"dt={at:%Y-%m-%d}/hh={at:%H}/mm={at:%M}"
        target.mkdir(parents=True, exist_ok=True)
        connection.execute(
            f"COPY (SELECT * FROM deltas WHERE slice_start_ts = TIMESTAMPTZ '{at}+00' "
            f"ORDER BY host_ip, role) TO '{target}/part-00000.parquet' (FORMAT parquet, COMPRESSION snappy)"
        )
    print(json.dumps(dict(sorted(rejects))))


def source_of(kind: str, folder: str) -> str:
    """Read the files: text from JSON lines, native types from Parquet."""
    if kind == "parquet":
        return f"read_parquet('{folder}/*.parquet')"
    columns = ", ".join(f"'{name}': '{type_}'" for name, type_ in FIELDS.items())
    return f"read_json('{folder}/*.jsonl.gz', format = 'newline_delimited', columns = {{{columns}}})"


def canonical(text: str) -> str | None:
    """One text a host."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


if __name__ == "__main__":
    main(*sys.argv[1:])
