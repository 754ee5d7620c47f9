"""Delta builder: firewall traffic becomes 15-minute deltas per host and role.

sources     files of a mini-batch -> raw rows (and what could not be read)
salvage     what can be saved of damaged files
values      times and numbers as sources write them
traffic     raw rows -> typed rows, each with the reason for rejecting it, or none
hosts       addresses as written -> one canonical text per host
deltas      sessions -> deltas
job         the above in order, with rejects, report and progress
"""
