"""The core: pure functions of frozen records; no files, terminal, clock or language."""
