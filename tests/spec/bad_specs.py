"""Specs that are wrong, each with the whole report that its author must get, to the character."""

from __future__ import annotations

from typing import NamedTuple


class BadSpec(NamedTuple):
    name: str
    content: str | bytes
    report: str


DECAY = "kind: gradient-decay\nparams:\n"
FLOW = "kind: gradient-flow\nparams:\n  layers: [3, 4, 4, 2]\n"
KNOWN = "known here: caption, explore, id, kind, lang, link, motion, note, params, size, stills, title"
DECAY_KNOWN = "known here: activation, init_scale, log_scale, num_layers, rule"
AN_ID = "an id of lower-case letters, digits and single hyphens, such as relu-16"

WORDS_AND_KEYS = [
    BadSpec(
        "unknown word",
        DECAY + "  activation: reluu\n",
        "f.yaml:3:15: error: params.activation: 'reluu' is not one of identity, relu, sigmoid\n"
        "  3 |   activation: reluu\n"
        "    |               ^^^^^ did you mean 'relu'?",
    ),
    BadSpec(
        "capital letters",
        DECAY + "  activation: ReLU\n",
        "f.yaml:3:15: error: params.activation: 'ReLU' is not one of identity, relu, sigmoid\n"
        "  3 |   activation: ReLU\n"
        "    |               ^^^^ did you mean 'relu'?",
    ),
    BadSpec(
        "word that resembles none",
        DECAY + "  rule: geometric # the third\n",
        "f.yaml:3:9: error: params.rule: 'geometric' is not one of mean, rms\n"
        "  3 |   rule: geometric # the third\n"
        "    |         ^^^^^^^^^",
    ),
    BadSpec(
        "unknown kind",
        "kind: gradient-decy\n",
        "f.yaml:1:7: error: kind: 'gradient-decy' is not one of gradient-decay, gradient-flow\n"
        "  1 | kind: gradient-decy\n"
        "    |       ^^^^^^^^^^^^^ did you mean 'gradient-decay'?",
    ),
    BadSpec(
        "kind is a number",
        "kind: 3\n",
        "f.yaml:1:7: error: kind: 3 is not one of gradient-decay, gradient-flow\n  1 | kind: 3\n    |       ^",
    ),
    BadSpec(
        "kind without a value",
        "title: Decay\nkind:\n",
        "f.yaml:2:1: error: kind: a value is missing\n"
        "  2 | kind:\n"
        "    | ^^^^ write one of gradient-decay, gradient-flow",
    ),
    BadSpec(
        "no kind",
        "title: Decay\n",
        "f.yaml:1:1: error: kind: this key is missing; write one of gradient-decay, gradient-flow\n"
        "  1 | title: Decay\n"
        "    | ^",
    ),
    BadSpec(
        "unknown key",
        "kind: gradient-decay\ntitel: Decay\n",
        f"f.yaml:2:1: error: titel: this key is unknown; {KNOWN}\n"
        "  2 | titel: Decay\n"
        "    | ^^^^^ did you mean 'title'?",
    ),
    BadSpec(
        "unknown parameter",
        DECAY + "  num_layer: 8\n",
        f"f.yaml:3:3: error: params.num_layer: this key is unknown; {DECAY_KNOWN}\n"
        "  3 |   num_layer: 8\n"
        "    |   ^^^^^^^^^ did you mean 'num_layers'?",
    ),
    BadSpec(
        "parameter beside params",
        "kind: gradient-decay\nparams:\nnum_layers: 8\n",
        f"f.yaml:3:1: error: num_layers: this key is unknown; {KNOWN}\n"
        "  3 | num_layers: 8\n"
        "    | ^^^^^^^^^^ write it under 'params'",
    ),
    BadSpec(
        "shared key under params",
        DECAY + "  title: Decay\n",
        f"f.yaml:3:3: error: params.title: this key is unknown; {DECAY_KNOWN}\n"
        "  3 |   title: Decay\n"
        "    |   ^^^^^ write it beside 'params', not under it",
    ),
    BadSpec(
        "missing parameter",
        "kind: gradient-flow\nparams:\n  loop: true\n",
        "f.yaml:2:1: error: params.layers: this key is missing; "
        "write a list of 1 to 64 whole numbers from 1 to 1024, or a mapping {file: …}\n"
        "  2 | params:\n"
        "    | ^^^^^^",
    ),
    BadSpec(
        "missing parameter without params",
        "kind: gradient-flow\n",
        "f.yaml:1:1: error: params.layers: this key is missing; "
        "write a list of 1 to 64 whole numbers from 1 to 1024, or a mapping {file: …}\n"
        "  1 | kind: gradient-flow\n"
        "    | ^",
    ),
    BadSpec(
        "duplicate key",
        DECAY + "  rule: mean\n  rule: rms\n",
        "f.yaml:4:3: error: the key 'rule' is given twice; the first is in line 3\n"
        "  4 |   rule: rms\n"
        "    |   ^^^^ delete one of them",
    ),
    BadSpec(
        "params is a list",
        "kind: gradient-flow\nparams: [3, 4]\n",
        "f.yaml:2:9: error: params: a list is not a mapping {layers: …}\n  2 | params: [3, 4]\n    |         ^^^^^^",
    ),
]

