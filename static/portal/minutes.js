/* Writing down speakers at speed, on top of outline.js and unit_picker.js: who is picked brings post and unit along, and
   the text is next. */
(function () {
  "use strict";

  const FILLED = { post: "muc-chuc-vu", unit: "muc-don-vi" };

  const picked = (field) => {
    const picker = field.closest("[data-picker]");
    const key = picker.querySelector("[data-picker-key]").value;
    const hits = [...picker.querySelectorAll("[role=option]:not([aria-disabled])")];
    return hits.find((hit) => hit.dataset.name === field.value && hit.dataset.key === key);
  };

  document.addEventListener("change", (event) => {
    const field = event.target;
    const hit = field.matches("[data-speaker]") && picked(field);
    if (!hit) return;
    Object.entries(FILLED).forEach(([name, id]) => {
      document.getElementById(id).value = hit.dataset[name];
    });
    document.getElementById("muc-noi-dung").focus();
    document.getElementById("muc-form").dispatchEvent(new Event("autosave")); // what htmx sent at this change had no post yet
  });

  // Enter goes on to the text: a form of four fields is not sent by accident. The list takes its own Enter before.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    if (!event.target.closest || !event.target.closest(".speaker input")) return;
    event.preventDefault();
    document.getElementById("muc-noi-dung").focus();
  });
})();
