"""FG-C: FG-A against the newest baseline that is not later than the slice, and new and rare pairs.

comparison  FG-A and a baseline -> z scores, ratios and log ratios, as table expressions
novelty     pair counts and known pairs -> how many of a host's pairs are new, how many rare
job         finds each slice's baseline, compares a day of slices at a time, writes
"""
