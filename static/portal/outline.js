/* Writing an outline, or the statements of minutes, by keyboard and mouse, on top of forms that work without it. The panel saves itself
   (autosave.js); here are the keys, the chips of units and the dragging. */
(function () {
  "use strict";

  const region = () => document.querySelector("[data-writing]");
  const form = () => document.getElementById("muc-form");
  let dragged = null;

  const saveNow = () => {
    if (form()) form().dispatchEvent(new Event("autosave"));
  };

  // What was typed and not yet saved goes first: requests of the region wait for one another.
  const act = (row, name) => {
    const button = row.querySelector(`[data-acts] [value="${name}"]`);
    if (!button) return;
    if (row.contains(form())) saveNow();
    button.click();
  };

  const rowOf = (element) => element.closest(".tree > li");

  const step = (row, down) => {
    const links = [...document.querySelectorAll(".tree [data-row], .tree [data-text]")];
    const at = links.indexOf(row.querySelector("[data-row], [data-text]"));
    const next = links[at + (down ? 1 : -1)];
    if (next) next.focus();
  };

  const ACTS = { "alt+ArrowUp": "len", "alt+ArrowDown": "xuong", "ctrl+]": "thut", "ctrl+[": "ra" };

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest && rowOf(event.target);
    if (!row || event.isComposing) return;
    const key = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${event.key}`;
    if (key in ACTS) act(row, ACTS[key]);
    else if (event.key === "Enter" && event.target.matches("[data-text]") && !event.shiftKey) below(event.target);
    else if (/^Arrow(Up|Down)$/.test(key) && event.target.matches("[data-row]")) step(row, event.key === "ArrowDown");
    else if (key === "ctrl+z" && event.target.matches("[data-row]")) undo();
    else return;
    event.preventDefault();
  });

  // Until the new item is there, nothing more is typed into the old one.
  const below = (text) => {
    text.readOnly = true;
    form().querySelector("[data-act=ke]").click();
  };

  const undo = () => {
    const button = document.querySelector("[data-undo] button");
    if (button) button.click();
  };

  // A refused save leaves the panel where it is.
  document.addEventListener("htmx:afterRequest", () => {
    const text = document.querySelector("[data-text][readonly]");
    if (text) text.readOnly = false;
  });

  // Units: what was chosen or typed in the field that adds one becomes a chip, and a chip goes at a click.
  document.addEventListener("change", (event) => {
    const field = event.target;
    const side = field.matches("[data-picker-words]") && field.closest("[data-side]");
    if (!side || !field.value.trim()) return;
    const chip = side.querySelector("template").content.firstElementChild.cloneNode(true);
    const [words, key] = chip.querySelectorAll("input");
    const chosen = side.querySelector("[data-picker-key]");
    chip.querySelector("[data-name]").textContent = field.value;
    words.value = chosen.value ? "" : field.value;
    key.value = chosen.value;
    chip.querySelector("button").setAttribute("aria-label", `Bỏ ${field.value}`);
    side.querySelector("[data-chips]").append(chip);
    field.value = chosen.value = "";
    saveNow(); // what htmx sent at this change had not yet the chip
  });

  document.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-chip] button");
    if (!drop) return;
    event.preventDefault();
    const side = drop.closest("[data-side]");
    drop.closest("[data-chip]").remove();
    side.querySelector("[data-picker-words]").focus();
    saveNow();
  });

  // A menu closes at a click beside it, and by Escape.
  const closeMenus = (but) => {
    document.querySelectorAll("details.menu-of[open]").forEach((menu) => {
      if (menu !== but) menu.open = false;
    });
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu-of")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest && event.target.closest("details.menu-of[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Dragging: a row is taken by its label and put before the row on which it is dropped.
  const readyToDrag = () => {
    document.querySelectorAll(".tree [data-acts] [name=truoc]").forEach((field) => {
      rowOf(field).querySelector(".lbl").draggable = true;
    });
  };
  const mark = (row) => {
    document.querySelectorAll(".tree .over").forEach((each) => each.classList.remove("over"));
    if (row) row.classList.add("over");
  };
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest && event.target.closest(".tree .lbl") ? rowOf(event.target) : null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged.id);
  });
  document.addEventListener("dragover", (event) => {
    const row = dragged && rowOf(event.target);
    if (!row) return;
    event.preventDefault();
    mark(row);
  });
  document.addEventListener("drop", (event) => {
    const row = dragged && rowOf(event.target);
    mark(null);
    if (!row || row === dragged) return;
    event.preventDefault();
    const acts = dragged.querySelector("form[data-acts]");
    acts.querySelector("[name=truoc]").value = row.dataset.item;
    act(dragged, "den");
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });

  document.addEventListener("htmx:load", readyToDrag);
  readyToDrag();

  // The tools' own keys stay out of sight where there is no keyboard.
  if (region()) region().classList.add("scripted");
})();
