"""Inference: the features of each slice, scored by the deployed model, with what drove each score.

drivers     which features would lower a score most, were they typical
job         reads the window and the model, scores a slice at a time, writes
"""
