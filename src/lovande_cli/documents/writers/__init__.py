"""Blocks written as bytes, one module for each kind of file; none of them knows what a report is."""
