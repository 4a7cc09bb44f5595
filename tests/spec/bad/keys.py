"""Specs with wrong words and keys, or of a structure that no spec has."""

from __future__ import annotations

from tests.spec.bad.spec import DECAY, DECAY_KNOWN, KNOWN, BadSpec

WORDS_AND_KEYS = [
    BadSpec(
        "unknown word",
        DECAY + "  activation: reluu\n",
        "f.yaml:3:15: error: params.activation: 'reluu' is not one of identity, relu, leaky-relu, sigmoid, tanh, gelu, silu\n"
        "  3 |   activation: reluu\n"
        "    |               ^^^^^ did you mean 'relu'?",
    ),
    BadSpec(
        "capital letters",
        DECAY + "  activation: ReLU\n",
        "f.yaml:3:15: error: params.activation: 'ReLU' is not one of identity, relu, leaky-relu, sigmoid, tanh, gelu, silu\n"
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
        "    |   ^^^^^ write it next to 'params', not under it",
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
        "f.yaml:2:9: error: params: a list is not a mapping {layers: …}\n  2 | params: [3, 4]\n"
        "    |         ^^^^^^ write {layers: [3, 4]}",
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
        "f.yaml:2:21: error: params.rule: the alias *all is inside the value that it repeats\n"
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
        "f.yaml:5:36: error: more than 100,000 values, the most that is read (each use of an alias counts, and every 100 characters of a text count as one more)\n"
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
