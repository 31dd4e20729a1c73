/* Conveniences on top of pages that work without them. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });

  const LOST = "Chưa gửi được vì không nối được với máy chủ. Nội dung vừa nhập còn nguyên ở đây; hãy gửi lại sau ít phút.";
  const SIGNED_OUT = "Chưa gửi được vì phiên làm việc đã hết. Nội dung vừa nhập còn nguyên ở đây; hãy đăng nhập lại rồi gửi lại.";
  const still = document.body.dataset.still; // the address that says whether one is still signed in

  // What went wrong, at the top of the page; ``signing``: with the way to sign in beside it.
  const tellAtTheTop = (words, signing) => {
    document.querySelectorAll(".flash.unsaved").forEach((each) => each.remove());
    const told = document.createElement("div");
    told.className = "flash bad unsaved";
    told.setAttribute("role", "alert");
    told.tabIndex = -1;
    const said = document.createElement("div");
    said.append(words);
    if (signing) said.append(" ", signInLink());
    told.append(drawing(), said);
    document.querySelector("main .head").after(told);
    told.scrollIntoView({ block: "center" });
    return told;
  };
  const drawing = () => {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    drawn.setAttribute("class", "i");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#i-alert");
    drawn.append(use);
    return drawn;
  };
  const signInLink = () => {
    const enter = document.createElement("a");
    return Object.assign(enter, { href: "/dang-nhap/", target: "_blank", textContent: "Đăng nhập ở thẻ mới" });
  };
  // Another token than that of the page since one signed in anew.
  const token = () => (/(?:^|; )csrftoken=([^;]+)/.exec(document.cookie) || [])[1];
  window.Portal = { drawing, signInLink, tellAtTheTop, token };

  const whether = async () => {
    try {
      const answer = await fetch(still, { method: "HEAD", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(20000) });
      if (answer.type === "opaqueredirect") return SIGNED_OUT;
      return answer.status < 500 ? "" : LOST;
    } catch {
      return LOST;
    }
  };

  // A form that was typed into leaves its page only for a server that is there and knows who sends it: the browser's own page
  // for a server that is gone, and the sign-in, would take its place, and with it everything that was typed.
  const sendWhereItArrives = async (form, button) => {
    const trouble = await whether();
    delete form.dataset.sent;
    if (trouble) {
      tellAtTheTop(trouble, trouble === SIGNED_OUT).focus();
      return;
    }
    form.dataset.arrives = "1";
    const written = form.querySelector("[name=csrfmiddlewaretoken]");
    if (written && token()) written.value = token();
    form.requestSubmit(button && button.isConnected ? button : undefined);
  };

  document.addEventListener("input", (event) => {
    if (event.target.form) event.target.form.dataset.typed = "1";
  });

  // A double click sends a form once. Where no new page comes (a file was sent), it may go again after a while.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "").toLowerCase() !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    if (still && form.dataset.typed && !form.dataset.arrives) {
      event.preventDefault();
      sendWhereItArrives(form, event.submitter);
      return;
    }
    delete form.dataset.arrives;
    setTimeout(() => delete form.dataset.sent, 3000);
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
