/* What is pasted from Word, a mail or a web page, as an author would have typed it: paragraphs apart, lists in « - » or « 1. ». */

// Signs that word processors put before an item, those of the Symbol font and of Courier too.
const BULLET = /^[ \t\u00a0]*(?:[•·▪▫‣◦●○■□\uf0b7\uf0a7\uf0d8](?:[ \t\u00a0]+|$)|o\t)/u;
const APART = "p, h1, h2, h3, h4, h5, h6, blockquote, tr, dt, dd";
const letters = (text) => text.replace(/[^\p{L}]/gu, "");
const signs = (text) => text.replace(/[\s\u00ad]/g, "");

/* Returns what is to be put in place of the selection; null leaves it to the editor. */
export function pastedText(data) {
  const plain = data.getData("text/plain");
  const rich = data.getData("text/html");
  // Inert: nothing of it runs or is fetched. An editor of code gives its lines as div or span: they are taken as they were typed.
  const body = rich ? new DOMParser().parseFromString(rich, "text/html").body : null;
  const told = body?.querySelector("p, li") ? together(blocksOf(body)) : "";
  const lines = plain.split(/\r?\n/).map((line) => line.replace(/\u00ad/g, "").replace(BULLET, "- ")).join("\n");
  const text = letters(told) === letters(lines) && told ? told : lines;  // nothing that was copied is lost on the way
  return text === plain ? null : text;
}

/* The paragraphs and the items, each with what is typed before it; none where some sign lies out of them. */
function blocksOf(body) {
  for (const one of body.querySelectorAll("style, script, template")) one.remove();
  for (const sign of body.querySelectorAll("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']")) {
    const item = sign.closest("p");
    if (item) item.dataset.mark = /\d/.test(sign.textContent) ? "1. " : "- ";
    sign.remove();
  }
  const blocks = [...body.querySelectorAll(`li, ${APART}`)]
    .filter((one) => one.matches("li") || (!one.closest("li") && !one.querySelector(APART)))
    .map((one) => {
      const own = one.cloneNode(true);
      for (const inner of own.querySelectorAll("ul, ol")) inner.remove();
      for (const end of own.querySelectorAll("br, td, th, p")) end.after(" ");
      const said = own.textContent.replace(/\u00ad/g, "").replace(/[ \t\r\n]+/g, " ").trim();
      const mark = one.matches("li") ? (one.parentElement.matches("ol") ? "1. " : "- ") : one.dataset.mark ?? (BULLET.test(said) ? "- " : "");
      return { mark, said: said.replace(BULLET, ""), whole: said };
    })
    .filter(({ said }) => said);
  return signs(blocks.map(({ whole }) => whole).join("")) === signs(body.textContent) ? blocks : [];
}

function together(blocks) {
  const parted = (at) => (at ? (blocks[at].mark && blocks[at - 1].mark ? "\n" : "\n\n") : "");
  return blocks.map(({ mark, said }, at) => `${parted(at)}${mark}${said}`).join("");
}
