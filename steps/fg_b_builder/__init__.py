"""FG-B: what is usual for each host and the population, and which pairs are known, as of a reference time.

baselines   FG-A of a horizon -> medians, quantiles and spreads, as table expressions
pairs       pair counts of 30 days -> how often, how long and how lately each pair was seen
job         reads 30 days before the reference time, and not a slice more; checks for gaps; writes both
"""
