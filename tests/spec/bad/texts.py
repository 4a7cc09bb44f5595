"""Specs with texts that are refused, and files that are not text."""

from __future__ import annotations

from tests.spec.bad.spec import AN_ID, KNOWN, BadSpec

TEXTS = [
    BadSpec(
        "id that would leave the folder",
        "kind: gradient-decay\nid: ../secret\n",
        f"f.yaml:2:5: error: id: '../secret' is not {AN_ID}\n  2 | id: ../secret\n    |     ^^^^^^^^^ write secret",
    ),
    BadSpec(
        "number for a title",
        "kind: gradient-decay\ntitle: 2024\n",
        "f.yaml:2:8: error: title: 2024 is not one line of text\n  2 | title: 2024\n"
        "    |        ^^^^ this is a number in YAML; put it in quotes for the text",
    ),
    BadSpec(
        "title of two lines",
        "kind: gradient-decay\ntitle: |\n  Two\n  lines\n",
        "f.yaml:2:8: error: title: 'Two lines' is not one line of text\n  2 | title: |\n"
        "    |        ^ write it in one line; after '>' in place of '|', several lines are one",
    ),
    BadSpec(
        "empty caption",
        "kind: gradient-decay\ncaption: ''\n",
        "f.yaml:2:10: error: caption: the text is empty\n"
        "  2 | caption: ''\n"
        "    |          ^^ write something, or delete the key",
    ),
    BadSpec(
        "caption of spaces",
        "kind: gradient-decay\ncaption: '  '\n",
        "f.yaml:2:10: error: caption: the text is empty\n"
        "  2 | caption: '  '\n"
        "    |          ^^^^ write something, or delete the key",
    ),
    BadSpec(
        "title too long",
        "kind: gradient-decay\ntitle: " + "x" * 201 + "\n",
        "f.yaml:2:8: error: title: the text has 201 characters; at most 200 are allowed",
    ),
    BadSpec(
        "alternative text too long",
        "kind: gradient-decay\nalt: " + "x" * 251 + "\n",
        "f.yaml:2:6: error: alt: the text has 251 characters; at most 250 are allowed",
    ),
    BadSpec(
        "alternative text of two lines",
        "kind: gradient-decay\nalt: |\n  Two\n  lines\n",
        "f.yaml:2:6: error: alt: 'Two lines' is not one line of text\n  2 | alt: |\n"
        "    |      ^ write it in one line; after '>' in place of '|', several lines are one",
    ),
    BadSpec(
        "not a language",
        "kind: gradient-decay\nlang: english\n",
        "f.yaml:2:7: error: lang: 'english' is not a language tag such as en or pt-BR\n"
        "  2 | lang: english\n"
        "    |       ^^^^^^^ write en",
    ),
    BadSpec(
        "text before a comment that is none",
        "kind: gradient-decay\ntitle: Layer #1 of 8\n",
        "f.yaml:2:14: error: title: YAML takes '#1 of 8' for a comment\n"
        "  2 | title: Layer #1 of 8\n"
        "    |              ^^^^^^^ put the text in quotes, or write a space after # for a comment",
    ),
    BadSpec(
        "escape of a control character",
        'kind: gradient-decay\ntitle: "\\e[31mred"\n',
        "f.yaml:2:8: error: title: the text holds the invisible character U+001B\n"
        '  2 | title: "\\e[31mred"\n'
        "    |        ^^^^^^^^^^^ delete its escape",
    ),
]


ENCODING = [
    BadSpec(
        "tab in the indentation",
        "kind: gradient-decay\nparams:\n\trule: rms\n  \tlog_scale: true\n",
        "f.yaml:3:1: error: a tab in the indentation; indent with spaces\n"
        "  3 |  rule: rms\n"
        "    | ^\n"
        "f.yaml:4:3: error: a tab in the indentation; indent with spaces\n"
        "  4 |    log_scale: true\n"
        "    |   ^",
    ),
    BadSpec(
        "control character",
        "kind: gradient-decay\ntitle: a\x00b\n",
        "f.yaml:2:9: error: the invisible character U+0000 is not allowed; delete it\n"
        "  2 | title: a\ufffdb\n"
        "    |         ^",
    ),
    BadSpec(
        "carriage returns alone",
        "kind: gradient-decay\rtitle: x\n",
        "f.yaml:1:21: error: a carriage return without a line feed is not allowed; save the file with Unix line ends\n"
        "  1 | kind: gradient-decay\ufffdtitle: x\n"
        "    |                     ^",
    ),
    BadSpec(
        "Latin-1",
        "kind: gradient-decay\ntitle: σ d".encode() + b"\xe9cay\n",
        "f.yaml:2:11: error: the byte 0xE9 is not UTF-8; save the file as UTF-8\n"
        "  2 | title: σ d\ufffdcay\n"
        "    |           ^",
    ),
    BadSpec(
        "Latin-1 behind a byte order mark",
        b"\xef\xbb\xbfkind: d\xe9cay\n",
        "f.yaml:1:8: error: the byte 0xE9 is not UTF-8; save the file as UTF-8\n  1 | kind: d\ufffdcay\n    |        ^",
    ),
    *(
        BadSpec(
            f"{encoding}, {'with' if has_mark else 'without'} a byte order mark",
            ("\ufeff" * has_mark + "kind: gradient-decay\n").encode(encoding),
            f"f.yaml: error: the file is {encoding[:6]}; save it as UTF-8",
        )
        for encoding in ("UTF-16-LE", "UTF-16-BE", "UTF-32-LE", "UTF-32-BE")
        for has_mark in (True, False)
    ),
    *(
        BadSpec(
            f"a merge that is not finished, in line {line}",
            "kind: gradient-decay\nparams:\n" * (line > 1) + f"<<<<<<< HEAD\n{versions}>>>>>>> x\n",
            f"f.yaml:{line}:1: error: this is not YAML\n"
            f"  {line} | <<<<<<< HEAD\n"
            "    | ^^^^^^^^^^^^ git wrote this line, as a merge is not finished: keep one of both versions, and delete the line",
        )
        for line, versions in ((1, "kind: bars\n=======\nkind: grid\n"), (3, "  rule: rms\n=======\n  rule: mean\n"))
    ),
    BadSpec(
        "too large",
        b"#" * (1024 * 1024 + 1),
        "f.yaml: error: the text is larger than 1,048,576 bytes (1 MiB), the most that is read",
    ),
    BadSpec(
        "after characters of two and four bytes",
        "{title: 'σ′ 😀 é', kind: gradient-decy}\n",
        "f.yaml:1:25: error: kind: 'gradient-decy' is not one of gradient-decay, gradient-flow\n"
        "  1 | {title: 'σ′ 😀 é', kind: gradient-decy}\n"
        "    |                          ^^^^^^^^^^^^^ did you mean 'gradient-decay'?",
    ),
    BadSpec(
        "byte order mark and Windows line ends",
        b"\xef\xbb\xbfkind: gradient-decy\r\ntitel: x\r\n",
        "f.yaml:1:7: error: kind: 'gradient-decy' is not one of gradient-decay, gradient-flow\n"
        "  1 | kind: gradient-decy\n"
        "    |       ^^^^^^^^^^^^^ did you mean 'gradient-decay'?\n"
        f"f.yaml:2:1: error: titel: this key is unknown; {KNOWN}\n"
        "  2 | titel: x\n"
        "    | ^^^^^ did you mean 'title'?",
    ),
]