NUMBERS = [
    BadSpec(
        "quoted number",
        DECAY + "  num_layers: '16'\n",
        "f.yaml:3:15: error: params.num_layers: '16' is not a whole number from 2 to 64\n"
        "  3 |   num_layers: '16'\n"
        "    |               ^^^^ write 16 without quotes",
    ),
    BadSpec(
        "fraction for a whole number",
        DECAY + "  num_layers: 16.5\n",
        "f.yaml:3:15: error: params.num_layers: 16.5 is not a whole number from 2 to 64\n"
        "  3 |   num_layers: 16.5\n"
        "    |               ^^^^",
    ),
    BadSpec(
        "whole number with a point",
        DECAY + "  num_layers: 16.0\n",
        "f.yaml:3:15: error: params.num_layers: 16.0 is not a whole number from 2 to 64\n"
        "  3 |   num_layers: 16.0\n"
        "    |               ^^^^ write 16",
    ),
    BadSpec(
        "fraction beyond a clamp",
        DECAY + "  num_layers: 100.5\n",
        "f.yaml:3:15: error: params.num_layers: 100.5 is not a whole number from 2 to 64\n"
        "  3 |   num_layers: 100.5\n"
        "    |               ^^^^^",
    ),
    BadSpec(
        "number without a value",
        DECAY + "  num_layers:\n",
        "f.yaml:3:3: error: params.num_layers: a value is missing\n"
        "  3 |   num_layers:\n"
        "    |   ^^^^^^^^^^ write a whole number from 2 to 64",
    ),
    BadSpec(
        "out of range",
        DECAY + "  init_scale: 2000\n",
        "f.yaml:3:15: error: params.init_scale: 2000 is out of range; allowed is 0.001 to 1000\n"
        "  3 |   init_scale: 2000\n"
        "    |               ^^^^",
    ),
    BadSpec(
        "out of range below",
        DECAY + "  init_scale: 1e-4\n",
        "f.yaml:3:15: error: params.init_scale: 0.0001 is out of range; allowed is 0.001 to 1000\n"
        "  3 |   init_scale: 1e-4\n"
        "    |               ^^^^",
    ),
    BadSpec(
        "out of an open range",
        FLOW + "  current_layer: -1\n",
        "f.yaml:4:18: error: params.current_layer: -1 is out of range; allowed is 0 or more\n"
        "  4 |   current_layer: -1\n"
        "    |                  ^^",
    ),
    BadSpec(
        "number with its unit",
        FLOW + "  play_speed: 300 ms\n",
        "f.yaml:4:15: error: params.play_speed: '300 ms' is not a number from 80 to 10000 ms\n"
        "  4 |   play_speed: 300 ms\n"
        "    |               ^^^^^^ write 300, in ms",
    ),
    BadSpec(
        "infinity",
        FLOW + "  play_speed: .inf\n",
        "f.yaml:4:15: error: params.play_speed: .inf is not a number that a figure can show\n"
        "  4 |   play_speed: .inf\n"
        "    |               ^^^^ write a finite number",
    ),
    BadSpec(
        "not a number",
        FLOW + "  gradients: [0.1, .nan, 0.3, 1]\n",
        "f.yaml:4:20: error: params.gradients.1: .nan is not a number that a figure can show\n"
        "  4 |   gradients: [0.1, .nan, 0.3, 1]\n"
        "    |                    ^^^^ write a finite number",
    ),
    BadSpec(
        "too large for a number",
        DECAY + "  init_scale: 1e400\n",
        "f.yaml:3:15: error: params.init_scale: 1e400 is too large for a number\n"
        "  3 |   init_scale: 1e400\n"
        "    |               ^^^^^ numbers reach to about 1.8e308",
    ),
    BadSpec(
        "too small for a number",
        FLOW + "  gradients: [1e-400, 0.1, 0.3, 1]\n",
        "f.yaml:4:15: error: params.gradients.0: 1e-400 is too small for a number\n"
        "  4 |   gradients: [1e-400, 0.1, 0.3, 1]\n"
        "    |               ^^^^^^ numbers reach down to about 1e-307; write 0",
    ),
    BadSpec(
        "too large for a whole number",
        DECAY + "  num_layers: 99999999999999999999\n",
        "f.yaml:3:15: error: params.num_layers: 99999999999999999999 is too large for a whole number\n"
        "  3 |   num_layers: 99999999999999999999\n"
        "    |               ^^^^^^^^^^^^^^^^^^^^ whole numbers reach to 9,007,199,254,740,992; write larger ones like 1.5e17",
    ),
    BadSpec(
        "one for true",
        DECAY + "  log_scale: 1\n",
        "f.yaml:3:14: error: params.log_scale: 1 is not true or false\n  3 |   log_scale: 1\n    |              ^",
    ),
    BadSpec(
        "true for a number with a clamp",
        DECAY + "  num_layers: true\n",
        "f.yaml:3:15: error: params.num_layers: true is not a whole number from 2 to 64\n"
        "  3 |   num_layers: true\n"
        "    |               ^^^^",
    ),
    BadSpec(
        "quoted truth",
        DECAY + '  log_scale: "true"\n',
        "f.yaml:3:14: error: params.log_scale: 'true' is not true or false\n"
        '  3 |   log_scale: "true"\n'
        "    |              ^^^^^^ write true without quotes",
    ),
    BadSpec(
        "clamped beside an error",
        FLOW + "  play_speed: 20\n  loop: often\n",
        "f.yaml:4:15: warning: params.play_speed: 20 ms is outside 80 to 10000 ms; 80 ms is used\n"
        "  4 |   play_speed: 20\n"
        "    |               ^^\n"
        "f.yaml:5:9: error: params.loop: 'often' is not true or false\n"
        "  5 |   loop: often\n"
        "    |         ^^^^^",
    ),
]

