"""A request that a route will not answer as asked, in words for the person who sent it."""


class Refusal(Exception):
    """Becomes a page with this status, title and sentence."""

    def __init__(self, status: int, title: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.title = title
        self.text = text
