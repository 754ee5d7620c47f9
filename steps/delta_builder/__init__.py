"""Delta builder: firewall traffic becomes 15-minute deltas per host and role.

deltas      sessions -> deltas
job         reads (package common.traffic), numbers hosts, builds, writes, with rejects, report and progress
"""