LISTS = [
    BadSpec(
        "empty list",
        "kind: gradient-flow\nparams:\n  layers: []\n",
        "f.yaml:3:11: error: params.layers: the list has 0 items; allowed are 1 to 64\n"
        "  3 |   layers: []\n"
        "    |           ^^",
    ),
    BadSpec(
        "list too long",
        "kind: gradient-flow\nparams:\n  layers: [" + ", ".join("1" * 65) + "]\n",
        "f.yaml:3:11: error: params.layers: the list has 65 items; allowed are 1 to 64",
    ),
    BadSpec(
        "number for a list",
        "kind: gradient-flow\nparams: {layers: 4}\n",
        "f.yaml:2:18: error: params.layers: 4 is not a list of 1 to 64 whole numbers from 1 to 1024, or a mapping {file: …}\n"
        "  2 | params: {layers: 4}\n"
        "    |                  ^",
    ),
    BadSpec(
        "wrong items, all of them",
        "kind: gradient-flow\nparams:\n  layers:\n    - 3\n    - four\n    - 0\n    - 2.0\n",
        "f.yaml:5:7: error: params.layers.1: 'four' is not a whole number from 1 to 1024\n"
        "  5 |     - four\n"
        "    |       ^^^^\n"
        "f.yaml:6:7: error: params.layers.2: 0 is out of range; allowed is 1 to 1024\n"
        "  6 |     - 0\n"
        "    |       ^\n"
        "f.yaml:7:7: error: params.layers.3: 2.0 is not a whole number from 1 to 1024\n"
        "  7 |     - 2.0\n"
        "    |       ^^^ write 2",
    ),
    BadSpec(
        "word for a union",
        FLOW + "  gradients: relu-16\n",
        "f.yaml:4:14: error: params.gradients: 'relu-16' is not a list of numbers of 0 or more, "
        "or a mapping {figure: …}, or a mapping {file: …}\n"
        "  4 |   gradients: relu-16\n"
        "    |              ^^^^^^^",
    ),
    BadSpec(
        "wrong item in a union",
        FLOW + "  gradients: [0.1, -0.2, 0.5, 1]\n",
        "f.yaml:4:20: error: params.gradients.1: -0.2 is out of range; allowed is 0 or more\n"
        "  4 |   gradients: [0.1, -0.2, 0.5, 1]\n"
        "    |                    ^^^^",
    ),
    BadSpec(
        "wrong key in a union",
        FLOW + "  gradients: {figur: relu-16}\n",
        "f.yaml:4:3: error: params.gradients.figure: this key is missing; write " + AN_ID + "\n"
        "  4 |   gradients: {figur: relu-16}\n"
        "    |   ^^^^^^^^^\n"
        "f.yaml:4:15: error: params.gradients.figur: this key is unknown; known here: figure\n"
        "  4 |   gradients: {figur: relu-16}\n"
        "    |               ^^^^^ did you mean 'figure'?",
    ),
    BadSpec(
        "wrong reference",
        FLOW + "  gradients: {figure: ReLU 16}\n",
        "f.yaml:4:23: error: params.gradients.figure: 'ReLU 16' is not " + AN_ID + "\n"
        "  4 |   gradients: {figure: ReLU 16}\n"
        "    |                       ^^^^^^^",
    ),
    BadSpec(
        "lengths disagree",
        FLOW + "  gradients: [0.1, 0.5, 1]\n",
        "f.yaml:4:14: error: params.gradients: has 3 values, but layers has 4: give one value per layer\n"
        "  4 |   gradients: [0.1, 0.5, 1]\n"
        "    |              ^^^^^^^^^^^^^",
    ),
    BadSpec(
        "lengths disagree, as a block",
        FLOW + "  gradients:\n    - 0.5\n    - 1\n",
        "f.yaml:4:3: error: params.gradients: has 2 values, but layers has 4: give one value per layer\n"
        "  4 |   gradients:\n"
        "    |   ^^^^^^^^^",
    ),
    BadSpec(
        "cursor past the end",
        FLOW + "  current_layer: 4\n",
        "f.yaml:4:18: error: params.current_layer: 4 is past the input layer: with 4 layers it is 0 to 3\n"
        "  4 |   current_layer: 4\n"
        "    |                  ^",
    ),
    BadSpec(
        "loop without motion",
        FLOW + "  playing: false\n  loop: true\n",
        "f.yaml:5:9: error: params.loop: a loop needs a wave that moves: remove loop, or set playing: true\n"
        "  5 |   loop: true\n"
        "    |         ^^^^",
    ),
]

