-- common.traffic.rows.type_all, rendered by scripts/render: not to be edited.
-- source common/configuration.py efdd0e1985a075b1bca94a69571897edb1b4f5d527a70b89e787bb31ca2ed0e3
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 3d4cedd38d0bfb8b6bad13921cd77ba9eaccb5e460029dae44c3e213875b667f
-- source common/traffic/rows.py 1b60780a7a22ad8829c8f60c9389c840ce8f86e881fa38718743df5d163738b4
-- source common/traffic/settings.py bd0f93fd7df085ee931bbe61b1f79275d8f830890b4fd58b853dd488b1969dab
-- source common/traffic/values.py 4d82a53e30219eceda90bfc2948230f9be761d50d95ae9c2118a9df9ff8d9f08
-- source common/windows.py 009bfb40fb1426a3244b6d579b0ca5a2ea0db4fe53bb0da873600cff7ee85ed9
SELECT
  "t7"."source",
  "t7"."destination",
  "t7"."port",
  CASE
    WHEN "t7"."reason" = 0
    THEN CAST(CAST(FLOOR((
      "t7"."at" - "t7"."window_start"
    ) / (
      60000000
    )) AS BIGINT) AS INT)
    ELSE CAST(NULL AS INT)
  END AS "minute",
  CAST(CAST(FLOOR(
    (
      CASE
        WHEN "t7"."reason" = 0
        THEN CAST(CAST(FLOOR((
          "t7"."at" - "t7"."window_start"
        ) / (
          60000000
        )) AS BIGINT) AS INT)
        ELSE CAST(NULL AS INT)
      END
    ) / (
      15
    )
  ) AS BIGINT) AS INT) AS "slice",
  "t7"."class_code",
  COALESCE("t7"."source_bytes_value", 0) AS "source_bytes",
  COALESCE("t7"."destination_bytes_value", 0) AS "destination_bytes",
  "t7"."duration",
  "t7"."reason",
  "t7"."kept",
  CASE
    WHEN COALESCE(
      (
        "t7"."reason" <> 0
      )
      OR NOT (
        REGEXP_MATCHES(
          "t7"."source",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
        AND REGEXP_MATCHES(
          "t7"."destination",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
      ),
      TRUE
    )
    THEN "t7"."file"
    ELSE CAST(NULL AS TEXT)
  END AS "file",
  CASE
    WHEN COALESCE(
      (
        "t7"."reason" <> 0
      )
      OR NOT (
        REGEXP_MATCHES(
          "t7"."source",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
        AND REGEXP_MATCHES(
          "t7"."destination",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
      ),
      TRUE
    )
    THEN "t7"."row"
    ELSE CAST(NULL AS TEXT)
  END AS "row"
FROM (
  SELECT
    "t6"."file",
    "t6"."row",
    "t6"."source_ip",
    "t6"."destination_ip",
    "t6"."source_port",
    "t6"."destination_port",
    "t6"."protocol",
    "t6"."action",
    "t6"."session_end_reason",
    "t6"."source_bytes",
    "t6"."destination_bytes",
    "t6"."event_start",
    "t6"."event_end",
    "t6"."window_start",
    "t6"."window_end",
    "t6"."start",
    "t6"."end",
    "t6"."source",
    "t6"."destination",
    "t6"."protocol_word",
    "t6"."source_port_number",
    "t6"."destination_port_number",
    "t6"."source_bytes_number",
    "t6"."destination_bytes_number",
    "t6"."has_ports",
    "t6"."source_port_state",
    "t6"."destination_port_state",
    "t6"."source_bytes_state",
    "t6"."destination_bytes_state",
    "t6"."source_port_value",
    "t6"."destination_port_value",
    "t6"."source_bytes_value",
    "t6"."destination_bytes_value",
    "t6"."start" AS "at",
    CAST(CASE
      WHEN "t6"."has_ports" AND (
        "t6"."destination_port_value" >= 0
      )
      THEN "t6"."destination_port_value"
      ELSE CAST(NULL AS BIGINT)
    END AS INT) AS "port",
    CAST((
      CASE
        WHEN LOWER("t6"."action") IN ('allow')
        THEN 0
        WHEN LOWER("t6"."action") IN ('deny', 'drop', 'reset-both', 'reset-client', 'reset-server')
        THEN 1
        WHEN LOWER("t6"."action") IN ('alert')
        THEN 2
        ELSE 3
      END * 16
    ) + (
      CASE
        WHEN LOWER("t6"."session_end_reason") IN ('rst', 'tcp-rst', 'tcp-rst-from-client', 'tcp-rst-from-server')
        THEN 0
        WHEN LOWER("t6"."session_end_reason") IN ('aged-out', 'aged_out', 'timeout')
        THEN 1
        ELSE 2
      END * 4
    ) + CASE
      WHEN "t6"."protocol_word" IN ('6', 'tcp')
      THEN 0
      WHEN "t6"."protocol_word" IN ('17', 'udp')
      THEN 1
      WHEN "t6"."protocol_word" IN ('1', '58', 'icmp', 'icmp6', 'icmpv6', 'ipv6-icmp')
      THEN 2
      ELSE 3
    END AS TINYINT) AS "class_code",
    COALESCE(GREATEST("t6"."end" - "t6"."start", 0), 0) AS "duration",
    CASE
      WHEN "t6"."start" IS NULL
      THEN 1
      WHEN (
        "t6"."start" IS NULL
      ) OR (
        "t6"."end" IS NULL
      )
      THEN 1
      WHEN (
        "t6"."start" < "t6"."window_start"
      )
      OR (
        "t6"."start" >= "t6"."window_end"
      )
      THEN 2
      WHEN (
        "t6"."source" IS NULL
      ) OR (
        "t6"."destination" IS NULL
      )
      THEN 3
      WHEN FALSE OR "t6"."source_bytes_state" IN (2) OR "t6"."destination_bytes_state" IN (2)
      THEN 4
      WHEN FALSE OR "t6"."source_bytes_state" IN (3) OR "t6"."destination_bytes_state" IN (3)
      THEN 5
      WHEN FALSE
      OR COALESCE("t6"."source_bytes_value" < 0, FALSE)
      OR COALESCE("t6"."destination_bytes_value" < 0, FALSE)
      THEN 6
      WHEN "t6"."end" < "t6"."start"
      THEN 8
      WHEN "t6"."has_ports"
      AND (
        FALSE
        OR "t6"."source_port_state" IN (2, 3)
        OR "t6"."destination_port_state" IN (2, 3)
        OR (
          FALSE
          OR COALESCE("t6"."source_port_value" < 0, FALSE)
          OR COALESCE("t6"."destination_port_value" < 0, FALSE)
        )
      )
      THEN 9
      ELSE 0
    END AS "reason",
    CAST(0 + CASE
      WHEN COALESCE(
        FALSE OR "t6"."source_bytes_state" IN (1) OR "t6"."destination_bytes_state" IN (1),
        FALSE
      )
      THEN 64
      ELSE 0
    END + CASE
      WHEN COALESCE(
        "t6"."has_ports"
        AND (
          FALSE OR "t6"."source_port_state" IN (1) OR "t6"."destination_port_state" IN (1)
        ),
        FALSE
      )
      THEN 512
      ELSE 0
    END AS SMALLINT) AS "kept"
  FROM (
    SELECT
      "t5"."file",
      "t5"."row",
      "t5"."source_ip",
      "t5"."destination_ip",
      "t5"."source_port",
      "t5"."destination_port",
      "t5"."protocol",
      "t5"."action",
      "t5"."session_end_reason",
      "t5"."source_bytes",
      "t5"."destination_bytes",
      "t5"."event_start",
      "t5"."event_end",
      "t5"."window_start",
      "t5"."window_end",
      "t5"."start",
      "t5"."end",
      "t5"."source",
      "t5"."destination",
      "t5"."protocol_word",
      "t5"."source_port_number",
      "t5"."destination_port_number",
      "t5"."source_bytes_number",
      "t5"."destination_bytes_number",
      "t5"."has_ports",
      "t5"."source_port_state",
      "t5"."destination_port_state",
      "t5"."source_bytes_state",
      "t5"."destination_bytes_state",
      CASE
        WHEN "t5"."source_port_state" = 0
        THEN CAST("t5"."source_port_number" AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END AS "source_port_value",
      CASE
        WHEN "t5"."destination_port_state" = 0
        THEN CAST("t5"."destination_port_number" AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END AS "destination_port_value",
      CASE
        WHEN "t5"."source_bytes_state" = 0
        THEN CAST("t5"."source_bytes_number" AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END AS "source_bytes_value",
      CASE
        WHEN "t5"."destination_bytes_state" = 0
        THEN CAST("t5"."destination_bytes_number" AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END AS "destination_bytes_value"
    FROM (
      SELECT
        "t4"."file",
        "t4"."row",
        "t4"."source_ip",
        "t4"."destination_ip",
        "t4"."source_port",
        "t4"."destination_port",
        "t4"."protocol",
        "t4"."action",
        "t4"."session_end_reason",
        "t4"."source_bytes",
        "t4"."destination_bytes",
        "t4"."event_start",
        "t4"."event_end",
        "t4"."window_start",
        "t4"."window_end",
        CASE
          WHEN (
            CASE
              WHEN SUFFIX("t4"."event_start", 'Z')
              THEN DATE_DIFF(
                'MICROSECOND',
                MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
                TRY_CAST("t4"."event_start" AS TIMESTAMP)
              )
              ELSE COALESCE(
                DATE_DIFF(
                  'MICROSECOND',
                  CAST(TO_TIMESTAMP(0) AS TIMESTAMPTZ),
                  TRY_CAST("t4"."event_start" AS TIMESTAMPTZ)
                ),
                CASE
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 100000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1000000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 100000000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 1e+17
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 1e+20
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 0.001, 0) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              )
            END >= 0
          )
          AND (
            CASE
              WHEN SUFFIX("t4"."event_start", 'Z')
              THEN DATE_DIFF(
                'MICROSECOND',
                MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
                TRY_CAST("t4"."event_start" AS TIMESTAMP)
              )
              ELSE COALESCE(
                DATE_DIFF(
                  'MICROSECOND',
                  CAST(TO_TIMESTAMP(0) AS TIMESTAMPTZ),
                  TRY_CAST("t4"."event_start" AS TIMESTAMPTZ)
                ),
                CASE
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 100000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1000000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 100000000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 1e+17
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_start" AS DOUBLE) < 1e+20
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 0.001, 0) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              )
            END < 7258118400000000
          )
          THEN CASE
            WHEN SUFFIX("t4"."event_start", 'Z')
            THEN DATE_DIFF(
              'MICROSECOND',
              MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
              TRY_CAST("t4"."event_start" AS TIMESTAMP)
            )
            ELSE COALESCE(
              DATE_DIFF(
                'MICROSECOND',
                CAST(TO_TIMESTAMP(0) AS TIMESTAMPTZ),
                TRY_CAST("t4"."event_start" AS TIMESTAMPTZ)
              ),
              CASE
                WHEN (
                  TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_start" AS DOUBLE) < 100000000000.0
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1000000.0, 0) AS BIGINT)
                WHEN (
                  TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_start" AS DOUBLE) < 100000000000000.0
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1000.0, 0) AS BIGINT)
                WHEN (
                  TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_start" AS DOUBLE) < 1e+17
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 1.0, 0) AS BIGINT)
                WHEN (
                  TRY_CAST("t4"."event_start" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_start" AS DOUBLE) < 1e+20
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_start" AS DOUBLE) * 0.001, 0) AS BIGINT)
                ELSE CAST(NULL AS BIGINT)
              END
            )
          END
          ELSE CAST(NULL AS BIGINT)
        END AS "start",
        CASE
          WHEN (
            CASE
              WHEN SUFFIX("t4"."event_end", 'Z')
              THEN DATE_DIFF(
                'MICROSECOND',
                MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
                TRY_CAST("t4"."event_end" AS TIMESTAMP)
              )
              ELSE COALESCE(
                DATE_DIFF(
                  'MICROSECOND',
                  CAST(TO_TIMESTAMP(0) AS TIMESTAMPTZ),
                  TRY_CAST("t4"."event_end" AS TIMESTAMPTZ)
                ),
                CASE
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 100000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1000000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 100000000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 1e+17
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 1e+20
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 0.001, 0) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              )
            END >= 0
          )
          AND (
            CASE
              WHEN SUFFIX("t4"."event_end", 'Z')
              THEN DATE_DIFF(
                'MICROSECOND',
                MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
                TRY_CAST("t4"."event_end" AS TIMESTAMP)
              )
              ELSE COALESCE(
                DATE_DIFF(
                  'MICROSECOND',
                  CAST(TO_TIMESTAMP(0) AS TIMESTAMPTZ),
                  TRY_CAST("t4"."event_end" AS TIMESTAMPTZ)
                ),
                CASE
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 100000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1000000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 100000000000000.0
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1000.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 1e+17
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1.0, 0) AS BIGINT)
                  WHEN (
                    TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                  )
                  AND (
                    TRY_CAST("t4"."event_end" AS DOUBLE) < 1e+20
                  )
                  THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 0.001, 0) AS BIGINT)
                  ELSE CAST(NULL AS BIGINT)
                END
              )
            END < 7258118400000000
          )
          THEN CASE
            WHEN SUFFIX("t4"."event_end", 'Z')
            THEN DATE_DIFF(
              'MICROSECOND',
              MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
              TRY_CAST("t4"."event_end" AS TIMESTAMP)
            )
            ELSE COALESCE(
              DATE_DIFF(
                'MICROSECOND',
                CAST(TO_TIMESTAMP(0) AS TIMESTAMPTZ),
                TRY_CAST("t4"."event_end" AS TIMESTAMPTZ)
              ),
              CASE
                WHEN (
                  TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_end" AS DOUBLE) < 100000000000.0
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1000000.0, 0) AS BIGINT)
                WHEN (
                  TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_end" AS DOUBLE) < 100000000000000.0
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1000.0, 0) AS BIGINT)
                WHEN (
                  TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_end" AS DOUBLE) < 1e+17
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 1.0, 0) AS BIGINT)
                WHEN (
                  TRY_CAST("t4"."event_end" AS DOUBLE) >= 0
                )
                AND (
                  TRY_CAST("t4"."event_end" AS DOUBLE) < 1e+20
                )
                THEN CAST(ROUND(TRY_CAST("t4"."event_end" AS DOUBLE) * 0.001, 0) AS BIGINT)
                ELSE CAST(NULL AS BIGINT)
              END
            )
          END
          ELSE CAST(NULL AS BIGINT)
        END AS "end",
        NULLIF("t4"."source_ip", '') AS "source",
        NULLIF("t4"."destination_ip", '') AS "destination",
        LOWER("t4"."protocol") AS "protocol_word",
        TRY_CAST("t4"."source_port" AS DOUBLE) AS "source_port_number",
        TRY_CAST("t4"."destination_port" AS DOUBLE) AS "destination_port_number",
        TRY_CAST("t4"."source_bytes" AS DOUBLE) AS "source_bytes_number",
        TRY_CAST("t4"."destination_bytes" AS DOUBLE) AS "destination_bytes_number",
        COALESCE(
          LOWER("t4"."protocol") IN ('132', '136', '17', '33', '6', 'dccp', 'sctp', 'tcp', 'udp', 'udplite'),
          FALSE
        ) AS "has_ports",
        CASE
          WHEN "t4"."source_port" IS NULL
          THEN 1
          WHEN TRY_CAST("t4"."source_port" AS DOUBLE) IS NULL
          THEN 2
          WHEN ISNAN(TRY_CAST("t4"."source_port" AS DOUBLE))
          THEN 2
          WHEN (
            TRY_CAST("t4"."source_port" AS DOUBLE) > 65535
          )
          OR (
            TRY_CAST("t4"."source_port" AS DOUBLE) < -9007199254740991
          )
          THEN 3
          WHEN CAST(CAST(TRY_CAST("t4"."source_port" AS DOUBLE) AS BIGINT) AS DOUBLE) <> TRY_CAST("t4"."source_port" AS DOUBLE)
          THEN 2
          ELSE 0
        END AS "source_port_state",
        CASE
          WHEN "t4"."destination_port" IS NULL
          THEN 1
          WHEN TRY_CAST("t4"."destination_port" AS DOUBLE) IS NULL
          THEN 2
          WHEN ISNAN(TRY_CAST("t4"."destination_port" AS DOUBLE))
          THEN 2
          WHEN (
            TRY_CAST("t4"."destination_port" AS DOUBLE) > 65535
          )
          OR (
            TRY_CAST("t4"."destination_port" AS DOUBLE) < -9007199254740991
          )
          THEN 3
          WHEN CAST(CAST(TRY_CAST("t4"."destination_port" AS DOUBLE) AS BIGINT) AS DOUBLE) <> TRY_CAST("t4"."destination_port" AS DOUBLE)
          THEN 2
          ELSE 0
        END AS "destination_port_state",
        CASE
          WHEN "t4"."source_bytes" IS NULL
          THEN 1
          WHEN TRY_CAST("t4"."source_bytes" AS DOUBLE) IS NULL
          THEN 2
          WHEN ISNAN(TRY_CAST("t4"."source_bytes" AS DOUBLE))
          THEN 2
          WHEN (
            TRY_CAST("t4"."source_bytes" AS DOUBLE) > 9007199254740991
          )
          OR (
            TRY_CAST("t4"."source_bytes" AS DOUBLE) < -9007199254740991
          )
          THEN 3
          WHEN CAST(CAST(TRY_CAST("t4"."source_bytes" AS DOUBLE) AS BIGINT) AS DOUBLE) <> TRY_CAST("t4"."source_bytes" AS DOUBLE)
          THEN 2
          ELSE 0
        END AS "source_bytes_state",
        CASE
          WHEN "t4"."destination_bytes" IS NULL
          THEN 1
          WHEN TRY_CAST("t4"."destination_bytes" AS DOUBLE) IS NULL
          THEN 2
          WHEN ISNAN(TRY_CAST("t4"."destination_bytes" AS DOUBLE))
          THEN 2
          WHEN (
            TRY_CAST("t4"."destination_bytes" AS DOUBLE) > 9007199254740991
          )
          OR (
            TRY_CAST("t4"."destination_bytes" AS DOUBLE) < -9007199254740991
          )
          THEN 3
          WHEN CAST(CAST(TRY_CAST("t4"."destination_bytes" AS DOUBLE) AS BIGINT) AS DOUBLE) <> TRY_CAST("t4"."destination_bytes" AS DOUBLE)
          THEN 2
          ELSE 0
        END AS "destination_bytes_state"
      FROM (
        SELECT
          "t2"."file",
          "t2"."row",
          "t2"."source_ip",
          "t2"."destination_ip",
          "t2"."source_port",
          "t2"."destination_port",
          "t2"."protocol",
          "t2"."action",
          "t2"."session_end_reason",
          "t2"."source_bytes",
          "t2"."destination_bytes",
          "t2"."event_start",
          "t2"."event_end",
          "t3"."window_start",
          "t3"."window_end"
        FROM "{1}" AS "t2"
        CROSS JOIN "{0}" AS "t3"
      ) AS "t4"
    ) AS "t5"
  ) AS "t6"
) AS "t7"
