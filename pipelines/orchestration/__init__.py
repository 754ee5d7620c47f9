"""The Step Functions machines (JSONata): pure functions that return them as values. No AWS, no clock, no disk.

site        where machines live: account, region, table, names and ARNs
machine     one machine as a value: its name, definition, and what its role may do
states      the states that all machines are made of
"""
