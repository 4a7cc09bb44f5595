"""Specs with wrong numbers and lists."""

from __future__ import annotations

from tests.spec.bad.spec import AN_ID, DECAY, FLOW, BadSpec

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
        "    |               ^^^^^^ numbers reach down to about 5e-324; write 0",
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
        "f.yaml:3:14: error: params.log_scale: 1 is not true or false\n  3 |   log_scale: 1\n    |              ^ write true",
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
        "    |                  ^ write the width of each layer, such as [784, 128, 10]",
    ),
    BadSpec(
        "wrong items, all of them",
        "kind: gradient-flow\nparams:\n  layers:\n    - 3\n    - four\n    - 0\n    - 2.0\n",
        "f.yaml:5:7: error: params.layers.1: 'four' is not a whole number from 1 to 1024\n"
        "  5 |     - four\n"
        "    |       ^^^^ write 4\n"
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
        "    |              ^^^^^^^ write {figure: relu-16}",
    ),
    BadSpec(
        "file for a union",
        FLOW + "  gradients: ../data/run.csv\n",
        "f.yaml:4:14: error: params.gradients: '../data/run.csv' is not a list of numbers of 0 or more, "
        "or a mapping {figure: …}, or a mapping {file: …}\n"
        "  4 |   gradients: ../data/run.csv\n"
        "    |              ^^^^^^^^^^^^^^^ write {file: ../data/run.csv, column: …}",
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
        "f.yaml:4:15: error: params.gradients.figur: this key is unknown; known here: figure\n"
        "  4 |   gradients: {figur: relu-16}\n"
        "    |               ^^^^^ did you mean 'figure'?",
    ),
    BadSpec(
        "wrong reference",
        FLOW + "  gradients: {figure: ReLU 16}\n",
        "f.yaml:4:23: error: params.gradients.figure: 'ReLU 16' is not " + AN_ID + "\n"
        "  4 |   gradients: {figure: ReLU 16}\n"
        "    |                       ^^^^^^^ write relu-16",
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
        "f.yaml:4:18: error: params.current_layer: 4 is past the input layer: with 4 layers it is at most 3\n"
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
