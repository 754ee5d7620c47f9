-- common.traffic.rows.count_verdicts, rendered by scripts/render: not to be edited.
-- source common/configuration.py 35200684049acbcbd3286a2912b63e809c6ae23ce0c0e5c8612083d58229b914
-- source common/errors.py edd85f10f9eb755d724836de6cab9f1ab2bff6820a3513e4a26071c6c4e4ae0f
-- source common/expressions.py 5b5186a048723303ead96ab9e6b0fece8cc64a149632d5b8efc15bb395c76d60
-- source common/traffic/rows.py 4ae9bd777c9d4f0795331e861ed71826bdc4a0b32bf3f9807bcb2c6ec510e13d
-- source common/traffic/settings.py f3052e753b5514496f9460594d83e272acb560411c02ac2589a1036526f24efd
-- source common/traffic/values.py 90a376f567d011cbed115d7587faf390dab42875ed241aad0590fc429781b59b
-- source common/windows.py 3795f94e8f10fb880cbb05f06889a58a9bdf0bb4903abc23fd91de5428ad712c
SELECT
  "t0"."reason",
  "t0"."kept",
  COUNT(*) AS "rows"
FROM "{0}" AS "t0"
GROUP BY
  1,
  2
