"""What a page or a piece of one holds, read by a parser that insists on good nesting."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


class Html(HTMLParser):
    """Tags with their attributes, and texts with the names of the elements around them, in order.

    Every element that is opened must be closed where it belongs.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append((" ".join(self.open), data))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        """The attributes of every such element."""
        return [attrs for name, attrs in self.tags if name == tag]

    def values(self, attribute):
        """The values of one attribute, over all elements."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]

    @property
    def ids(self):
        return self.values("id")

    @property
    def references(self):
        """The ids that labels and descriptions name."""
        return {
            name
            for each in ("aria-labelledby", "aria-describedby", "for")
            for value in self.values(each)
            for name in value.split()
        }
