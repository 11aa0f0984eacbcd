"""The log as one JSON object a line, for programs that gather logs. It says no more than the log for people."""

import json
import logging
from datetime import UTC, datetime

from faults import trace


class JsonLines(logging.Formatter):
    """time (UTC), level, logger and message; `trace` where something failed, without words that may be personal."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["trace"] = "".join(trace(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def as_json(logger: logging.Logger) -> None:
    """Have a logger write JSON lines to standard error, and nowhere else."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logger.handlers[:] = [handler]


def all_as_json() -> None:
    """Do so for every logger that has a voice of its own, for the root of all others, and for warnings."""
    logging.captureWarnings(True)
    as_json(logging.getLogger())
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and logger.handlers:
            as_json(logger)
            logger.propagate = False
