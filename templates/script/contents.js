/* The contents: light or dark, the menu of small screens, the section that is being read. */

/* Light or dark: the reader's choice wins over the system's and is kept when the browser allows it. */
function theme() {
  const choice = document.querySelector(".theme");
  choice.hidden = false;
  const current = page.dataset.theme || "auto";
  for (const input of all("input", choice)) {
    input.checked = input.value === current;
    input.addEventListener("change", () => {
      page.dataset.theme = input.value;
      try { localStorage.setItem("theme", input.value); } catch { /* storage refused */ }
    });
  }
}

/* On small screens the contents open below the bar, and close on a link, on Escape and when the focus leaves. */
function menu() {
  const button = document.querySelector(".bar-toggle");
  const contents = document.getElementById("sommaire");
  const show = (open) => {
    if (open) button.parentElement.scrollIntoView();
    page.classList.toggle("menu-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  const isOpen = () => page.classList.contains("menu-open");
  button.hidden = false;
  button.addEventListener("click", () => show(!isOpen()));
  contents.addEventListener("click", (event) => { if (event.target.closest("a")) show(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) {
      show(false);
      button.focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    if (isOpen() && !contents.contains(event.target) && event.target !== button) show(false);
  });
}

/* The current section is the last one whose heading has passed the upper third of the window. */
function course() {
  const contents = document.getElementById("sommaire");
  const stops = all("a[href^='#']", contents)
    .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter((stop) => stop.target);
  let current = null;
  const mark = () => {
    const line = window.innerHeight / 3;
    const passed = stops.filter((stop) => stop.target.getBoundingClientRect().top < line).pop() ?? null;
    if (passed === current) return;
    current = passed;
    for (const item of all(".on-course", contents)) item.classList.remove("on-course");
    for (const { link } of stops) link.removeAttribute("aria-current");
    if (!passed) return;
    passed.link.setAttribute("aria-current", "location");
    for (let item = passed.link.closest("li"); item; item = item.parentElement.closest("li")) {
      item.classList.add("on-course");
      item.firstElementChild.classList.add("on-course");
    }
    const box = contents.getBoundingClientRect();
    const place = passed.link.getBoundingClientRect();
    if (place.top < box.top + 40 || place.bottom > box.bottom - 40) contents.scrollTop += place.top - box.top - box.height / 3;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
  for (const { target } of stops) observer.observe(target);
  mark();
}

theme();
menu();
course();
