"""The official text: templates whose slots know their addresses, written and traced."""
