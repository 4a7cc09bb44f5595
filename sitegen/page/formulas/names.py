"""Names of LaTeX: environments that formulas may contain, commands that they may not, and what to write instead."""

from __future__ import annotations

from sitegen.spec.other_words import for_words

ENVIRONMENTS = {
    **{name: name for name in ("aligned", "gathered", "array", "subarray", "cases", "dcases", "rcases", "drcases")},
    **{name: name for name in ("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix")},
    **{name: name for name in ("align", "align*", "gather", "gather*", "equation", "equation*")},
    "alignat": "align",
    "alignat*": "align*",
    "alignedat": "aligned",
    "split": "aligned",
}
"""The environments of formulas, and the name by which math-core knows each."""
NUMBERED = {"align", "align*", "alignat", "alignat*", "gather", "gather*", "equation", "equation*"}
"""Environments that are a whole formula of their own in LaTeX, and number their lines unless they have a star."""
COLUMNS = for_words({"gathered gather gather* equation equation*": 1, "split cases dcases rcases drcases": 2})
"""The greatest number of columns in environments that have one."""

OTHER_ENVIRONMENTS = {
    "eqnarray": r"write \begin{aligned} a &= b \\ c &= d \end{aligned}",
    "flalign": r"write \begin{align*} … \end{align*}",
    "multline": r"write \begin{gathered} … \end{gathered}",
    "smallmatrix": r"write \begin{matrix} … \end{matrix}",
    "tabular": r"write a Markdown table, or \begin{array}{ll} … \end{array}",
}
"""Environments that are refused, without their star, and what to write instead."""

_COLOUR = r"colours are lost in print and for many readers; write \boldsymbol{…} or \underbrace{…}_{\text{…}}"
_LINK = "write the link in the text around the formula"
_MACRO = r"write the commands out, or use \newcommand{\name}{…} without parameters"
_STRIKE = "write the formula before and after the step: a stroke through it is not spoken"
_STYLE = r"write \text{…}, \textbf{…}, \textit{…} or \texttt{…}"
REFUSED = for_words(
    {
        "label": "leave it out; other pages can link to the heading above the formula",
        "ref eqref pageref autoref cref Cref nameref vref": "name the formula in words, or link to the heading above it",
        "cite citep citet footnote footnotemark item section": "write it in the text around the formula",
        "centering hfill vfill vspace vskip noindent newpage pagebreak par small large Large tiny": "leave it out",
        "newline linebreak": r"write \\ between lines of \begin{aligned} … \end{aligned}",
        "includegraphics": "write a picture of Markdown: ![what it shows](…)",
        "color textcolor colorbox fcolorbox definecolor": _COLOUR,
        "href url": _LINK,
        "class style cssId htmlClass htmlData htmlId htmlStyle": "leave it out",
        "cancel bcancel xcancel sout st enclose": _STRIKE,
        "gdef edef xdef let newenvironment require": _MACRO,
        "textsc textsf textsl textup emph uline": _STYLE,
        "fbox framebox": r"write \boxed{…}",
        "widetilde widecheck utilde": r"browsers do not draw it alike; write \tilde{…} or \widehat{…}",
        "intertext": "end the environment, write the text, and begin another one",
        "mathop": r"write \operatorname*{arg\,max}_x",
        "mathchoice": r"write the form that you mean, perhaps after \displaystyle or \textstyle",
        "raisebox": "leave it out, or write an index or a power",
        "rule": "leave it out",
        "smash": r"leave it out, or write \vphantom{…}",
        "sideset": r"write {}_a^b \sum",
        "verb": r"write \texttt{…}",
        "underbar": r"write \underline{…}",
        "ce": r"write \mathrm{H_2O}",
        **{
            name: rf"write \begin{{{name}}} … \end{{{name}}}"
            for name in ("matrix", "pmatrix", "bmatrix", "vmatrix", "cases")
        },
        "cr": r"write \\ between lines",
        "multicolumn multirow": "write the cells one by one",
        "SI si qty unit": r"write the number and the unit: 3\,\mathrm{m/s}",
    }
)
"""Commands that are refused, and what to write instead."""

