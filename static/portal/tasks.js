/* The report on the page of an order: kept while one types, files sent one by one with their progress. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-report]");
  if (!form) return;
  const saved = document.querySelector("[data-saved]");
  const list = form.querySelector("[data-files]");
  const arriving = form.querySelector("[data-arriving]");
  const drop = form.querySelector("[data-drop]");
  const input = drop.querySelector("input[type=file]");
  const version = form.querySelector("[name=read_version]");
  let timer = 0;
  let saving = Promise.resolve();
  let underWay = 0;
  let sending = false;

  function save() {
    if (sending) return;
    const typed = new FormData(form);
    typed.delete("files");
    typed.set("act", "luu");
    underWay += 1;
    saving = saving
      .then(() => {
        typed.set("read_version", version.value);
        return fetch(form.getAttribute("action"), { method: "POST", body: typed, headers: { "X-Autosave": "1" } });
      })
      .then((answer) => answer.json())
      .then((told) => {
        if (told.version !== undefined) version.value = told.version;
        saved.textContent = told.told;
      })
      .catch(() => {
        saved.textContent = "Bản nháp chưa tự lưu được. Hãy bấm Lưu nháp.";
      })
      .then(() => {
        underWay -= 1;
      });
  }

  form.addEventListener("input", (event) => {
    if (event.target === input) return;
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (arriving.querySelector("progress")) {
      event.preventDefault();
      delete form.dataset.sent;
      saved.textContent = "Đang tải tệp lên. Hãy chờ tải xong rồi bấm lại.";
      return;
    }
    if (underWay) {
      // The version that is being saved is the one to be sent.
      event.preventDefault();
      saving.then(() => form.requestSubmit(event.submitter));
      return;
    }
    sending = true;
  });

  const text = form.querySelector("textarea[name=text]");
  const left = document.createElement("div");
  left.className = "help";
  left.setAttribute("role", "status");
  text.after(left);

  function count() {
    const most = text.maxLength;
    const free = most - text.value.length;
    const full = `Đã đủ ${most.toLocaleString("vi-VN")} ký tự, phần thêm không được nhận. Hãy gửi phần chi tiết thành tệp.`;
    left.textContent = free > most / 10 ? "" : free > 0 ? `Còn ${free.toLocaleString("vi-VN")} ký tự.` : full;
  }

  text.addEventListener("input", count);
  count();

  function row(name) {
    const item = document.createElement("li");
    const label = document.createElement("span");
    const bar = document.createElement("progress");
    label.textContent = name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Đang tải ${name}`);
    item.append(label, bar);
    arriving.append(item);
    return { item, bar, label };
  }

  function refuse(place, sentence) {
    place.bar.remove();
    place.item.className = "err";
    place.label.textContent = sentence;
  }

  function send(file) {
    const place = row(file.name);
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("files", file, file.name);
    request.open("POST", form.dataset.add);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) place.bar.value = (100 * event.loaded) / event.total;
    });
    return new Promise((resolve) => {
      request.addEventListener("load", () => {
        if (request.status === 200) {
          list.innerHTML = request.responseText;
          place.item.remove();
        } else {
          const known = request.status === 422;
          refuse(place, known ? request.responseText : `Chưa tải được tệp “${file.name}”. Hãy thử lại.`);
        }
        resolve();
      });
      request.addEventListener("error", () => {
        refuse(place, `Chưa tải được tệp “${file.name}” vì mất kết nối. Hãy thử lại.`);
        resolve();
      });
      request.send(body);
    });
  }

  function sendAll(files) {
    Array.from(files).reduce((before, file) => before.then(() => send(file)), Promise.resolve());
  }

  drop.classList.add("ready");
  function takeChosen() {
    sendAll(Array.from(input.files));
    input.value = "";
  }
  input.addEventListener("change", takeChosen);
  // On a slow line files may have been chosen before this script came.
  if (input.files.length) takeChosen();
  ["dragenter", "dragover"].forEach((name) =>
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    })
  );
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    sendAll(event.dataTransfer.files);
  });
})();
