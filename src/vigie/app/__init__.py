"""app: what a person or a program calls: command line, configuration, the sample newsroom."""
