/** The message field: Enter sends, Shift and Enter start a new line, a message too long is named before it is sent. */

import { number, say } from "./words.js";

const WORTH_COUNTING = 0.85; // from this part of the longest message on, the length is shown

/** `memory` keeps what is not sent yet. `clear()` throws it away. */
export function openComposer(send, memory) {
  const form = document.getElementById("composer");
  const field = document.getElementById("message");
  const length = document.getElementById("length");
  const problem = document.getElementById("problem");
  const longest = Number(form.dataset.longest);

  keepRoomFor(form);

  const tooLong = () => field.value.length > longest;
  const counted = (key) => say(key, { count: number(field.value.length), longest: number(longest) });

  function complain(key) {
    field.setAttribute("aria-invalid", String(Boolean(key)));
    problem.textContent = key ? counted(key) : "";
  }

  field.addEventListener("input", () => {
    memory.keepDraft(field.value);
    length.textContent = field.value.length > longest * WORTH_COUNTING ? counted("page.length") : "";
    // Said once when the limit is passed, not at every letter: the line is read out.
    if (tooLong() && field.getAttribute("aria-invalid") !== "true") complain("page.too_long");
    else if (!tooLong()) complain(null);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text || tooLong()) {
      complain(text ? "page.too_long" : "page.empty");
      field.focus();
      return;
    }
    put("");
    send(text);
    field.focus();
  });

  function put(text) {
    field.value = text;
    field.dispatchEvent(new Event("input"));
  }

  /** What stands in the field, which is empty from then on; null if it is too long to go. */
  function take() {
    const text = field.value.trim();
    if (tooLong()) return null;
    put("");
    return text;
  }

  put(memory.draft);
  return { take, clear: () => put(""), focus: () => field.focus({ preventScroll: true }) };
}

/** The form grows over the conversation: what has the focus, or was read at the lower end, must not hide behind it. */
function keepRoomFor(form) {
  const root = document.documentElement;
  let height = form.offsetHeight;
  new ResizeObserver(() => {
    const grown = form.offsetHeight - height;
    const below = root.scrollHeight - innerHeight - scrollY;
    if (grown > 0 && below <= grown + 1) scrollBy(0, grown);
    height = form.offsetHeight;
    root.style.setProperty("--composer", `${height}px`);
  }).observe(form);
}
