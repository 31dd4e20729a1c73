/* Conveniences on top of pages that work without them. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });

  document.addEventListener("keydown", (event) => {
    const typing = /INPUT|TEXTAREA|SELECT/.test(event.target.tagName);
    const search = document.querySelector("input[type=search]");
    if (event.key === "/" && !typing && search) {
      search.focus();
      event.preventDefault();
    }
    const menu = document.querySelector("details.account[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
