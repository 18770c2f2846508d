"""The engine's log goes where ours goes, without its advertisement, and with nothing that a person wrote.

Jobs let no foreign exception reach the engine (:mod:`fairclaim.runtime.jobs`), so its messages hold ids and fixed words only.
Database errors may quote values; of those only the class is logged.
"""

import logging

ENGINE = "dbos"
ADVERTISEMENT = "Conductor"


class _Discreet(logging.Filter):
    """Drops the advertisement and cuts what a database says down to its class."""

    def filter(self, record: logging.LogRecord) -> bool:
        if ADVERTISEMENT in str(record.msg):
            return False
        if record.exc_info and record.exc_info[0] is not None:
            record.msg = f"{str(record.msg).split(':')[0]} ({record.exc_info[0].__name__})"
            record.args, record.exc_info, record.exc_text = (), None, None
        elif "[SQL:" in str(record.msg):
            record.msg = str(record.msg).split("[SQL:")[0].splitlines()[0]
        return True


def send_engine_log_to_ours() -> None:
    """Let the engine's messages go up to the root of the standard log. The engine adds a console of its own only if nobody listens."""
    log = logging.getLogger(ENGINE)
    if not any(isinstance(one, _Discreet) for one in log.filters):
        log.addFilter(_Discreet())
        log.addHandler(logging.NullHandler())
        log.propagate = True
