"""Statutes by the date of the act, what confirmed acts may amount to, and filings that people send. Knows the domain only."""
