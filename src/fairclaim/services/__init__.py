"""Use cases of the claim desk, one verb a file: who may do it, in which order, and what is written together.

Each verb is orchestration only. It asks :mod:`~fairclaim.services.authorize` whether the caller may, lets a pure move of
``fairclaim.domain.desk`` say what happens, and writes everything that follows (events, claim, deadlines, tasks, messages, leaves
of the log) in one unit of work. Whatever comes twice has one effect. Adapters satisfy :mod:`~fairclaim.services.ports` by shape.

Read ``grants`` first (who may do what), then ``act`` (how a verb runs) and ``record`` (what is written); ``catalogue`` lists
every verb.
"""
