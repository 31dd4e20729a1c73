/* The review of a document: a piece lights its lines, a line leads to its piece, pickers grow. Without it the links
   between both sides work by :target. Everything listens at the document, since htmx replaces single pieces. */
(function () {
  "use strict";

  const light = (piece, scroll) => {
    document.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
    piece.classList.add("lit");
    (piece.dataset.lines || "").split(" ").filter(Boolean).forEach((number, at) => {
      const line = document.getElementById(`dong-${number}`);
      if (!line) return;
      line.classList.add("lit");
      const pane = line.closest(".pane");
      if (scroll && at === 0) pane.scrollTop = line.offsetTop - 90;
    });
  };

  const pieceOf = (event) => event.target.closest && event.target.closest("[data-lines]");

  document.addEventListener("focusin", (event) => {
    const piece = pieceOf(event);
    if (piece) light(piece, true);
  });

  document.addEventListener("click", (event) => {
    const piece = pieceOf(event);
    if (piece) light(piece, !event.target.closest("a[href^='#dong-']"));
    const line = event.target.closest("[data-piece]");
    const named = line && document.getElementById(line.dataset.piece);
    if (!named) return; // in another section: the link leads there
    event.preventDefault();
    named.scrollIntoView({ block: "center" });
    named.focus({ preventScroll: true });
  });

  // A picker that was filled is followed by an empty one, so that any number of units can be named at once.
  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-grow]");
    if (!group || !event.target.matches("[data-picker-words]")) return;
    const pickers = [...group.querySelectorAll("[data-picker]")];
    const last = pickers[pickers.length - 1];
    if (!last.querySelector("[data-picker-words]").value) return;
    const number = pickers.length + 1;
    const next = last.cloneNode(true);
    const field = next.querySelector("[data-picker-words]");
    const stem = field.id.replace(/-\d+$/, "");
    field.id = `${stem}-${number}`;
    field.value = "";
    field.removeAttribute("role");
    next.querySelector("[data-picker-key]").value = "";
    const list = next.querySelector("[data-picker-hits]");
    list.id = `${field.id}_hits`;
    list.replaceChildren();
    list.hidden = true;
    const label = next.querySelector("label");
    label.htmlFor = field.id;
    label.textContent = label.textContent.replace(/\d+$/, number);
    last.after(next);
  });

  // On a phone the current section's name is brought into view.
  const showTab = () => {
    const tab = document.querySelector("#cac-phan [aria-current]");
    if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 24;
  };
  document.addEventListener("htmx:afterSettle", showTab);
  showTab();

  // What did not reach the server is said where the person looks; what was typed stays in its fields.
  const notSaved = (event) => {
    const from = event.detail.requestConfig ? event.detail.requestConfig.elt : event.detail.elt;
    const place = from.closest(".cand") || from.closest("form") || document.getElementById("ban-doc");
    place.querySelectorAll(".told-no").forEach((each) => each.remove());
    const told = document.createElement("p");
    told.className = "told-no";
    told.setAttribute("role", "alert");
    told.textContent = "Chưa lưu được vì không nối được với máy chủ hoặc phiên làm việc đã hết. "
      + "Nội dung vừa nhập còn nguyên trong ô; hãy thử lại sau ít phút.";
    place.prepend(told);
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = new URL(event.detail.xhr.responseURL || window.location.href, window.location.href);
    if (!answered.pathname.startsWith("/dang-nhap/")) return;
    event.detail.shouldSwap = false; // the session has ended: the sign-in is no piece of this page
    notSaved(event);
  });
  document.addEventListener("htmx:sendError", notSaved);
  document.addEventListener("htmx:responseError", notSaved);
})();