_FUNCTIONS = "relu ReLU GELU ELU arcsinh arccosh arctanh sech csch softmax Softmax softplus sigmoid sigm logit erf loss Loss trace Var Cov Tr tr diag rank sign sgn KL ELBO MSE"
_LETTER = r"write \boldsymbol{W}, or \mathbf{W}"
_SETS = ("N", "Z", "Q", "R", "C", "E", "P", "RR", "EE")
ELSEWHERE = {
    **{name: rf"write \operatorname{{{name}}}" for name in _FUNCTIONS.split()},
    **for_words(
        {
            "norm Norm": r"write \lVert x \rVert",
            "abs": r"write \lvert x \rvert",
            "pdv pd pderiv": r"write \frac{\partial f}{\partial x}",
            "dv odv deriv": r"write \frac{\mathrm{d} f}{\mathrm{d} x}",
            "d dd diff": r"write \mathrm{d}",
            "grad": r"write \nabla",
            "mat matr vb": _LETTER,
            "T tran transpose trans": r"write W^\top",
            "indep independent ind": r"write \perp",
            "nicefrac sfrac": r"write \tfrac{a}{b}, or a/b",
            "num": "write the number, without a command",
            "input include usepackage": "write the formula itself",
            "llap rlap clap mathllap mathrlap mathclap strut": "leave it out",
            "hspace* ensuremath": "leave the star or the command out",
            "half onehalf": r"write \tfrac{1}{2}",
            "hbox textnormal": r"write \text{…}",
        }
    ),
    **{
        name: rf"write \mathbb{{{name[0]}}}, or define it: \newcommand{{\{name}}}{{\mathbb{{{name[0]}}}}}"
        for name in _SETS
    },
}
"""Commands that packages or authors define, and what to write instead."""

MACROS = for_words(
    {
        "dotsb dotsm dotsi": r"\cdots",
        "dotsc dotso": r"\ldots",
        "mathbbm mathds": r"\mathbb",
        "mathbfit": r"\boldsymbol",
        "mathnormal": r"\mathit",
        "colon": r"\mathpunct{:}",
        "mbox": r"\text",
        "textrm": r"\text",
        "pmb": r"\boldsymbol",
    }
)
"""Commands that math-core does not know, by others with the same result."""

_FREQUENT = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega partial nabla infty ell hbar
sum prod int oint lim max min sup inf arg argmax argmin det dim exp ln log sin cos tan sinh cosh tanh Pr
frac tfrac dfrac sqrt binom left right middle big Big bigg Bigg bigl bigr overset underset stackrel
underbrace overbrace overline underline hat widehat tilde bar vec dot ddot mathrm mathbf mathbb mathcal mathfrak
mathsf mathtt mathit boldsymbol bm operatorname text textbf textit begin end substack limits nolimits
cdot times circ odot oplus otimes pm mp le leq ge geq ne neq approx equiv sim propto in notin subset subseteq cup cap
to rightarrow leftarrow Rightarrow mapsto iff implies forall exists neg land lor mid parallel perp lVert rVert lvert
rvert langle rangle lfloor rfloor lceil rceil ldots cdots vdots ddots dots quad qquad prime top boxed phantom tag
displaystyle textstyle bmod pmod mod xrightarrow newcommand
"""
KNOWN = _FREQUENT.split()
"""Frequent commands, for suggestions."""

ADVICE = {
    "Math mode within text mode": r"close \text{…} before the formula goes on, and open it again after it",
    "Not valid in text mode": r"close \text{…} first",
    "Not valid in math mode": r"write it inside \text{…}, or leave it out",
    "tag[": r"write \begin{equation} … \tag{1} \end{equation}",
    "parenthesis after": r"write a fence: ( ) [ ] \{ \} | \| \langle \rangle \lfloor \rfloor, or '.' for none",
    "Duplicate subscript or superscript": "write braces around the first part: {x^a}^b",
    "directly followed by": "write braces around what is raised or lowered: x^{y^2}",
    "directly after a `": r"write it at the beginning of a row of \begin{array}{…}, such as \\ \hline a & b",
    "limits": r"write it after \sum, \int or \operatorname*{…}",
    "Could not extract text": r"write letters, or \underset{x}{\mathbb{E}} for an index below another sign",
    "Expected length": "write a number and its unit, such as 1em",
    "Expected argument": "write the part that is missing, in braces",
    "Expected closing token": "close what is open",
    "Unmatched closing token": "leave it out, or open it before",
}
"""What to write instead, by a part of a message of math-core."""

IN_OTHER_WORDS = {
    "Could not extract text": "a name of letters is needed here, without a command in it",
    "Expected length": "a length is needed here",
    "There must be a parenthesis": "a fence is needed here",
    'Found "\\h[dash]line"': r"a line is not at the beginning of a row",
}
"""Messages of ours in place of those of math-core that name its internals, by the beginning of these."""

SIGNS = {"_": r"write \_", "√": r"write \sqrt{x}", "∛": r"write \sqrt[3]{x}", "∜": r"write \sqrt[4]{x}"}
"""What to write instead of a sign that math-core does not take."""
