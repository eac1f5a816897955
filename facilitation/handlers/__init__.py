"""One file per noun. A handler returns what happens, or raises Refused (see facilitation.rules)."""