TEXTS = [
    BadSpec(
        "id that would leave the folder",
        "kind: gradient-decay\nid: ../secret\n",
        f"f.yaml:2:5: error: id: '../secret' is not {AN_ID}\n  2 | id: ../secret\n    |     ^^^^^^^^^",
    ),
    BadSpec(
        "number for a title",
        "kind: gradient-decay\ntitle: 2024\n",
        "f.yaml:2:8: error: title: 2024 is not one line of text\n  2 | title: 2024\n    |        ^^^^ put it in quotes",
    ),
    BadSpec(
        "title of two lines",
        "kind: gradient-decay\ntitle: |\n  Two\n  lines\n",
        "f.yaml:2:8: error: title: 'Two lines' is not one line of text\n  2 | title: |\n    |        ^",
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
        "not a language",
        "kind: gradient-decay\nlang: english\n",
        "f.yaml:2:7: error: lang: 'english' is not a language tag such as en or pt-BR\n"
        "  2 | lang: english\n"
        "    |       ^^^^^^^",
    ),
    BadSpec(
        "escape of a control character",
        'kind: gradient-decay\ntitle: "\\e[31mred"\n',
        "f.yaml:2:8: error: title: the text holds the invisible character U+001B\n"
        '  2 | title: "\\e[31mred"\n'
        "    |        ^^^^^^^^^^^ delete its escape",
    ),
]

