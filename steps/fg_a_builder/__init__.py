"""FG-A: what each host did over the 15 minutes, half hour, hour, eight hours and day that end with a slice.

windows     deltas -> FG-A, as table expressions
job         reads a day before the window and the window, a day at a time, and writes
"""
