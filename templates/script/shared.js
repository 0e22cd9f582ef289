/* What the other files use. All of them run inside one function, in order: nothing of theirs is seen outside of it. */

const page = document.documentElement;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const announce = (text) => { document.getElementById("annonces").textContent = text; };

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/* What the address leads to: a link mistyped or cut short leads nowhere. */
const aimed = () => {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
};
