/** The page's own labels in the person's language. The server writes them into the page and sends others on demand. */

const root = document.documentElement;
let words = JSON.parse(document.getElementById("words").textContent);

/** The text of a key, its placeholders filled. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Make an element carry a label, now and after a change of language. */
export function label(element, key) {
  element.dataset.word = key;
  element.textContent = say(key);
  return element;
}

/** A number as people write it in their language: 4.096, 4,096. */
export function number(value) {
  return value.toLocaleString(root.lang);
}

export function language() {
  return root.dataset.language;
}

/** Ask for the labels as the server has them for this person by now. False if there is no connection. */
export async function refresh() {
  try {
    const answer = await fetch("/chat/words", { cache: "no-store" });
    if (!answer.ok) return false;
    const labels = await answer.json();
    words = labels.words;
    root.lang = labels.lang;
    root.dataset.language = labels.language;
  } catch {
    return false;
  }
  relabel();
  return true;
}

function relabel() {
  document.title = say("page.name");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-name]")) {
    element.setAttribute("aria-label", say(element.dataset.name));
  }
  for (const choice of document.querySelectorAll("[data-speaks]")) {
    choice.setAttribute("aria-current", String(choice.dataset.speaks === language()));
  }
}
