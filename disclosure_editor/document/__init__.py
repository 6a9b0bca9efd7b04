"""What is being edited: addresses, amounts, the document itself and its file format."""