YAML_VERSIONS = [
    BadSpec(
        "no",
        DECAY + "  log_scale: no\n",
        "f.yaml:3:14: error: params.log_scale: no means false to some programs and the text 'no' to others\n"
        "  3 |   log_scale: no\n"
        '    |              ^^ write false, or "no" for the text',
    ),
    BadSpec(
        "On",
        DECAY + "  log_scale: On\n",
        "f.yaml:3:14: error: params.log_scale: On means true to some programs and the text 'On' to others\n"
        "  3 |   log_scale: On\n"
        '    |              ^^ write true, or "On" for the text',
    ),
    BadSpec(
        "y",
        FLOW + "  loop: y\n",
        "f.yaml:4:9: error: params.loop: y means true to some programs and the text 'y' to others\n"
        "  4 |   loop: y\n"
        '    |         ^ write true, or "y" for the text',
    ),
    BadSpec(
        "Norwegian",
        "kind: gradient-decay\nlang: no\n",
        "f.yaml:2:7: error: lang: no means false to some programs and the text 'no' to others\n"
        "  2 | lang: no\n"
        '    |       ^^ write false, or "no" for the text',
    ),
    BadSpec(
        "leading zero",
        DECAY + "  num_layers: 012\n",
        "f.yaml:3:15: error: params.num_layers: 012 is 12 to some programs and octal or text to others\n"
        "  3 |   num_layers: 012\n"
        '    |               ^^^ write 12, 0o12 for octal, or "012" for the text',
    ),
    BadSpec(
        "leading zero that is not octal",
        DECAY + "  num_layers: 09\n",
        "f.yaml:3:15: error: params.num_layers: 09 is 9 to some programs and octal or text to others\n"
        "  3 |   num_layers: 09\n"
        '    |               ^^ write 9, or "09" for the text',
    ),
    BadSpec(
        "base sixty",
        FLOW + "  play_speed: 1:30\n",
        "f.yaml:4:15: error: params.play_speed: 1:30 is a number in base sixty to some programs and text to others\n"
        "  4 |   play_speed: 1:30\n"
        '    |               ^^^^ write 90, or "1:30" for the text',
    ),
    BadSpec(
        "binary",
        DECAY + "  num_layers: 0b1100\n",
        "f.yaml:3:15: error: params.num_layers: 0b1100 is a number to some programs and text to others\n"
        "  3 |   num_layers: 0b1100\n"
        '    |               ^^^^^^ write 12, or "0b1100" for the text',
    ),
    BadSpec(
        "underscore",
        FLOW + "  play_speed: 1_000\n",
        "f.yaml:4:15: error: params.play_speed: 1_000 is a number to some programs and text to others\n"
        "  4 |   play_speed: 1_000\n"
        '    |               ^^^^^ write 1000, or "1_000" for the text',
    ),
    BadSpec(
        "date",
        "kind: gradient-decay\ntitle: 2024-02-29\n",
        "f.yaml:2:8: error: title: 2024-02-29 is a date to some programs and text to others\n"
        "  2 | title: 2024-02-29\n"
        '    |        ^^^^^^^^^^ write "2024-02-29" for the text',
    ),
]

