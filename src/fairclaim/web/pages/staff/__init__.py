"""Rooms of those who answer for the desk: buyers' histories and measures, wishes, duties, accounts."""
