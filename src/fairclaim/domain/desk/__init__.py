"""The claim desk as plain values: what a claim is, which moves it allows, and what each move makes happen.

A package of its own because a claim has many nouns (clock, calendar, judgement, decision, consequence …) that belong to
each other and to nothing else in the domain. Nothing here reads a clock, a file or a network: the time of an act is an
argument, and every act returns the new claim together with the events that say what happened.

Read ``states`` first (the table of moves), then ``claim`` (what is remembered), ``facts`` (what can happen) and ``history``
(how facts make a claim). The moves themselves stand in ``filing``, ``hearing``, ``timing``, ``reviewing``, ``appealing``,
``agreeing`` and ``unwinding``.
"""
