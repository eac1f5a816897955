"""A workshop as a document, neutral of any format: its parts, and how they are put together."""
