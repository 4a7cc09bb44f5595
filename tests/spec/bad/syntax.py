"""Specs that are not YAML, or that one program reads as another does not."""

from __future__ import annotations

from tests.spec.bad.spec import DECAY, FLOW, BadSpec

YAML_VERSIONS = [
    BadSpec(
        "no",
        DECAY + "  log_scale: no\n",
        "f.yaml:3:14: error: params.log_scale: no means false to some programs and the text 'no' to others\n"
        "  3 |   log_scale: no\n"
        "    |              ^^ write false",
    ),
    BadSpec(
        "On",
        DECAY + "  log_scale: On\n",
        "f.yaml:3:14: error: params.log_scale: On means true to some programs and the text 'On' to others\n"
        "  3 |   log_scale: On\n"
        "    |              ^^ write true",
    ),
    BadSpec(
        "y",
        FLOW + "  loop: y\n",
        "f.yaml:4:9: error: params.loop: y means true to some programs and the text 'y' to others\n"
        "  4 |   loop: y\n"
        "    |         ^ write true",
    ),
    BadSpec(
        "Norwegian",
        "kind: gradient-decay\nlang: no\n",
        "f.yaml:2:7: error: lang: no means false to some programs and the text 'no' to others\n"
        "  2 | lang: no\n"
        '    |       ^^ put it in quotes: "no"',
    ),
    BadSpec(
        "leading zero",
        DECAY + "  num_layers: 012\n",
        "f.yaml:3:15: error: params.num_layers: 012 is 12 to some programs and octal or text to others\n"
        "  3 |   num_layers: 012\n"
        "    |               ^^^ write 12, or 0o12 for octal",
    ),
    BadSpec(
        "leading zero that is not octal",
        DECAY + "  num_layers: 09\n",
        "f.yaml:3:15: error: params.num_layers: 09 is 9 to some programs and octal or text to others\n"
        "  3 |   num_layers: 09\n"
        "    |               ^^ write 9",
    ),
    BadSpec(
        "base sixty",
        FLOW + "  play_speed: 1:30\n",
        "f.yaml:4:15: error: params.play_speed: 1:30 is a number in base sixty to some programs and text to others\n"
        "  4 |   play_speed: 1:30\n"
        "    |               ^^^^ write 90",
    ),
    BadSpec(
        "binary",
        DECAY + "  num_layers: 0b1100\n",
        "f.yaml:3:15: error: params.num_layers: 0b1100 is a number to some programs and text to others\n"
        "  3 |   num_layers: 0b1100\n"
        "    |               ^^^^^^ write 12",
    ),
    BadSpec(
        "underscore",
        FLOW + "  play_speed: 1_000\n",
        "f.yaml:4:15: error: params.play_speed: 1_000 is a number to some programs and text to others\n"
        "  4 |   play_speed: 1_000\n"
        "    |               ^^^^^ write 1000",
    ),
    BadSpec(
        "date",
        "kind: gradient-decay\ntitle: 2024-02-29\n",
        "f.yaml:2:8: error: title: 2024-02-29 is a date to some programs and text to others\n"
        "  2 | title: 2024-02-29\n"
        '    |        ^^^^^^^^^^ put it in quotes: "2024-02-29"',
    ),
]


SYNTAX = [
    BadSpec(
        "open bracket",
        FLOW + "  gradients: [0.1, 0.2\n  loop: true\n",
        "f.yaml:4:14: error: this list has no closing ']', or lacks a comma\n"
        "  4 |   gradients: [0.1, 0.2\n"
        "    |              ^",
    ),
    BadSpec(
        "open brace at the end",
        "kind: gradient-decay\nparams: {rule: rms,\n",
        "f.yaml:2:9: error: a bracket is opened here and never closed\n  2 | params: {rule: rms,\n"
        "    |         ^ write } at the end",
    ),
    BadSpec(
        "open quote",
        "kind: gradient-decay\ntitle: 'Decay\nnote: x\n",
        "f.yaml:2:8: error: a quote is opened here and never closed\n  2 | title: 'Decay\n    |        ^",
    ),
    BadSpec(
        "apostrophe in quotes",
        "kind: gradient-decay\ntitle: 'It's decay'\n",
        "f.yaml:2:12: error: text goes on after the closing quote\n"
        "  2 | title: 'It's decay'\n"
        "    |            ^ to hold a quote, use the other kind around the text",
    ),
    BadSpec(
        "colon in text",
        "kind: gradient-decay\ntitle: Decay: the picture\n",
        "f.yaml:2:13: error: a ': ' is not allowed here\n"
        "  2 | title: Decay: the picture\n"
        "    |             ^ put text that holds ': ' in quotes",
    ),
    BadSpec(
        "line without a colon",
        DECAY + "  num_layers 16\n  rule: rms\n",
        "f.yaml:3:3: error: this line is not 'key: value'\n"
        "  3 |   num_layers 16\n"
        "    |   ^^^^^^^^^^^^^ write ': ' after the key",
    ),
    BadSpec(
        "indented too far",
        DECAY + "  num_layers: 16\n    rule: rms\n",
        "f.yaml:4:5: error: this line is indented further than the one above, which has a value already\n"
        "  4 |     rule: rms\n"
        "    |     ^^^^^^^^^ indent both equally",
    ),
    BadSpec(
        "indented too little",
        DECAY + "  num_layers: 16\n rule: rms\n",
        "f.yaml:4:2: error: this does not fit the mapping around it\n  4 |  rule: rms\n    |  ^ check the indentation",
    ),
    BadSpec(
        "reserved character",
        "kind: gradient-decay\ntitle: @home\n",
        "f.yaml:2:8: error: a value cannot begin with this character\n"
        "  2 | title: @home\n"
        "    |        ^ put the value in quotes",
    ),
    BadSpec(
        "backslash in double quotes",
        'kind: gradient-decay\ntitle: "\\sigma"\n',
        "f.yaml:2:9: error: this backslash means nothing in double quotes\n"
        '  2 | title: "\\sigma"\n'
        "    |         ^ use single quotes for text with backslashes",
    ),
    BadSpec(
        "half of a character",
        '{"kind": "gradient-decay", "title": "\\ud83d\\ude00"}\n',
        "f.yaml:1:40: error: this escape is half of a character\n"
        '  1 | {"kind": "gradient-decay", "title": "\\ud83d\\ude00"}\n'
        "    |                                        ^ write the character itself; in Python, json.dumps(…, ensure_ascii=False)",
    ),
    BadSpec(
        "bold text",
        "kind: gradient-decay\ntitle: **bold**\n",
        "f.yaml:2:8: error: '*' and '&' begin an alias or an anchor\n"
        "  2 | title: **bold**\n"
        "    |        ^ put text that begins with them in quotes",
    ),
    BadSpec(
        "dash in a value",
        "kind: gradient-decay\ntitle: - decay\n",
        "f.yaml:2:8: error: a list cannot begin here\n"
        "  2 | title: - decay\n"
        "    |        ^ put '- ' on a line of its own below the key, or quote the text",
    ),
    BadSpec(
        "variable",
        "kind: gradient-decay\nparams: {num_layers: ${DEPTH}}\n",
        "f.yaml:2:22: error: variables are not replaced in specs\n"
        "  2 | params: {num_layers: ${DEPTH}}\n"
        "    |                      ^ write the value",
    ),
]
