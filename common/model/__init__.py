"""Models: what training writes and inference reads."""
