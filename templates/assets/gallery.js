// Marks the link to what the gallery shows; without a script, the heading says it alone.
// The preview runs it again after a change.
function mark() {
  const links = [...document.querySelectorAll(".filter a")];
  const shown = links.find(({ hash }) => hash === location.hash) ?? links[0];
  for (const link of links) link.ariaCurrent = link === shown ? "true" : null;
}

onhashchange = mark; // in place of that of the run before
mark();