STRUCTURE = [
    BadSpec("empty", "", "f.yaml:1:1: error: the spec is empty (begin with 'kind: gradient-decay')"),
    BadSpec(
        "comment only",
        "# later\n",
        "f.yaml:1:1: error: the spec is empty\n  1 | # later\n    | ^ begin with 'kind: gradient-decay'",
    ),
    BadSpec(
        "a list",
        "- kind: gradient-decay\n",
        "f.yaml:1:1: error: a spec is a mapping of keys to values, not a list\n"
        "  1 | - kind: gradient-decay\n"
        "    | ^ begin with 'kind: gradient-decay'",
    ),
    BadSpec(
        "no space after the colon",
        "kind:gradient-decay\n",
        "f.yaml:1:1: error: a spec is a mapping of keys to values, not text\n"
        "  1 | kind:gradient-decay\n"
        "    | ^^^^^^^^^^^^^^^^^^^ write a space after ':'",
    ),
    BadSpec(
        "two documents",
        "kind: gradient-decay\n---\nkind: gradient-flow\n",
        "f.yaml:2:1: error: a second YAML document begins here; a spec is one document\n"
        "  2 | ---\n"
        "    | ^^^ delete this line and what follows",
    ),
    BadSpec(
        "tag",
        "kind: !!python/name:os.system gradient-decay\n",
        "f.yaml:1:7: error: kind: the YAML tag !!python/name:os.system is not allowed; write the value without it\n"
        "  1 | kind: !!python/name:os.system gradient-decay\n"
        "    |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ),
    BadSpec(
        "undeclared tag",
        "kind: !a!b gradient-decay\n",
        "f.yaml:1:7: error: YAML tags (!) are not allowed; write the value without it\n"
        "  1 | kind: !a!b gradient-decay\n"
        "    |       ^",
    ),
    BadSpec(
        "merge key",
        "kind: gradient-decay\nparams:\n  <<: {rule: rms}\n",
        "f.yaml:3:3: error: merge keys (<<) are not read; write the keys out\n  3 |   <<: {rule: rms}\n    |   ^^",
    ),
    BadSpec(
        "number as a key",
        "kind: gradient-decay\n1: x\n",
        "f.yaml:2:1: error: the key 1 is not a name; put it in quotes if it is one\n  2 | 1: x\n    | ^",
    ),
    BadSpec(
        "list as a key",
        "kind: gradient-decay\n[a, b]: x\n",
        "f.yaml:2:1: error: a key must be a name, not a list\n"
        "  2 | [a, b]: x\n"
        "    | ^ put text that begins with '{' or '[' in quotes",
    ),
    BadSpec(
        "alias without an anchor",
        "kind: gradient-decay\ntitle: *emphasis\n",
        "f.yaml:2:8: error: title: the alias *emphasis has no anchor above it\n"
        "  2 | title: *emphasis\n"
        "    |        ^^^^^^^^^ write &emphasis before the value to repeat, or put the text in quotes",
    ),
    BadSpec(
        "alias of itself",
        "kind: gradient-decay\nparams: &all {rule: *all}\n",
        "f.yaml:2:21: error: params.rule: the alias *all stands inside the value that it repeats\n"
        "  2 | params: &all {rule: *all}\n"
        "    |                     ^^^^",
    ),
    BadSpec(
        "alias bomb",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
        "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
        "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
        "e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n",
        "f.yaml:5:36: error: more than 100,000 values, the most that is read (each use of an alias counts)\n"
        "  5 | e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
        "    |                                    ^^",
    ),
    BadSpec(
        "nested too deep",
        "a: " + "[" * 30 + "]" * 30 + "\n",
        "f.yaml:1:23: error: nested more than 20 levels deep, the most that is read\n"
        "  1 | a: " + "[" * 30 + "]" * 30 + "\n"
        "    |                       ^",
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
        "f.yaml:2:9: error: a bracket is opened here and never closed\n  2 | params: {rule: rms,\n    |         ^",
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
        "f.yaml:2:13: error: a ': ' cannot stand here\n"
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
    BadSpec(
        "UTF-16",
        "kind: gradient-decay\n".encode("utf-16"),
        "f.yaml: error: the file is UTF-16; save it as UTF-8",
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

BAD_SPECS = [*WORDS_AND_KEYS, *NUMBERS, *LISTS, *TEXTS, *YAML_VERSIONS, *STRUCTURE, *SYNTAX, *ENCODING]
