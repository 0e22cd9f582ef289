/* What the workshop asks of its site, and what it says. */
export const by = (id) => document.getElementById(id);
export const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
const KEY = meta("key");

export function say(text) { by("done").textContent = text; }

export const SILENT = "L'atelier ne répond pas : ce que vous avez tapé est gardé dans ce navigateur.";

export async function read(address) {
  try {
    const answer = await fetch(address);
    const [kind, body] = [answer.headers.get("Content-Type") ?? "", await answer.text()];
    const told = kind.startsWith("application/json") ? JSON.parse(body) : kind.startsWith("text/plain") ? { said: body } : {};
    return { ok: answer.ok, page: kind.startsWith("text/html") ? body : "", told };
  } catch {
    return { ok: false, page: "", told: { said: SILENT } };
  }
}

export const write = (address, fields) => send(address, new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");

export async function send(address, body, kind) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "Content-Type": kind, "X-Key": KEY } });
    return { ok: answer.ok, told: await answer.json() };
  } catch {
    return { ok: false, told: { said: SILENT } };
  }
}
