"""The conversation with a group: its pages, their order, and how keys are read."""
