"""What the desk remembers: rows in SQLite or PostgreSQL, original bytes in a blob store, personal fields under their own keys.

Adapters only. No rule of the desk stands here: the store keeps what it is given, whole or not at all, apart for every
tenant, and forgets a person when told to. Read ``tables`` first, then ``engine`` (how it is opened) and ``work`` (one unit
of work).
"""
