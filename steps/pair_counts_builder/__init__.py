"""Pair counts: sessions of each source, destination and destination port in each slice.

pairs       sessions -> counts, as a table expression
job         reads (package common.traffic), numbers hosts, counts, writes
"""
