"""The Step Functions machines (JSONata): pure functions that return them as values. No AWS, clock or disk.

site, machine   where machines live, and one of them as a value
pieces          named pieces of JSONata, and how an expression is put together
reading         pieces that read: DynamoDB's types, events in any wrapper
resolving       pieces that resolve parameters; with target, what `run_pipeline` decides
states          the states that machines are made of
once            work that is done once, under a lock; a batch message by message
records         running one record
<machine>       run_pipeline and the orchestrators, a module each
machines        all of them
"""
