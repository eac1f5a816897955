"""Dress rehearsals: headless participants over the real protocol, and what the server made of them."""

from app.rehearsal.command import rehearse

__all__ = ["rehearse"]
