/* A text field as a real editor (CodeMirror 6): completion of calls, blocks and acronyms, problems underlined. Tab leaves it. */
import {
  basicSetup, Decoration, EditorState, EditorView, MatchDecorator, StateEffect, StateField, ViewPlugin,
} from "/-/codemirror/index.js";
import { pastedText } from "/-/pasted.js";

const PHRASES = {
  "Completions": "Propositions", "Find": "Chercher", "Replace": "Remplacer", "next": "suivant", "previous": "précédent", "all": "tout",
  "match case": "respecter la casse", "regexp": "expression régulière", "by word": "mot entier", "replace": "remplacer",
  "replace all": "tout remplacer", "close": "fermer", "Go to line": "Aller à la ligne", "go": "aller",
};
const MOST = 9;        // propositions shown at once
const NEW_BLOCKS = { "key-numbers": "\n- {{ value(\"\") }} …", "cards": "\n### Titre\n\n…", "callout": "\n…", "steps": "\n1. …" };

let known = null;      // what can be completed; asked once a form
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

async function completions() {
  known ??= asked();
  return known;
}

async function asked(more = 3) {
  const answer = await fetch("/-/completions").catch(() => null);
  if (answer?.ok) return answer.json();
  if (!more) {           // asked again at the next letter
    known = null;
    return {};
  }
  await new Promise((done) => setTimeout(done, 300));
  return asked(more - 1);
}

function matching(ones, typed, written) {
  const words = fold(typed).split(/[\s._]+/).filter(Boolean);
  return ones
    .filter((one) => words.every((word) => fold(`${one.label} ${one.name}`).includes(word)))
    .slice(0, MOST)
    .map((one) => ({ label: one.label || one.name, detail: [one.printed, one.label ? one.name : ""].filter(Boolean).join("  "), apply: written(one) }));
}

