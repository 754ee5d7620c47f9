"""The use cases: gather, decide, act.

    provisioning  templates -> records of the table
    planning      records, code and AWS -> a plan
    applying      a plan -> published code, pipelines created, updated and deleted, under a lock
    machines      what the machines of a site shall know, and what is there of them
    making        one machine with its log group and role
    rendering     machines -> files
    executions    resolve parameters, start, follow, stop

Each takes what it needs as arguments: ports (`ports`) for AWS, clock, randomness. `connect` makes the
ports of a command; `records` and `sources` read files.
"""
