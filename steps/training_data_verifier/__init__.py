"""Training-data verifier: whether the features of two windows are fit to train and to evaluate a model.

checks      findings -> reasons to refuse, and windows that are missing
job         reads footers and keys, writes report.json and missing_windows.json, then fails if it must
"""
