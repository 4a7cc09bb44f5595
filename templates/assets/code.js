// Copy buttons of code, and snippets of which one is open at a time.
// The preview runs it again after a change.
const page = document.documentElement;
const said = document.querySelector("[data-copy]");
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

if (!page.classList.contains("scripted")) addEventListener("click", ({ target }) => target.matches(".copy") && copy(target));
page.classList.add("scripted");
for (const snippet of document.querySelectorAll(".snippet")) snippet.name = "snippets";
