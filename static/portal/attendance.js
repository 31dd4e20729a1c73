/* The grid of units by keyboard. Without this file every mark is a radio button and the button "Lưu" saves them all. */
(function () {
  "use strict";

  const grid = document.getElementById("diem-danh");
  if (!grid) return;
  document.documentElement.classList.add("has-script");
  document.querySelectorAll(".with-script").forEach((part) => {
    part.hidden = false;
  });

  const FIELD_AFTER = { D: ".of-people", L: ".of-reason" };

  const rows = () => [...grid.querySelectorAll("tr[data-row]")];

  const enter = (row) => {
    if (row) (row.querySelector("input[type=radio]:checked") || row.querySelector("input[type=radio]")).focus();
  };

  const beside = (row, step) => {
    const all = rows();
    return all[all.indexOf(row) + step];
  };

  // Vietnamese input methods may hold the letter back; the key's own place still tells it.
  const letterOf = (event) => {
    if (event.key.length === 1) return event.key.toUpperCase();
    return (event.code || "").startsWith("Key") ? event.code.slice(3) : "";
  };

  const mark = (row, letter) => {
    const radio = row.querySelector(`input[type=radio][data-key="${letter}"]`);
    if (!radio) return false;
    if (!radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const field = FIELD_AFTER[letter] && row.querySelector(FIELD_AFTER[letter]);
    // Somebody else comes in the place of who was named: what is typed takes its place.
    if (field) field.select();
    else if (beside(row, 1)) enter(beside(row, 1));
    else radio.focus();
    return true;
  };

  // After a mark chosen with the mouse, too, what is typed belongs into its field: on the mark itself letters are keys.
  let byPointer = false;
  grid.addEventListener("pointerdown", () => {
    byPointer = true;
  });
  grid.addEventListener("change", (event) => {
    if (!byPointer || !event.target.matches("input[type=radio]")) return;
    const field = FIELD_AFTER[event.target.dataset.key];
    const words = field && event.target.closest("tr[data-row]").querySelector(field);
    // The press of the button gives the focus to the mark only after this.
    if (words) window.setTimeout(() => words.select(), 0);
  });

  grid.addEventListener("keydown", (event) => {
    byPointer = false;
    const row = event.target.closest("tr[data-row]");
    if (!row || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.matches("input[type=text]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      enter(beside(row, event.key === "ArrowDown" ? 1 : -1));
      event.preventDefault();
    } else if (typing && event.key === "Enter") {
      enter(beside(row, 1) || row);
      event.preventDefault();
    } else if (typing && event.key === "Escape") {
      enter(row);
    } else if (event.target.matches("input[type=radio]") && /^[A-Z]$/.test(letterOf(event))) {
      if (mark(row, letterOf(event))) event.preventDefault();
    }
  });

  // The count in the row of tabs is that of the summary.
  document.addEventListener("htmx:oobAfterSwap", () => {
    const now = document.querySelector("#tong-hop [data-count]");
    const tab = document.querySelector(".tabs [aria-current] .count");
    if (now && tab) tab.textContent = now.dataset.count;
  });
})();
