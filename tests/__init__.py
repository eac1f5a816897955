"""Tests: stories of a workshop, from the pure domain to two phones and a stage."""
