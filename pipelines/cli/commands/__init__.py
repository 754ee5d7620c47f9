"""One module for each group of commands; `pipelines.cli.root` says which command is where."""
