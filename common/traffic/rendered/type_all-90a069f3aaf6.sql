-- common.traffic.rows.type_all, rendered by scripts/render: not to be edited.
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py a4cd6b48fae919f7c2cd1902aa0b111be4988e8ae9f3abcea412874ed7499472
-- source common/traffic/rows.py 4ae9bd777c9d4f0795331e861ed71826bdc4a0b32bf3f9807bcb2c6ec510e13d
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 2d232bfc9194995a4b2818b5d92567f7e181b7f2eed11c6287003c58e26b01e0
-- source common/windows.py c91667af66c60f4ee3ea10b38f1f7c7ee77c9ab1398961d4f15c1c224f38eda5
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
    "t6"."start",
    "t6"."end",
    "t6"."has_ports",
    "t6"."source_port_state",
    "t6"."destination_port_state",
    "t6"."source_bytes_state",
    "t6"."destination_bytes_state",
    CASE
      WHEN "t6"."source_port_state" = 0
      THEN CAST("t6"."source_port_number" AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "source_port_value",
    CASE
      WHEN "t6"."destination_port_state" = 0
      THEN CAST("t6"."destination_port_number" AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "destination_port_value",
    CASE
      WHEN "t6"."source_bytes_state" = 0
      THEN CAST("t6"."source_bytes_number" AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "source_bytes_value",
    CASE
      WHEN "t6"."destination_bytes_state" = 0
      THEN CAST("t6"."destination_bytes_number" AS BIGINT)
      ELSE CAST(NULL AS BIGINT)
    END AS "destination_bytes_value",
    "t6"."start" AS "at",
    CAST(CASE
      WHEN "t6"."has_ports"
      AND (
        CASE
          WHEN "t6"."destination_port_state" = 0
          THEN CAST("t6"."destination_port_number" AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END >= 0
      )
      THEN CASE
        WHEN "t6"."destination_port_state" = 0
        THEN CAST("t6"."destination_port_number" AS BIGINT)
        ELSE CAST(NULL AS BIGINT)
      END
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
      OR COALESCE(
        CASE
          WHEN "t6"."source_bytes_state" = 0
          THEN CAST("t6"."source_bytes_number" AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END < 0,
        FALSE
      )
      OR COALESCE(
        CASE
          WHEN "t6"."destination_bytes_state" = 0
          THEN CAST("t6"."destination_bytes_number" AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END < 0,
        FALSE
      )
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
          OR COALESCE(
            CASE
              WHEN "t6"."source_port_state" = 0
              THEN CAST("t6"."source_port_number" AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END < 0,
            FALSE
          )
          OR COALESCE(
            CASE
              WHEN "t6"."destination_port_state" = 0
              THEN CAST("t6"."destination_port_number" AS BIGINT)
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
      "t5"."start_instant",
      "t5"."end_instant",
      "t5"."start_epoch",
      "t5"."end_epoch",
      "t5"."source",
      "t5"."destination",
      "t5"."protocol_word",
      "t5"."source_port_number",
      "t5"."destination_port_number",
      "t5"."source_bytes_number",
      "t5"."destination_bytes_number",
      CASE
        WHEN (
          COALESCE(
            "t5"."start_instant",
            CASE
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t5"."start_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t5"."start_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 1e+17
              )
              THEN CAST(ROUND("t5"."start_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 1e+20
              )
              THEN CAST(ROUND("t5"."start_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) >= 0
        )
        AND (
          COALESCE(
            "t5"."start_instant",
            CASE
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t5"."start_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t5"."start_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 1e+17
              )
              THEN CAST(ROUND("t5"."start_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t5"."start_epoch" >= 0
              ) AND (
                "t5"."start_epoch" < 1e+20
              )
              THEN CAST(ROUND("t5"."start_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) < 7258118400000000
        )
        THEN COALESCE(
          "t5"."start_instant",
          CASE
            WHEN (
              "t5"."start_epoch" >= 0
            ) AND (
              "t5"."start_epoch" < 100000000000.0
            )
            THEN CAST(ROUND("t5"."start_epoch" * 1000000.0, 0) AS BIGINT)
            WHEN (
              "t5"."start_epoch" >= 0
            ) AND (
              "t5"."start_epoch" < 100000000000000.0
            )
            THEN CAST(ROUND("t5"."start_epoch" * 1000.0, 0) AS BIGINT)
            WHEN (
              "t5"."start_epoch" >= 0
            ) AND (
              "t5"."start_epoch" < 1e+17
            )
            THEN CAST(ROUND("t5"."start_epoch" * 1.0, 0) AS BIGINT)
            WHEN (
              "t5"."start_epoch" >= 0
            ) AND (
              "t5"."start_epoch" < 1e+20
            )
            THEN CAST(ROUND("t5"."start_epoch" * 0.001, 0) AS BIGINT)
            ELSE CAST(NULL AS BIGINT)
          END
        )
        ELSE CAST(NULL AS BIGINT)
      END AS "start",
      CASE
        WHEN (
          COALESCE(
            "t5"."end_instant",
            CASE
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t5"."end_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t5"."end_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 1e+17
              )
              THEN CAST(ROUND("t5"."end_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 1e+20
              )
              THEN CAST(ROUND("t5"."end_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) >= 0
        )
        AND (
          COALESCE(
            "t5"."end_instant",
            CASE
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 100000000000.0
              )
              THEN CAST(ROUND("t5"."end_epoch" * 1000000.0, 0) AS BIGINT)
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 100000000000000.0
              )
              THEN CAST(ROUND("t5"."end_epoch" * 1000.0, 0) AS BIGINT)
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 1e+17
              )
              THEN CAST(ROUND("t5"."end_epoch" * 1.0, 0) AS BIGINT)
              WHEN (
                "t5"."end_epoch" >= 0
              ) AND (
                "t5"."end_epoch" < 1e+20
              )
              THEN CAST(ROUND("t5"."end_epoch" * 0.001, 0) AS BIGINT)
              ELSE CAST(NULL AS BIGINT)
            END
          ) < 7258118400000000
        )
        THEN COALESCE(
          "t5"."end_instant",
          CASE
            WHEN (
              "t5"."end_epoch" >= 0
            ) AND (
              "t5"."end_epoch" < 100000000000.0
            )
            THEN CAST(ROUND("t5"."end_epoch" * 1000000.0, 0) AS BIGINT)
            WHEN (
              "t5"."end_epoch" >= 0
            ) AND (
              "t5"."end_epoch" < 100000000000000.0
            )
            THEN CAST(ROUND("t5"."end_epoch" * 1000.0, 0) AS BIGINT)
            WHEN (
              "t5"."end_epoch" >= 0
            ) AND (
              "t5"."end_epoch" < 1e+17
            )
            THEN CAST(ROUND("t5"."end_epoch" * 1.0, 0) AS BIGINT)
            WHEN (
              "t5"."end_epoch" >= 0
            ) AND (
              "t5"."end_epoch" < 1e+20
            )
            THEN CAST(ROUND("t5"."end_epoch" * 0.001, 0) AS BIGINT)
            ELSE CAST(NULL AS BIGINT)
          END
        )
        ELSE CAST(NULL AS BIGINT)
      END AS "end",
      COALESCE(
        "t5"."protocol_word" IN ('132', '136', '17', '33', '6', 'dccp', 'sctp', 'tcp', 'udp', 'udplite'),
        FALSE
      ) AS "has_ports",
      CASE
        WHEN "t5"."source_port" IS NULL
        THEN 1
        WHEN "t5"."source_port_number" IS NULL
        THEN 2
        WHEN ISNAN("t5"."source_port_number")
        THEN 2
        WHEN (
          "t5"."source_port_number" > 65535
        )
        OR (
          "t5"."source_port_number" < -9007199254740991
        )
        THEN 3
        WHEN CAST(CAST("t5"."source_port_number" AS BIGINT) AS DOUBLE) <> "t5"."source_port_number"
        THEN 2
        ELSE 0
      END AS "source_port_state",
      CASE
        WHEN "t5"."destination_port" IS NULL
        THEN 1
        WHEN "t5"."destination_port_number" IS NULL
        THEN 2
        WHEN ISNAN("t5"."destination_port_number")
        THEN 2
        WHEN (
          "t5"."destination_port_number" > 65535
        )
        OR (
          "t5"."destination_port_number" < -9007199254740991
        )
        THEN 3
        WHEN CAST(CAST("t5"."destination_port_number" AS BIGINT) AS DOUBLE) <> "t5"."destination_port_number"
        THEN 2
        ELSE 0
      END AS "destination_port_state",
      CASE
        WHEN "t5"."source_bytes" IS NULL
        THEN 1
        WHEN "t5"."source_bytes_number" IS NULL
        THEN 2
        WHEN ISNAN("t5"."source_bytes_number")
        THEN 2
        WHEN (
          "t5"."source_bytes_number" > 9007199254740991
        )
        OR (
          "t5"."source_bytes_number" < -9007199254740991
        )
        THEN 3
        WHEN CAST(CAST("t5"."source_bytes_number" AS BIGINT) AS DOUBLE) <> "t5"."source_bytes_number"
        THEN 2
        ELSE 0
      END AS "source_bytes_state",
      CASE
        WHEN "t5"."destination_bytes" IS NULL
        THEN 1
        WHEN "t5"."destination_bytes_number" IS NULL
        THEN 2
        WHEN ISNAN("t5"."destination_bytes_number")
        THEN 2
        WHEN (
          "t5"."destination_bytes_number" > 9007199254740991
        )
        OR (
          "t5"."destination_bytes_number" < -9007199254740991
        )
        THEN 3
        WHEN CAST(CAST("t5"."destination_bytes_number" AS BIGINT) AS DOUBLE) <> "t5"."destination_bytes_number"
        THEN 2
        ELSE 0
      END AS "destination_bytes_state"
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
        END AS "end_instant",
        CASE
          WHEN SUFFIX("t4"."event_start", 'Z')
          THEN CAST(NULL AS DOUBLE)
          ELSE TRY_CAST(CASE
            WHEN REGEXP_MATCHES("t4"."event_start", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
            THEN "t4"."event_start"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE)
        END AS "start_epoch",
        CASE
          WHEN SUFFIX("t4"."event_end", 'Z')
          THEN CAST(NULL AS DOUBLE)
          ELSE TRY_CAST(CASE
            WHEN REGEXP_MATCHES("t4"."event_end", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
            THEN "t4"."event_end"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE)
        END AS "end_epoch",
        NULLIF("t4"."source_ip", '') AS "source",
        NULLIF("t4"."destination_ip", '') AS "destination",
        LOWER("t4"."protocol") AS "protocol_word",
        TRY_CAST(CASE
          WHEN REGEXP_MATCHES("t4"."source_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
          THEN "t4"."source_port"
          ELSE CAST(NULL AS TEXT)
        END AS DOUBLE) AS "source_port_number",
        TRY_CAST(CASE
          WHEN REGEXP_MATCHES("t4"."destination_port", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
          THEN "t4"."destination_port"
          ELSE CAST(NULL AS TEXT)
        END AS DOUBLE) AS "destination_port_number",
        TRY_CAST(CASE
          WHEN REGEXP_MATCHES("t4"."source_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
          THEN "t4"."source_bytes"
          ELSE CAST(NULL AS TEXT)
        END AS DOUBLE) AS "source_bytes_number",
        TRY_CAST(CASE
          WHEN REGEXP_MATCHES("t4"."destination_bytes", '^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$')
          THEN "t4"."destination_bytes"
          ELSE CAST(NULL AS TEXT)
        END AS DOUBLE) AS "destination_bytes_number"
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
