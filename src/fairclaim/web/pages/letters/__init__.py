"""Letters about a claim: what may be written, written, previewed, taken along, and noted as sent."""
