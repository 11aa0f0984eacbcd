"""What is overdue for another look: modules past their review date, sources past theirs."""

from datetime import date

from course.draft import Draft
from course.problems import Problems


def check_freshness(draft: Draft, today: date, problems: Problems) -> None:
    """Warn of every module and source whose `review_by` lies before `today`."""
    for module_id, module in draft.modules.items():
        if module.review_by < today:
            file = f"modules/{module_id}/module.yaml"
            line = draft.documents[file].line(("review_by",))
            problems.warning(
                file, line, f"review was due on {module.review_by}; review it and set a new date"
            )
    if draft.sources:
        document = draft.documents["modules/sources.yaml"]
        for i, source in enumerate(draft.sources.sources):
            if source.overdue(today):
                line = document.line(("sources", i, "review_by"))
                due = f'source "{source.id}" was to be checked by {source.review_by}'
                problems.warning(document.file, line, f"{due}; check it and set new dates")
