// Copy buttons of code, snippets of which one is open at a time, and the kind that the gallery shows.
// The preview runs it again after a change.
const page = document.documentElement;
const said = document.querySelector("[data-copied]");
const prompts = { "language-console": /^\$ /, "language-shell-session": /^\$ /, "language-pycon": /^(>>>|\.\.\.)( |$)/ };

/** What the button of a box copies: of a session the commands, without prompts and answers. */
function copied({ className, textContent }) {
  const prompt = prompts[className];
  if (!prompt) return textContent;
  const commands = textContent.split("\n").filter((line, at, lines) => prompt.test(line) || lines[at - 1]?.endsWith("\\"));
  return commands.map((line) => line.replace(prompt, "")).join("\n") || textContent;
}

async function copy(button) {
  const code = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(copied(code));
    said.textContent = button.textContent = said.dataset.copied;
  } catch { // not allowed, as on pages without HTTPS
    getSelection().selectAllChildren(code);
    said.textContent = said.dataset.selected;
  }
  setTimeout(() => {
    button.textContent = said.dataset.copy;
    said.textContent = "";
  }, 3000);
}

/** Mark the link to what the gallery shows; without a script, the heading says it alone. */
function mark() {
  const links = [...document.querySelectorAll(".filter a")];
  const shown = links.find(({ hash }) => hash === location.hash) ?? links[0];
  for (const link of links) link.ariaCurrent = link === shown ? "true" : null;
}

if (!page.classList.contains("scripted")) {
  addEventListener("click", ({ target }) => target.matches(".copy") && copy(target));
  addEventListener("hashchange", mark);
}
page.classList.add("scripted");
for (const snippet of document.querySelectorAll(".snippet")) snippet.name = "snippets";
mark();
