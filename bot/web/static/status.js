/** The line above the message field that says how things stand, calmly: only what lasts, and in words. */

import { label, say } from "./words.js";

const BRIEF = 1_500; // milliseconds; what is mended sooner is not worth a word
const SHOWN = 6_000; // milliseconds for good news

/** `report(who, key)` notes a trouble of one part or, with null, its end; `tell(key, values)` says something once. */
export function openStatus(element) {
  const troubles = new Map();
  let soon = 0;
  let later = 0;

  function show(key, mood) {
    clearTimeout(later);
    label(element, key);
    element.dataset.mood = mood;
  }

  function clear() {
    element.textContent = "";
    delete element.dataset.word;
    delete element.dataset.mood;
  }

  function tell(key, values) {
    show(key, "good");
    if (values) {
      element.textContent = say(key, values);
      delete element.dataset.word; // a change of language could not fill the placeholders again
    }
    later = setTimeout(clear, SHOWN);
  }

  function report(who, key) {
    if (key) troubles.set(who, key);
    else troubles.delete(who);
    if (troubles.size) {
      soon = soon || setTimeout(complain, BRIEF);
    } else {
      clearTimeout(soon);
      soon = 0;
      if (element.dataset.mood === "bad") tell("page.online");
    }
  }

  function complain() {
    soon = 0;
    const [first] = troubles.values();
    if (element.dataset.word !== first) show(first, "bad"); // once: what is put here again would be read out again
  }

  return { report, tell };
}
