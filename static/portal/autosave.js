/* Forms that save themselves as one types (data-autosave), and rows that save themselves at each change. The element that
   htmx posts from carries data-saver: the id of the place where its saving is told. What is typed is on its way PAUSE after
   the first letter that the server lacks, however long one goes on typing. Where no answer comes the page says so and asks
   again until one comes. The very words that got no answer go first: if they were stored after all, the server finds nothing
   to change in them, and does not take them for another person's. */
(function () {
  "use strict";

  const PAUSE = 800; // milliseconds
  const AGAIN = 3000;
  const TOKEN = "csrfmiddlewaretoken";
  const ONCE = ["ke", "tiep"]; // where a button leads: no part of what is saved
  const LOST = "Chưa lưu được vì không nối được với máy chủ. Nội dung vừa nhập còn nguyên ở đây và tự lưu khi nối lại được; "
    + "hãy để trang này mở.";
  const SIGNED_OUT = "Chưa lưu được vì phiên làm việc đã hết. Nội dung vừa nhập còn nguyên ở đây và tự lưu sau khi đăng nhập lại.";
  const REFUSED = "Chưa lưu được vì trang này đã cũ hoặc tài khoản không còn quyền sửa. Hãy chép nội dung vừa nhập ra chỗ khác "
    + "rồi tải lại trang.";
  const NOT_DONE = "Chưa thực hiện được vì không nối được với máy chủ. Hãy thử lại sau ít phút.";

  // typed: something was never sent; sent: what is on its way; unanswered: what got no answer; then: an act that waits
  const states = new WeakMap();
  const stateOf = (saver) => {
    if (!states.has(saver)) states.set(saver, { typed: false, sent: null, unanswered: null, failing: false, timer: 0, then: null });
    return states.get(saver);
  };
  const formOf = (saver) => saver.closest("form[data-autosave]");
  const saverOf = (element) => {
    if (!element || !element.closest) return null;
    const form = element.closest("form[data-autosave]");
    return form ? form.querySelector("[data-saver]") : element.closest("[data-saver]");
  };
  const savers = () => [...document.querySelectorAll("[data-saver]")];
  const copyOf = (values) => {
    const copy = new FormData();
    for (const [name, value] of values.entries()) copy.append(name, value);
    return copy;
  };

  const save = (saver) => {
    window.clearTimeout(stateOf(saver).timer);
    stateOf(saver).timer = 0;
    if (saver.isConnected) (formOf(saver) || saver).dispatchEvent(new Event("autosave"));
  };
  const saveIn = (saver, wait) => {
    const state = stateOf(saver);
    if (!state.timer) state.timer = window.setTimeout(() => save(saver), wait);
  };

  document.addEventListener("input", (event) => {
    const saver = saverOf(event.target);
    if (!saver) return;
    stateOf(saver).typed = true;
    if (formOf(saver)) saveIn(saver, stateOf(saver).failing ? AGAIN : PAUSE); // a row waits for the change
  });
  document.addEventListener(
    "change",
    (event) => {
      const saver = saverOf(event.target);
      if (saver) stateOf(saver).typed = true;
    },
    true,
  );

  // A button's act waits until it is known what became of the words that got no answer.
  document.addEventListener("htmx:confirm", (event) => {
    const saver = event.detail.verb === "post" && saverOf(event.detail.elt);
    if (!saver || saver === event.detail.elt || !stateOf(saver).unanswered) return;
    event.preventDefault();
    stateOf(saver).then = () => event.detail.issueRequest(true);
    save(saver);
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail;
    const saver = asked.verb === "post" && saverOf(asked.elt);
    if (!saver) return;
    const state = stateOf(saver);
    window.clearTimeout(state.timer);
    state.timer = 0;
    if (asked.elt === saver && state.unanswered) asked.parameters = copyOf(state.unanswered);
    else state.typed = false;
    const token = Portal.token();
    if (token && asked.parameters.has(TOKEN)) asked.parameters.set(TOKEN, token);
    if (token && asked.headers["X-CSRFToken"]) asked.headers["X-CSRFToken"] = token;
    state.sent = copyOf(asked.parameters);
  });

  const troubleOf = (xhr) => {
    if (!xhr.status || xhr.status >= 500 || xhr.status === 429) return LOST;
    const answered = new URL(xhr.responseURL || window.location.href, window.location.href);
    if (answered.pathname.startsWith("/dang-nhap/")) return SIGNED_OUT;
    return xhr.status < 400 || xhr.status === 409 || xhr.status === 422 ? "" : REFUSED;
  };

  // A sign-in is no piece of the page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (troubleOf(event.detail.xhr) === SIGNED_OUT) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig.verb !== "post") return;
    const saver = saverOf(requestConfig.elt);
    const trouble = troubleOf(xhr);
    if (!saver && trouble) Portal.tellAtTheTop(trouble === LOST ? NOT_DONE : trouble);
    else if (saver && trouble) failed(saver, requestConfig.elt === saver, trouble);
    else if (saver) answered(saver, xhr);
  });

  const answered = (saver, xhr) => {
    const state = stateOf(saver);
    const { failing, then } = state;
    Object.assign(state, { sent: null, unanswered: null, failing: false, then: null });
    if (failing && xhr.status === 204) tell(saver, "");
    if (then) then();
    else if (state.typed) saveIn(saver, failing ? 0 : PAUSE);
  };

  const failed = (saver, itself, trouble) => {
    const state = stateOf(saver);
    const sent = state.sent;
    Object.assign(state, { sent: null, failing: true, typed: true, then: null });
    // An act on a recipient would be done twice by being sent twice; what it left unsaved is sent without it.
    if (trouble === LOST && sent && !sent.has("viec") && !state.unanswered) {
      if (!itself) ONCE.forEach((name) => sent.delete(name));
      sent.set("tu", "1");
      state.unanswered = sent;
    }
    tell(saver, trouble);
    if (trouble !== REFUSED) saveIn(saver, AGAIN);
  };

  // Told once for as long as it lasts: a screen reader would read it aloud at each attempt.
  const tell = (saver, trouble) => {
    const place = document.getElementById(saver.dataset.saver);
    if (!place) return;
    const told = place.querySelector(":scope > .unsaved");
    if (told && told.dataset.trouble === trouble) return;
    place.querySelectorAll(":scope > :not(input)").forEach((each) => each.remove());
    [...place.childNodes].forEach((each) => each.nodeType === Node.TEXT_NODE && each.remove());
    if (trouble) place.prepend(notice(trouble));
  };
  const notice = (trouble) => {
    const told = document.createElement("span");
    told.className = "unsaved";
    told.dataset.trouble = trouble;
    told.setAttribute("role", "alert");
    told.append(Portal.drawing(), trouble);
    if (trouble === SIGNED_OUT) told.append(" ", Portal.signInLink());
    return told;
  };

  // Put away, the window sends at once; left, it sends what the browser finishes without it.
  document.addEventListener("visibilitychange", () => {
    const hidden = document.visibilityState === "hidden";
    savers().forEach((saver) => {
      const state = stateOf(saver);
      if (hidden ? state.typed && formOf(saver) : state.failing) save(saver);
    });
  });
  window.addEventListener("pagehide", () => {
    savers().forEach((saver) => {
      const form = formOf(saver);
      if (!form || !stateOf(saver).typed) return;
      const words = new FormData(form);
      words.set("tu", "1");
      stateOf(saver).typed = false;
      fetch(saver.getAttribute("hx-post"), {
        method: "POST",
        body: new URLSearchParams([...words.entries()]),
        headers: { "HX-Request": "true" },
        keepalive: true,
      }).catch(() => {});
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (savers().some((saver) => stateOf(saver).failing)) event.preventDefault();
  });
  // A page that comes back as it was left no longer knows what was saved last.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && savers().length) window.location.reload();
  });
})();
