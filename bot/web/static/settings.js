/** What a person sets on this device: the size of the text. And the small menus of the header. */

const root = document.documentElement;
const KEY = "text-size";

/** The size switch. What was chosen is kept on this device and sent nowhere. */
export function openSizes() {
  const buttons = document.querySelectorAll("[data-size-choice]");
  const choose = (size) => {
    root.dataset.size = size;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.sizeChoice === size));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choose(button.dataset.sizeChoice);
      remember(button.dataset.sizeChoice);
    });
  }
  choose(remembered());
}

/** Menus open and close by themselves (popover: Escape and a click beside close them); we say where they hang. */
export function openMenus() {
  for (const menu of document.querySelectorAll("[popover]")) {
    menu.addEventListener("beforetoggle", () => {
      const { bottom } = document.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect();
      root.style.setProperty("--menu-top", `${Math.max(0, Math.round(bottom))}px`);
    });
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) || "normal";
  } catch {
    return "normal";
  }
}

function remember(size) {
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // Storage is shut: the size holds as long as the page.
  }
}
