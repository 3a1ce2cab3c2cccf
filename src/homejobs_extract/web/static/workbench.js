// The workbench's own script: row to text and back, and a selection of the article to a new figure.
(() => {
  "use strict";

  // What is chosen is marked in the text and in the table; the place asked for is brought into view.
  const now = (element) => {
    document.querySelectorAll(".now").forEach((other) => other.classList.remove("now"));
    element.classList.add("now");
    const other = element.matches("mark") ? rowOf(element) : null;
    if (other) other.classList.add("now");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };

  const rowOf = (mark) => document.getElementById(mark.querySelector(":scope > sup a")?.hash.slice(1));

  const strike = () => {
    const rejected = new Set((document.getElementById("desk")?.dataset.rejected ?? "").split(" "));
    document.querySelectorAll(".body mark").forEach((mark) => {
      mark.classList.toggle("is-reject", rejected.has(rowOf(mark)?.dataset.figure));
    });
  };
  document.addEventListener("DOMContentLoaded", strike);

  // A decision changes the whole desk, but not where its reader was.
  let was = null;
  document.addEventListener("htmx:before:swap", () => {
    if (!document.getElementById("desk")) return;
    const list = document.querySelector(".figures");
    was = { list: list.scrollTop, page: scrollY, figure: document.activeElement?.closest("tr[data-figure]")?.id };
  });
  document.addEventListener("htmx:after:swap", () => {
    strike();
    if (!was) return;
    document.querySelector(".figures").scrollTop = was.list;
    scrollTo(0, was.page);
    const next = was.figure && document.getElementById(was.figure)?.querySelector(".review button");
    if (next) next.focus({ preventScroll: true });
    was = null;
  });

  const toText = (row) => {
    const mark = document.getElementById(`m-${row.dataset.figure}`);
    if (mark) now(mark);
  };

  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-figure]");
    const inner = event.target.closest("a, button, form");
    if (row && (!inner || inner.hash)) {
      if (inner && !inner.hash.startsWith("#m-")) return;
      if (inner && document.getElementById(inner.hash.slice(1))) now(document.getElementById(inner.hash.slice(1)));
      else toText(row);
      event.preventDefault();
      return;
    }
    const chip = event.target.closest(".body mark");
    if (chip && !String(getSelection())) {
      const row = rowOf(chip);
      if (row) {
        now(row);
        event.preventDefault();
      }
    }
  });

  // Offsets count code points of the article: a chip is not text of it, a shown control character is one.
  const points = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return Array.from(node.data).length;
    if (node.nodeType !== Node.ELEMENT_NODE || node.hasAttribute("data-x")) return 0;
    if (node.hasAttribute("data-c")) return 1;
    return Array.from(node.childNodes).reduce((sum, child) => sum + points(child), 0);
  };

  const offset = (node, at) => {
    const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-o]");
    if (!paragraph) return null;
    let sum = node.nodeType === Node.TEXT_NODE
      ? Array.from(node.data.slice(0, at)).length
      : Array.from(node.childNodes).slice(0, at).reduce((total, child) => total + points(child), 0);
    if (node.parentElement.closest("[data-x], [data-c]")) sum = 0;
    for (let here = node; here !== paragraph; here = here.parentNode) {
      for (let before = here.previousSibling; before; before = before.previousSibling) sum += points(before);
    }
    return Number(paragraph.dataset.o) + sum;
  };

  const button = document.createElement("button");
  button.type = "button";
  button.className = "add-here";

  document.addEventListener("selectionchange", () => {
    const desk = document.getElementById("desk");
    const selection = getSelection();
    button.remove();
    if (!desk || selection.isCollapsed || !selection.anchorNode.parentElement?.closest(".body")) return;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const box = range.getBoundingClientRect();
    button.textContent = desk.dataset.add;
    button.dataset.to = `/articles/${desk.dataset.article}/add?start=${start}&end=${end}`;
    document.body.append(button);
    button.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
    button.style.setProperty("left", `${Math.max(8, box.left + scrollX)}px`);
  });

  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => location.assign(button.dataset.to));
})();
