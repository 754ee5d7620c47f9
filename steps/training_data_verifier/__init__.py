"""Training-data verifier: whether the features of two windows are fit to train and to evaluate a model.

fingerprint  which slices have the same keys in both datasets
keys         what is repeated or without a partner among the others
checks       findings -> reasons to refuse, and windows that are missing
job          looks into files, writes report.json and missing_windows.json, then fails if it must
"""
