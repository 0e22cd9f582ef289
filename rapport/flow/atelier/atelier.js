/* The workshop's side of the frame: what is pressed in its bar, in its panel and in the list of problems. */
import { say, write } from "/-/talking.js";
import { close, complain, open, opened, panel, show, target, wanted } from "/-/panel.js";
import { steps } from "/-/history.js";
import { tick } from "/-/proofs.js";
import "/-/forms.js";
import "/-/page.js";

for (const button of document.querySelectorAll("[data-panel]")) {
  button.addEventListener("click", () => open(`/-/${button.dataset.panel}`));
}

/* Publishing takes a while: whoever opens something else meanwhile is told of its end, and keeps what is open. */
async function publish(button) {
  button.disabled = true;
  say("Publication en cours : relecture, fabrication, vérification…");
  const { ok, told } = await write("/-/publish", {});
  if (button.isConnected && told.page) show(told.page, "/-/release");
  else if (button.isConnected && !ok) complain(button.closest("p"), told.said);
  button.disabled = false;
  say(told.said ?? "");
}

panel.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { target: name, place, act, row, column = "" } = button.dataset;
  if ("close" in button.dataset) close();
  else if ("publish" in button.dataset) publish(button);
  else if (button.dataset.tick) tick(button.form, button.dataset);
  else if (button.dataset.panel) open(`/-/${button.dataset.panel}`);
  else if (name) open(target(name));
  else if (place) open(`/-/form?${new URLSearchParams({ place })}`);
  else if (act) {
    const label = button.getAttribute("aria-label");
    const { ok, told } = await write("/-/arrange", { target: row, act, column });
    if (ok) steps(told);
    const ours = wanted === opened && (!ok || await open(opened, false));
    say(told.said ?? "");
    if (!ours) return;
    const again = [...panel.querySelectorAll("button[data-act]")].find((one) => one.getAttribute("aria-label") === label);
    (again && !again.disabled ? again : panel.querySelector("#panel-title")).focus();
  }
});

panel.addEventListener("input", (event) => {
  if (!("filter" in event.target.dataset)) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(event.target.value);
  for (const group of panel.querySelectorAll("details")) {
    let found = 0;
    for (const item of group.querySelectorAll("li")) {
      item.hidden = !plain(item.textContent).includes(wanted);
      found += !item.hidden;
    }
    group.hidden = !found;
    if (wanted) group.open = true;
  }
});

document.addEventListener("preview:place", ({ detail: place }) => open(`/-/form?${new URLSearchParams({ place })}`));

document.addEventListener("preview:target", ({ detail: name }) => open(target(name)));
