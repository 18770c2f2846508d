"""The store behind the ports of the use cases."""
