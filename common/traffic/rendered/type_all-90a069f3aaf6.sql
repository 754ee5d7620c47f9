-- common.traffic.rows.type_all, rendered by scripts/render: not to be edited.
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/traffic/rows.py f9e47234d1214405825481954eff5442114b7561f93bc015d1e95c1cfc80b774
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 9be578df086575f74fc5c0453b1eb3939d6c08e75487cdc887cad8f5ee83d585
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
SELECT
  "t8"."source",
  "t8"."destination",
  "t8"."port",
  CASE
    WHEN "t8"."reason" = 0
    THEN CAST(CAST(FLOOR((
      "t8"."at" - "t8"."window_start"
    ) / (
      60000000
    )) AS BIGINT) AS INT)
    ELSE CAST(NULL AS INT)
  END AS "minute",
  CAST(CAST(FLOOR(
    (
      CASE
        WHEN "t8"."reason" = 0
        THEN CAST(CAST(FLOOR((
          "t8"."at" - "t8"."window_start"
        ) / (
          60000000
        )) AS BIGINT) AS INT)
        ELSE CAST(NULL AS INT)
      END
    ) / (
      15
    )
  ) AS BIGINT) AS INT) AS "slice",
  "t8"."class_code",
  COALESCE("t8"."source_bytes_value", 0) AS "source_bytes",
  COALESCE("t8"."destination_bytes_value", 0) AS "destination_bytes",
  "t8"."duration",
  "t8"."reason",
  "t8"."kept",
  CASE
    WHEN COALESCE(
      (
        "t8"."reason" <> 0
      )
      OR NOT (
        REGEXP_MATCHES(
          "t8"."source",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
        AND REGEXP_MATCHES(
          "t8"."destination",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
      ),
      TRUE
    )
    THEN "t8"."file"
    ELSE CAST(NULL AS TEXT)
  END AS "file",
  CASE
    WHEN COALESCE(
      (
        "t8"."reason" <> 0
      )
      OR NOT (
        REGEXP_MATCHES(
          "t8"."source",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
        AND REGEXP_MATCHES(
          "t8"."destination",
          '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\z'
        )
      ),
      TRUE
    )
    THEN "t8"."row"
    ELSE CAST(NULL AS TEXT)
  END AS "row"
FROM (
  SELECT
    "t7"."file",
    "t7"."row",
    "t7"."source_ip",
    "t7"."destination_ip",
    "t7"."source_port",
    "t7"."destination_port",
    "t7"."protocol",
    "t7"."action",
    "t7"."session_end_reason",
    "t7"."source_bytes",
    "t7"."destination_bytes",
    "t7"."event_start",
    "t7"."event_end",
    "t7"."window_start",
    "t7"."window_end",
    "t7"."start_instant",
    "t7"."end_instant",
    "t7"."start_epoch",
    "t7"."end_epoch",
    "t7"."source",
    "t7"."destination",
    "t7"."protocol_word",
    "t7"."source_port_number",
    "t7"."destination_port_number",
    "t7"."source_bytes_number",
    "t7"."destination_bytes_number",
    "t7"."start",
    "t7"."end",
    "t7"."has_ports",
    "t7"."source_port_state",
    "t7"."destination_port_state",
    "t7"."source_bytes_state",
    "t7"."destination_bytes_state",
    CASE
      WHEN "t7"."source_port_state" = 0
      THEN "t7"."source_port_number"
      ELSE CAST(NULL AS BIGINT)
    END AS "source_port_value",
    CASE
      WHEN "t7"."destination_port_state" = 0
      THEN "t7"."destination_port_number"
      ELSE CAST(NULL AS BIGINT)
    END AS "destination_port_value",
    CASE
      WHEN "t7"."source_bytes_state" = 0
      THEN "t7"."source_bytes_number"
      ELSE CAST(NULL AS BIGINT)
    END AS "source_bytes_value",
    CASE
      WHEN "t7"."destination_bytes_state" = 0
      THEN "t7"."destination_bytes_number"
      ELSE CAST(NULL AS BIGINT)
    END AS "destination_bytes_value",
    "t7"."start" AS "at",
    CAST(CASE
      WHEN "t7"."has_ports"
      AND (
        CASE
          WHEN "t7"."destination_port_state" = 0
          THEN "t7"."destination_port_number"
          ELSE CAST(NULL AS BIGINT)
        END >= 0
      )
      THEN CASE
        WHEN "t7"."destination_port_state" = 0
        THEN "t7"."destination_port_number"
        ELSE CAST(NULL AS BIGINT)
      END
      ELSE CAST(NULL AS BIGINT)
    END AS INT) AS "port",
    CAST((
      CASE
        WHEN LOWER("t7"."action") IN ('allow')
        THEN 0
        WHEN LOWER("t7"."action") IN ('deny', 'drop', 'reset-both', 'reset-client', 'reset-server')
        THEN 1
        WHEN LOWER("t7"."action") IN ('alert')
        THEN 2
        ELSE 3
      END * 16
    ) + (
      CASE
        WHEN LOWER("t7"."session_end_reason") IN ('rst', 'tcp-rst', 'tcp-rst-from-client', 'tcp-rst-from-server')
        THEN 0
        WHEN LOWER("t7"."session_end_reason") IN ('aged-out', 'aged_out', 'timeout')
        THEN 1
        ELSE 2
      END * 4
    ) + CASE
      WHEN "t7"."protocol_word" IN ('6', 'tcp')
      THEN 0
      WHEN "t7"."protocol_word" IN ('17', 'udp')
      THEN 1
      WHEN "t7"."protocol_word" IN ('1', '58', 'icmp', 'icmp6', 'icmpv6', 'ipv6-icmp')
      THEN 2
      ELSE 3
    END AS TINYINT) AS "class_code",
    COALESCE(GREATEST("t7"."end" - "t7"."start", 0), 0) AS "duration",
    CASE
      WHEN "t7"."start" IS NULL
      THEN 1
      WHEN (
        "t7"."start" IS NULL
      ) OR (
        "t7"."end" IS NULL
      )
      THEN 1
      WHEN (
        "t7"."start" < "t7"."window_start"
      )
      OR (
        "t7"."start" >= "t7"."window_end"
      )
      THEN 2
      WHEN (
        "t7"."source" IS NULL
      ) OR (
        "t7"."destination" IS NULL
      )
      THEN 3
      WHEN FALSE OR "t7"."source_bytes_state" IN (2) OR "t7"."destination_bytes_state" IN (2)
      THEN 4
      WHEN FALSE OR "t7"."source_bytes_state" IN (3) OR "t7"."destination_bytes_state" IN (3)
      THEN 5
      WHEN FALSE
      OR COALESCE(
        CASE
          WHEN "t7"."source_bytes_state" = 0
          THEN "t7"."source_bytes_number"
          ELSE CAST(NULL AS BIGINT)
        END < 0,
        FALSE
      )
      OR COALESCE(
        CASE
          WHEN "t7"."destination_bytes_state" = 0
          THEN "t7"."destination_bytes_number"
          ELSE CAST(NULL AS BIGINT)
        END < 0,
        FALSE
      )
      THEN 6
      WHEN "t7"."end" < "t7"."start"
      THEN 8
      WHEN "t7"."has_ports"
      AND (
        FALSE
        OR "t7"."source_port_state" IN (2, 3)
        OR "t7"."destination_port_state" IN (2, 3)
        OR (
          FALSE
          OR COALESCE(
            CASE
              WHEN "t7"."source_port_state" = 0
              THEN "t7"."source_port_number"
              ELSE CAST(NULL AS BIGINT)
            END < 0,
            FALSE
          )
          OR COALESCE(
            CASE
              WHEN "t7"."destination_port_state" = 0
              THEN "t7"."destination_port_number"
              ELSE CAST(NULL AS BIGINT)
            END < 0,
            FALSE
          )
        )
      )
      THEN 9
      ELSE 0
    END AS "reason",
    CAST(0 + CASE
      WHEN COALESCE(
        FALSE OR "t7"."source_bytes_state" IN (1) OR "t7"."destination_bytes_state" IN (1),
        FALSE
      )
      THEN 64
      ELSE 0
    END + CASE
      WHEN COALESCE(
        "t7"."has_ports"
        AND (
          FALSE OR "t7"."source_port_state" IN (1) OR "t7"."destination_port_state" IN (1)
        ),
        FALSE
      )
      THEN 512
      ELSE 0
    END AS SMALLINT) AS "kept"
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
      "t6"."start_instant",
      "t6"."end_instant",
      "t6"."start_epoch",
      "t6"."end_epoch",
      "t6"."source",
      "t6"."destination",
      "t6"."protocol_word",
      "t6"."source_port_number",
      "t6"."destination_port_number",
      "t6"."source_bytes_number",
      "t6"."destination_bytes_number",
      CASE
        WHEN (
          COALESCE(
            "t6"."start_instant",
            CASE
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t6"."start_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t6"."start_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 1e+17
              )
              THEN CAST(ROUND("t6"."start_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 1e+20
              )
              THEN CAST(ROUND("t6"."start_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) >= 0
        )
        AND (
          COALESCE(
            "t6"."start_instant",
            CASE
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t6"."start_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t6"."start_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 1e+17
              )
              THEN CAST(ROUND("t6"."start_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t6"."start_epoch" >= 0
              ) AND (
                "t6"."start_epoch" < 1e+20
              )
              THEN CAST(ROUND("t6"."start_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) < 7258118400000000
        )
        THEN COALESCE(
          "t6"."start_instant",
          CASE
            WHEN (
              "t6"."start_epoch" >= 0
            ) AND (
              "t6"."start_epoch" < 100000000000.0
            )
            THEN CAST(ROUND("t6"."start_epoch" * 1000000.0, 0) AS BIGINT)
            WHEN (
              "t6"."start_epoch" >= 0
            ) AND (
              "t6"."start_epoch" < 100000000000000.0
            )
            THEN CAST(ROUND("t6"."start_epoch" * 1000.0, 0) AS BIGINT)
            WHEN (
              "t6"."start_epoch" >= 0
            ) AND (
              "t6"."start_epoch" < 1e+17
            )
            THEN CAST(ROUND("t6"."start_epoch" * 1.0, 0) AS BIGINT)
            WHEN (
              "t6"."start_epoch" >= 0
            ) AND (
              "t6"."start_epoch" < 1e+20
            )
            THEN CAST(ROUND("t6"."start_epoch" * 0.001, 0) AS BIGINT)
            ELSE CAST(NULL AS BIGINT)
          END
        )
        ELSE CAST(NULL AS BIGINT)
      END AS "start",
      CASE
        WHEN (
          COALESCE(
            "t6"."end_instant",
            CASE
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t6"."end_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t6"."end_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 1e+17
              )
              THEN CAST(ROUND("t6"."end_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 1e+20
              )
              THEN CAST(ROUND("t6"."end_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) >= 0
        )
        AND (
          COALESCE(
            "t6"."end_instant",
            CASE
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t6"."end_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t6"."end_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 1e+17
              )
              THEN CAST(ROUND("t6"."end_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t6"."end_epoch" >= 0
              ) AND (
                "t6"."end_epoch" < 1e+20
              )
              THEN CAST(ROUND("t6"."end_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) < 7258118400000000
        )
        THEN COALESCE(
          "t6"."end_instant",
          CASE
            WHEN (
              "t6"."end_epoch" >= 0
            ) AND (
              "t6"."end_epoch" < 100000000000.0
            )
            THEN CAST(ROUND("t6"."end_epoch" * 1000000.0, 0) AS BIGINT)
            WHEN (
              "t6"."end_epoch" >= 0
            ) AND (
              "t6"."end_epoch" < 100000000000000.0
            )
            THEN CAST(ROUND("t6"."end_epoch" * 1000.0, 0) AS BIGINT)
            WHEN (
              "t6"."end_epoch" >= 0
            ) AND (
              "t6"."end_epoch" < 1e+17
            )
            THEN CAST(ROUND("t6"."end_epoch" * 1.0, 0) AS BIGINT)
            WHEN (
              "t6"."end_epoch" >= 0
            ) AND (
              "t6"."end_epoch" < 1e+20
            )
            THEN CAST(ROUND("t6"."end_epoch" * 0.001, 0) AS BIGINT)
            ELSE CAST(NULL AS BIGINT)
          END
        )
        ELSE CAST(NULL AS BIGINT)
      END AS "end",
      COALESCE(
        "t6"."protocol_word" IN ('132', '136', '17', '33', '6', 'dccp', 'sctp', 'tcp', 'udp', 'udplite'),
        FALSE
      ) AS "has_ports",
      CASE
        WHEN "t6"."source_port" IS NULL
        THEN 1
        WHEN "t6"."source_port_number" IS NULL
        THEN 2
        WHEN (
          "t6"."source_port_number" > 65535
        )
        OR (
          "t6"."source_port_number" < -9007199254740991
        )
        THEN 3
        ELSE 0
      END AS "source_port_state",
      CASE
        WHEN "t6"."destination_port" IS NULL
        THEN 1
        WHEN "t6"."destination_port_number" IS NULL
        THEN 2
        WHEN (
          "t6"."destination_port_number" > 65535
        )
        OR (
          "t6"."destination_port_number" < -9007199254740991
        )
        THEN 3
        ELSE 0
      END AS "destination_port_state",
      CASE
        WHEN "t6"."source_bytes" IS NULL
        THEN 1
        WHEN "t6"."source_bytes_number" IS NULL
        THEN 2
        WHEN (
          "t6"."source_bytes_number" > 9007199254740991
        )
        OR (
          "t6"."source_bytes_number" < -9007199254740991
        )
        THEN 3
        ELSE 0
      END AS "source_bytes_state",
      CASE
        WHEN "t6"."destination_bytes" IS NULL
        THEN 1
        WHEN "t6"."destination_bytes_number" IS NULL
        THEN 2
        WHEN (
          "t6"."destination_bytes_number" > 9007199254740991
        )
        OR (
          "t6"."destination_bytes_number" < -9007199254740991
        )
        THEN 3
        ELSE 0
      END AS "destination_bytes_state"
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
        "t5"."start_instant",
        "t5"."end_instant",
        CASE
          WHEN "t5"."start_instant" IS NOT NULL
          THEN CAST(NULL AS DOUBLE)
          ELSE TRY_CAST(CASE
            WHEN REGEXP_MATCHES("t5"."event_start", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
            THEN "t5"."event_start"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE)
        END AS "start_epoch",
        CASE
          WHEN "t5"."end_instant" IS NOT NULL
          THEN CAST(NULL AS DOUBLE)
          ELSE TRY_CAST(CASE
            WHEN REGEXP_MATCHES("t5"."event_end", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
            THEN "t5"."event_end"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE)
        END AS "end_epoch",
        NULLIF("t5"."source_ip", '') AS "source",
        NULLIF("t5"."destination_ip", '') AS "destination",
        LOWER("t5"."protocol") AS "protocol_word",
        CASE
          WHEN CAST(TRY_CAST("t5"."source_port" AS BIGINT) AS TEXT) = "t5"."source_port"
          THEN TRY_CAST("t5"."source_port" AS BIGINT)
          ELSE CASE
            WHEN ABS(
              TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE)
            ) > 9007199254740991
            THEN CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) > 0
              THEN 9223372036854775807
              ELSE -9223372036854775807
            END
            ELSE CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) = CAST(FLOOR(
                TRY_CAST(CASE
                  WHEN REGEXP_MATCHES("t5"."source_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                  THEN "t5"."source_port"
                  ELSE CAST(NULL AS TEXT)
                END AS DOUBLE)
              ) AS BIGINT)
              THEN CAST(TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          END
        END AS "source_port_number",
        CASE
          WHEN CAST(TRY_CAST("t5"."destination_port" AS BIGINT) AS TEXT) = "t5"."destination_port"
          THEN TRY_CAST("t5"."destination_port" AS BIGINT)
          ELSE CASE
            WHEN ABS(
              TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE)
            ) > 9007199254740991
            THEN CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) > 0
              THEN 9223372036854775807
              ELSE -9223372036854775807
            END
            ELSE CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) = CAST(FLOOR(
                TRY_CAST(CASE
                  WHEN REGEXP_MATCHES("t5"."destination_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                  THEN "t5"."destination_port"
                  ELSE CAST(NULL AS TEXT)
                END AS DOUBLE)
              ) AS BIGINT)
              THEN CAST(TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_port"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          END
        END AS "destination_port_number",
        CASE
          WHEN CAST(TRY_CAST("t5"."source_bytes" AS BIGINT) AS TEXT) = "t5"."source_bytes"
          THEN TRY_CAST("t5"."source_bytes" AS BIGINT)
          ELSE CASE
            WHEN ABS(
              TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE)
            ) > 9007199254740991
            THEN CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) > 0
              THEN 9223372036854775807
              ELSE -9223372036854775807
            END
            ELSE CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) = CAST(FLOOR(
                TRY_CAST(CASE
                  WHEN REGEXP_MATCHES("t5"."source_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                  THEN "t5"."source_bytes"
                  ELSE CAST(NULL AS TEXT)
                END AS DOUBLE)
              ) AS BIGINT)
              THEN CAST(TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."source_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."source_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          END
        END AS "source_bytes_number",
        CASE
          WHEN CAST(TRY_CAST("t5"."destination_bytes" AS BIGINT) AS TEXT) = "t5"."destination_bytes"
          THEN TRY_CAST("t5"."destination_bytes" AS BIGINT)
          ELSE CASE
            WHEN ABS(
              TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE)
            ) > 9007199254740991
            THEN CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) > 0
              THEN 9223372036854775807
              ELSE -9223372036854775807
            END
            ELSE CASE
              WHEN TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) = CAST(FLOOR(
                TRY_CAST(CASE
                  WHEN REGEXP_MATCHES("t5"."destination_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                  THEN "t5"."destination_bytes"
                  ELSE CAST(NULL AS TEXT)
                END AS DOUBLE)
              ) AS BIGINT)
              THEN CAST(TRY_CAST(CASE
                WHEN REGEXP_MATCHES("t5"."destination_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
                THEN "t5"."destination_bytes"
                ELSE CAST(NULL AS TEXT)
              END AS DOUBLE) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          END
        END AS "destination_bytes_number"
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
            WHEN REGEXP_MATCHES("t4"."event_start", '^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d*)?Z$')
            THEN DATE_DIFF(
              'MICROSECOND',
              MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
              TRY_CAST("t4"."event_start" AS TIMESTAMP)
            )
            ELSE EPOCH_US(
              TRY_CAST(CASE
                WHEN REGEXP_MATCHES(
                  CASE
                    WHEN REGEXP_MATCHES(
                      UPPER(TRIM("t4"."event_start", ' 	
')),
                      '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$'
                    )
                    THEN REGEXP_EXTRACT(
                      UPPER(TRIM("t4"."event_start", ' 	
')),
                      '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                      1
                    ) || ':00' || REGEXP_EXTRACT(
                      UPPER(TRIM("t4"."event_start", ' 	
')),
                      '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                      2
                    )
                    ELSE UPPER(TRIM("t4"."event_start", ' 	
'))
                  END,
                  '^\d{4}-\d{1,2}-\d{1,2}([T ]([01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(\.\d*)?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$|$)'
                )
                THEN CASE
                  WHEN REGEXP_MATCHES(
                    UPPER(TRIM("t4"."event_start", ' 	
')),
                    '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$'
                  )
                  THEN REGEXP_EXTRACT(
                    UPPER(TRIM("t4"."event_start", ' 	
')),
                    '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                    1
                  ) || ':00' || REGEXP_EXTRACT(
                    UPPER(TRIM("t4"."event_start", ' 	
')),
                    '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                    2
                  )
                  ELSE UPPER(TRIM("t4"."event_start", ' 	
'))
                END
                ELSE CAST(NULL AS TEXT)
              END AS TIMESTAMPTZ)
            )
          END AS "start_instant",
          CASE
            WHEN REGEXP_MATCHES("t4"."event_end", '^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d*)?Z$')
            THEN DATE_DIFF(
              'MICROSECOND',
              MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0),
              TRY_CAST("t4"."event_end" AS TIMESTAMP)
            )
            ELSE EPOCH_US(
              TRY_CAST(CASE
                WHEN REGEXP_MATCHES(
                  CASE
                    WHEN REGEXP_MATCHES(
                      UPPER(TRIM("t4"."event_end", ' 	
')),
                      '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$'
                    )
                    THEN REGEXP_EXTRACT(
                      UPPER(TRIM("t4"."event_end", ' 	
')),
                      '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                      1
                    ) || ':00' || REGEXP_EXTRACT(
                      UPPER(TRIM("t4"."event_end", ' 	
')),
                      '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                      2
                    )
                    ELSE UPPER(TRIM("t4"."event_end", ' 	
'))
                  END,
                  '^\d{4}-\d{1,2}-\d{1,2}([T ]([01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(\.\d*)?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$|$)'
                )
                THEN CASE
                  WHEN REGEXP_MATCHES(
                    UPPER(TRIM("t4"."event_end", ' 	
')),
                    '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$'
                  )
                  THEN REGEXP_EXTRACT(
                    UPPER(TRIM("t4"."event_end", ' 	
')),
                    '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                    1
                  ) || ':00' || REGEXP_EXTRACT(
                    UPPER(TRIM("t4"."event_end", ' 	
')),
                    '(^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{1,2})(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$',
                    2
                  )
                  ELSE UPPER(TRIM("t4"."event_end", ' 	
'))
                END
                ELSE CAST(NULL AS TEXT)
              END AS TIMESTAMPTZ)
            )
          END AS "end_instant"
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
) AS "t8"
