"""State machines (Amazon States Language with JSONata) that really run on the embedded AWS.

definition   whether a definition is one, before anything runs                            (pure)
scope        what a state sees: variables, context, and its expressions evaluated
history      the events of an execution
interpreter  one state after another, with Retry and Catch
fanout       Map and Parallel
map_runs     how far the distributed Maps of an execution are
calls        what a Task calls
executions   all executions, each in a thread

What is not there: JSONPath, EXPRESS executions apart from STANDARD ones, StartSyncExecution, redrive, task
tokens and activities, the children of a distributed Map as executions that can be listed.

moto's own interpreter is not used: it ships no evaluator of JSONata, writes values into the text of
expressions, and parses a definition anew at every start (130 ms for 32 kB). moto keeps machines, their tags,
versions and aliases; `pipelines.local.moto_states` puts this in the place of the rest.
"""
