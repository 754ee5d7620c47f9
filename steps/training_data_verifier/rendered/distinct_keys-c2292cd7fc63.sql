-- steps.training_data_verifier.keys.distinct_keys, rendered by scripts/render: not to be edited.
-- source common/columns.py 9bb73daaf4cf3a0cdbb86db8a285f2ad32e4f50a7d2ea86c466608a01e75d9b1
-- source common/expressions.py 15e6eea8f3a08c49fc9fdb9ff1554baf627d01d74de698f3acb1f786b71ffb15
-- source common/schemas.py 29200e6746967424e3bc0833e8ba9f6dbc6ec212fb43fafe50f7442b2acaabfc
-- source steps/training_data_verifier/keys.py 57e8c3e1d1f801a0a727580f501e540352d4e1586567ae39f16dc4c8483e1198
SELECT DISTINCT
  *
FROM "{0}" AS "t0"
