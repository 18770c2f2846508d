"""How good are we: forgeries with a known mask, the channels photos travel through, case files and intervals."""
