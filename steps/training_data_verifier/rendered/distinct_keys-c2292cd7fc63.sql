-- steps.training_data_verifier.keys.distinct_keys, rendered by scripts/render: not to be edited.
-- source common/columns.py a58f23d4dd4f1f970e6b84b89c252b604efd8adaaaf7b67ac5afb2a7a17fd694
-- source common/expressions.py 2d07cddcd8c957f918b44954cc140c351c535db2294c185c0eee9781e77283af
-- source common/schemas.py 3dbc1991ff511ae9f8d2363242860ab5fa57cf5c9b2a63b827c7a33eb18d3848
-- source steps/training_data_verifier/keys.py 57e8c3e1d1f801a0a727580f501e540352d4e1586567ae39f16dc4c8483e1198
SELECT DISTINCT
  *
FROM "{0}" AS "t0"
