"""`KIND`, the entry of `dead-neurons` in the table of kinds."""

from __future__ import annotations

from sitegen.figures.dead_neurons.demo import demo_activations, demo_names
from sitegen.figures.dead_neurons.description import describe
from sitegen.figures.dead_neurons.drawing import draw
from sitegen.figures.dead_neurons.kernel import DeadCriterion, DeadNeuronReport, dead_neuron_report
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams, ResolvedDeadNeurons
from sitegen.kinds.figure_kind import Cost, Example, FigureKind, Truth


def compute(params: ResolvedDeadNeurons) -> DeadNeuronReport:
    """Evaluate the kernel for one spec."""
    rule = DeadCriterion(params.criterion, params.threshold, params.activation)
    if demo := params.demo:
        made = demo_activations(demo.neurons, demo.samples, demo.dead_share, demo.seed).tolist()
        return dead_neuron_report(demo_names(demo.neurons, demo.per_layer), made, rule, params.samples_wanted)
    neurons = params.neurons or ()
    histories = [neuron.activations for neuron in neurons]
    return dead_neuron_report([neuron.id for neuron in neurons], histories, rule, params.samples_wanted)


def cost(params: ResolvedDeadNeurons) -> Cost:
    """Estimate the work of one state from the number of neurons, each a row of the table, and of their samples."""
    given = [len(neuron.activations) for neuron in params.neurons or ()]
    neurons = params.demo.neurons if params.demo else len(given)
    samples = neurons * params.demo.samples if params.demo else sum(given)
    return Cost(0.02 + 1e-4 * neurons + 2e-7 * samples, 0.5 + 1e-3 * neurons + 1e-6 * samples)


_UNITS = {
    "neurons": [{"id": "a", "activations": [0.2, 0.0, 0.9999]}, {"id": "b", "activations": [0.004, 0.003]}],
    "activation": "tanh",
}
KIND = FigureKind(
    name="dead-neurons",
    title="Dead neurons",
    purpose="A card per neuron shows its activations over a window and whether it is dead: silent, or saturated. "
    "For many neurons, it shows the share of dead ones by layer, and cards of the weakest ones.",
    formula=r"\max_{t \in \text{window}} |a_t| < \theta \quad\text{or}\quad \max_{t \in \text{window}} \varphi'(z_t) < \theta \quad\text{where}\quad a_t = \varphi(z_t)",
    source="Definition of a silent unit by its largest absolute output; of a saturated one by the slope at its output.",
    example="neurons:\n  - {id: a, activations: [0, 0.2, 0.4]}\n  - {id: b, activations: [0, 0, 0]}\nactivation: relu",
    params=DeadNeuronsParams,
    resolved_params=ResolvedDeadNeurons,
    compute=compute,
    draw=draw,
    cost=cost,
    describe=describe,
    examples=(
        Example("silent", {"activation": "relu", "neurons": {"a": [0.0, 0.2, 0.4], "b": [0.0, 0.0, 0.0]}}),
        Example("saturated", {**_UNITS, "criterion": "saturated"}),
        Example(
            "window", {"activation": "sigmoid", "window": 2, "neurons": {"a": [0.5, 1e-9, 1e-8], "b": [0.1, 0.2, 0.3]}}
        ),
    ),
    truths=(Truth("sample by sample", "sitegen.figures.dead_neurons.truths:sample_by_sample"),),
    variations={
        "neurons": (_UNITS, [{"id": "a", "activations": [0.2, 0.0]}]),
        "demo": ({"demo": {}}, {"seed": 12}),
        "activation": (_UNITS, "sigmoid"),
        "criterion": (_UNITS, "saturated"),
        "dead_threshold": (_UNITS, 0.01),
        "window": (_UNITS, 1),
        "scale": (_UNITS, "own"),
    },
)