async function source(context) {
  const all = await completions();
  const call = context.matchBefore(/(value|evolution|chart|table|people)\("[^"\n]*/);
  if (call) {
    const kind = call.text.startsWith("evolution") ? "value" : call.text.slice(0, call.text.indexOf("("));
    const typed = call.text.slice(call.text.indexOf('"') + 1);
    return { from: call.to - typed.length, options: matching(all[kind] ?? [], typed, (one) => one.name), filter: false };
  }
  const begun = context.matchBefore(/\{\{ ?[\p{L}\d ]*/u);
  if (begun) {
    const typed = begun.text.replace(/^\{\{ ?/, "");
    // Of the two braces that end a call, those are added that aren't there: of a pair begun before the editor came, one is.
    const after = context.state.sliceDoc(context.pos, context.pos + 3);
    const end = after === " }}" ? "" : ` ${"}".repeat(2 - after.match(/^\}{0,2}/)[0].length)}`;
    const options = [
      ...matching(all.value ?? [], typed, (one) => `{{ value("${one.name}")${end}`),
      ...matching(all.chart ?? [], typed, (one) => `{{ chart("${one.name}")${end}`),
      ...matching(all.table ?? [], typed, (one) => `{{ table("${one.name}")${end}`),
      ...matching(all.people ?? [], typed, (one) => `{{ people("${one.name}")${end}`),
    ];
    return { from: begun.from, options: options.slice(0, MOST), filter: false };
  }
  const block = context.matchBefore(/^:{3,} ?[\w-]*/);
  if (block) {
    const written = (one) => `::: ${one.name}${NEW_BLOCKS[one.name] ?? "\n…"}\n:::`;
    return { from: block.from, options: matching(all.block ?? [], block.text.replace(/^:+ ?/, ""), written), filter: false };
  }
  const link = context.matchBefore(/\]\(#[\w-]*/);
  if (link) return { from: link.from + 3, options: matching(all.section ?? [], link.text.slice(3), (one) => one.name), filter: false };
  const word = context.matchBefore(/[\p{Lu}\d]{2,}/u);
  if (word) return { from: word.from, options: matching(all.acronym ?? [], word.text, (one) => one.name), filter: false };
  return null;
}

const calls = new MatchDecorator({ regexp: /\{\{[^}\n]*\}\}/g, decoration: Decoration.mark({ class: "call" }) });
const highlighted = ViewPlugin.define(
  (view) => ({ marks: calls.createDeco(view), update(now) { this.marks = calls.updateDeco(now, this.marks); } }),
  { decorations: (plugin) => plugin.marks },
);

const setProblems = StateEffect.define();
const underlined = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    const found = change.effects.find((one) => one.is(setProblems));
    return found ? Decoration.set(found.value, true) : marks.map(change.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/* The editor takes the place of a text field, its focus and its selection: whoever types already goes on. */
export function editorOf(area, { nonce, path, first }) {
  known = null;
  const { selectionStart, selectionEnd, selectionDirection } = area;
  const [anchor, head] = selectionDirection === "backward" ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
  const focused = document.activeElement === area;
  const label = document.querySelector(`label[for="${area.id}"]`);
  label.id ||= `${area.id}-label`;
  const described = area.getAttribute("aria-describedby");
  const told = Object.assign(document.createElement("ul"), { className: "told" });
  told.setAttribute("aria-label", "Problèmes de ce texte");
  const view = new EditorView({
    ...(focused ? { doc: area.defaultValue } : { doc: area.value, selection: { anchor, head } }),
    extensions: [
      basicSetup, highlighted, underlined, EditorView.lineWrapping, EditorView.cspNonce.of(nonce), EditorState.phrases.of(PHRASES),
      EditorState.languageData.of(() => [{ autocomplete: source }]),
      EditorView.contentAttributes.of({
        "aria-labelledby": label.id, lang: "fr", spellcheck: "true",
        ...(described ? { "aria-describedby": described } : {}), ...(area.ariaInvalid ? { "aria-invalid": area.ariaInvalid } : {}),
      }),
      EditorView.domEventHandlers({ paste: (event, editor) => {
        const text = event.clipboardData && pastedText(event.clipboardData);
        if (!text) return false;
        editor.dispatch(editor.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
        event.preventDefault();
        return true;
      } }),
      EditorView.updateListener.of((now) => {
        if (!now.docChanged) return;
        area.value = now.state.doc.toString();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    ],
  });
  area.before(view.dom);
  area.after(told);
  if (focused) {
    view.focus();
    // What was typed before is typed here: proposals come for it, and it can be undone.
    const typed = area.value !== view.state.doc.toString() && { changes: { from: 0, to: view.state.doc.length, insert: area.value }, userEvent: "input.type" };
    view.dispatch({ ...typed, selection: { anchor, head }, effects: EditorView.scrollIntoView(head) });
  }
  area.hidden = true;
  label.addEventListener("click", () => view.focus());

  /* Problems are those of the whole file, whose lines are counted from its top. */
  function underline(problems) {
    const marks = [];
    const lines = [];
    for (const problem of problems) {
      const [file, line, column] = problem.place.split(":");
      const number = Number(line) - first + 1;
      if (file !== path || number < 1 || number > view.state.doc.lines) continue;
      const { from, to, text } = view.state.doc.line(number);
      const start = Math.min(from + Math.max(Number(column ?? 1) - 1, 0), to);
      const end = start + (text.slice(start - from).match(/^\{\{.*?\}\}|^[\p{L}\d'’-]+/u)?.[0].length ?? 1);
      if (start < to) marks.push(Decoration.mark({ class: `problem ${problem.severity}` }).range(start, Math.min(end, to)));
      const item = document.createElement("li");
      item.className = problem.severity;
      item.textContent = `${problem.word} ${problem.code} : ${problem.message} ${problem.hint}`;
      lines.push(item);
    }
    view.dispatch({ effects: setProblems.of(marks) });
    told.replaceChildren(...lines);
  }
  return { destroy: () => view.destroy(), underline };
}
