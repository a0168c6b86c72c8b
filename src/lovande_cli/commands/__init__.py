"""The commands: one file each, whose function `command` has the parameters that typer parses; help, options, output.

A file is found by its name and imported only when it is called. To add a command, write NAME.py here and its sentences
in language/texts/help.yaml: a line under `groups`, where it then stands in the help, and `about` and its parameters
under NAME. A command that writes files has its suffixes in `documents.FORMATS`, which help,
completion, the start page and errors read. `ctx.obj` is the `Say` of the person's language: typer reads the rest.
"""
