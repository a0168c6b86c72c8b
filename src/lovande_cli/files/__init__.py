"""Everything on the disk: YAML read with line numbers, answer files stored, folders listed, drafts, default folders."""
