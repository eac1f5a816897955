"""The hall check: what the moderator should know before the doors open. Reads, judges, changes nothing."""
