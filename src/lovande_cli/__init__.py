"""lovande: which of the 11 elements of lovande praktik / lovende praksis does a way of working have?"""
