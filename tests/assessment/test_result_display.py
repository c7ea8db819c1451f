from __future__ import annotations

from html.parser import HTMLParser

from twins import assess, control, everything, profile


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.tags = [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data):
        if self.rows:
            self.rows[-1].append(data)


def shown(result):
    parser = Cells()
    parser.feed(result._repr_html_())
    return parser


def test_a_notebook_shows_the_verdict_on_the_three_bases():
    assert shown(assess(profile(control("trust", items=[])))).rows == [
        ["claimed", "evidenced", "current"],
        ["rating", "orange", "red", "red"],
        ["band", "orange", "red", "red"],
        ["score", "5.0", "0.0", "0.0"],
        ["caps", "mandatory-red, shallow", "mandatory-red, shallow", "mandatory-red, shallow"],
        ["functions covered", "PR", "none", "none"],
    ]


def test_what_a_user_wrote_is_text_and_not_markup():
    hostile = everything()._replace(name="<script>alert(1)</script>")
    assert "script" not in shown(assess(hostile)).tags


def test_a_result_names_itself_in_one_line():
    assert repr(assess(everything())) == "<Result 'twin': band green, rating green (current)>"
