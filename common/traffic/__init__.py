"""Raw firewall traffic as tables of sessions, for every step that reads it.

settings    configuration: fields, classes of values, data-quality rules
sources     files of a mini-batch -> raw rows (and what could not be read)
spark_sources  the same files read by Spark
salvage     what can be saved of damaged files
values      times and numbers as sources write them
reading     all of it together: rows read, judged, their hosts numbered, and a report of them
rows        raw rows -> typed rows, each with the reason for rejecting it, or none
hosts       addresses as written -> one canonical text per host
"""
