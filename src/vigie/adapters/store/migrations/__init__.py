"""How an archive of an earlier release becomes one of this release."""
