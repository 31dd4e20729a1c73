/* The page of a draft. The form saves itself by htmx (templates/meetings/draft/_form.html); see autosave.js;
   here a unit that is chosen is added at once, and new pictures wait until they are there. */
(function () {
  "use strict";

  const form = () => document.getElementById("soan");

  const saveNow = () => {
    if (form()) form().dispatchEvent(new Event("autosave"));
  };

  // Choosing in the list (an event of unit_picker.js) adds the line; words outside the directory wait for the button.
  document.addEventListener("change", (event) => {
    if (event.isTrusted || !event.target.matches("#them-noi-nhan")) return; // the browser's own comes too when the field goes
    const key = event.target.closest("[data-picker]").querySelector("[data-picker-key]");
    if (key.value) document.querySelector("[data-add]").click();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches || !event.target.matches("#soan input")) return;
    event.preventDefault(); // Enter in a field saves; it must not push the first button of the form
    if (event.target.id === "them-noi-nhan") document.querySelector("[data-add]").click();
    else saveNow();
  });

  // After a line was added the field for the next one takes the focus again.
  let adding = false;
  document.addEventListener("htmx:beforeRequest", (event) => {
    adding = event.detail.elt.matches("[data-add]");
  });
  document.addEventListener("htmx:afterSettle", () => {
    const field = document.getElementById("them-noi-nhan");
    if (adding && field && document.activeElement === document.body) field.focus();
  });

  // The old pages stay in sight until the new ones are drawn.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const place = event.detail.target;
    if (place.id !== "ban-in" || event.detail.xhr.status !== 200) return;
    event.detail.shouldSwap = false;
    const fresh = document.createElement("template");
    fresh.innerHTML = event.detail.serverResponse; // from our own server, where every text is escaped
    const pictures = [...fresh.content.querySelectorAll("img")];
    const asked = event.detail.xhr;
    place.dataset.asked = asked.responseURL + performance.now();
    const mark = place.dataset.asked;
    Promise.allSettled(pictures.map((picture) => {
      picture.loading = "eager";
      return picture.decode();
    })).then(() => {
      if (place.dataset.asked !== mark) return; // newer pages are on their way
      const at = place.scrollTop;
      place.replaceChildren(...fresh.content.childNodes);
      place.scrollTop = at;
    });
  });
})();
