"""Prediction-feature join: each prediction with the features and baselines it was made from, to be published.

joining     predictions, FG-A and FG-C -> the publication dataset, and what does not reconcile
job         reads the window, reconciles, writes
"""
