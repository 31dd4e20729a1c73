/* Units found as one types, in every components/unit_picker.html of the page, also in parts that htmx puts in later.
   The pattern is a combobox with a list: arrows choose, Enter takes, Escape closes, what is typed stays as it is. */
(function () {
  "use strict";

  const WAIT = 150; // milliseconds without a key before the server is asked
  const asked = new WeakMap(); // text field -> the timer or the request on its way

  const parts = (field) => {
    const picker = field.closest("[data-picker]");
    return { key: picker.querySelector("[data-picker-key]"), list: picker.querySelector("[data-picker-hits]") };
  };

  const hits = (list) => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

  // The roles stand only where the script runs: without it this is a plain text field.
  const ready = (field) => {
    const { list } = parts(field);
    if (field.hasAttribute("role")) return;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
  };

  const close = (field) => {
    parts(field).list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    drop(field);
  };

  const drop = (field) => {
    const last = asked.get(field);
    if (!last) return;
    window.clearTimeout(last.timer);
    last.control.abort();
    asked.delete(field);
  };

  const ask = (field, wait) => {
    drop(field);
    const control = new AbortController();
    const timer = window.setTimeout(() => fetchHits(field, control), wait);
    asked.set(field, { timer, control });
  };

  const fetchHits = async (field, control) => {
    const url = new URL(field.dataset.pickerUrl, window.location.origin);
    url.searchParams.set("q", field.value);
    try {
      const answer = await fetch(url, { signal: control.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) return;
      const words = await answer.text();
      if (control.signal.aborted || document.activeElement !== field) return;
      show(field, words);
    } catch (error) {
      if (error.name !== "AbortError") close(field); // without the list the words can still be typed
    }
  };

  const show = (field, words) => {
    const { list } = parts(field);
    list.innerHTML = words; // from our own server, where every text is escaped
    hits(list).forEach((hit, at) => {
      hit.id = `${list.id}-${at}`;
    });
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    field.removeAttribute("aria-activedescendant");
  };

  const point = (field, step) => {
    const all = hits(parts(field).list);
    if (!all.length) return;
    const now = all.findIndex((hit) => hit.getAttribute("aria-selected") === "true");
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : (now + step + all.length) % all.length;
    all.forEach((hit, at) => hit.setAttribute("aria-selected", String(at === next)));
    field.setAttribute("aria-activedescendant", all[next].id);
    all[next].scrollIntoView({ block: "nearest" });
  };

  const take = (field, hit) => {
    const { key } = parts(field);
    field.value = hit.dataset.name;
    key.value = hit.dataset.key;
    close(field);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fieldOf = (event) => {
    const field = event.target.closest && event.target.closest("[data-picker-words]");
    if (field) ready(field);
    return field;
  };

  document.addEventListener("focusin", fieldOf);

  document.addEventListener("input", (event) => {
    const field = fieldOf(event);
    if (!field) return;
    parts(field).key.value = ""; // other words are another unit until one is chosen
    ask(field, WAIT);
  });

  document.addEventListener("keydown", (event) => {
    const field = fieldOf(event);
    if (!field || event.isComposing) return;
    const { list } = parts(field);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) ask(field, 0);
      else point(field, event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Enter" && !list.hidden) {
      const hit = list.querySelector("[aria-selected=true]");
      if (hit) {
        take(field, hit);
        event.preventDefault();
      }
    } else if (event.key === "Escape" && !list.hidden) {
      close(field);
      event.preventDefault();
      event.stopPropagation();
    }
  });

  // Before the field loses the focus, or the list would be gone when the pointer comes up.
  document.addEventListener("mousedown", (event) => {
    const hit = event.target.closest("[data-picker-hits] [role=option]");
    if (!hit) return;
    event.preventDefault();
    const field = hit.closest("[data-picker]").querySelector("[data-picker-words]");
    if (!hit.hasAttribute("aria-disabled")) take(field, hit);
  });

  document.addEventListener("focusout", (event) => {
    const field = event.target.closest && event.target.closest("[data-picker-words]");
    if (field) close(field);
  });
})();
