"""Isolation Forest training: features of verified windows become one artifact, with its card.

settings    which features, how much data, which forest
selection   drops features that say nothing, or what another says
shares      which trees see which features
graph       preparation and forest -> the artifact (ONNX)
fitting     matrices -> artifact and metrics
card        what a reader wants to know of the model, as JSON and as a page with plots
job         the above in order
"""
