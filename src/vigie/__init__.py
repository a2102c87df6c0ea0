"""Vigie: reads the world's news on your subject and hands you one traced brief."""

__version__ = "0.1.0"
