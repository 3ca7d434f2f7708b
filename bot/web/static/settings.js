/** What a person sets on this device: the size of the text. And the menus of the header. */

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
      stayWith(button);
    });
  }
  choose(remembered());
}

/** Larger letters may fold the tools into one menu, smaller ones unfold it: the button that was pressed stays there. */
function stayWith(button) {
  const tools = document.getElementById("tools");
  if (!tools.showPopover) return;
  const folded = isInSight(document.querySelector('[popovertarget="tools"]'));
  if (folded === tools.matches(":popover-open")) return hang();
  if (folded) tools.showPopover();
  else tools.hidePopover();
  button.focus();
}

/** Menus open and close by themselves (popover: Escape and a click beside close them); we say where they hang. */
export function openMenus() {
  for (const menu of document.querySelectorAll("[popover]")) menu.addEventListener("beforetoggle", hang);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width !== innerWidth) closeMenus(); // the phone was turned: another header
    width = innerWidth;
  });
}

export function closeMenus() {
  if (!("popover" in root)) return;
  for (const menu of document.querySelectorAll(":popover-open")) menu.hidePopover();
}

/** The button of the menu, of which the header has one for wide and one for narrow windows. */
export function openerInSight() {
  return [...document.querySelectorAll("[popovertarget]")].filter(isInSight).pop() || document.body;
}

function isInSight(element) {
  return element.getClientRects().length > 0;
}

function hang() {
  const { bottom } = openerInSight().getBoundingClientRect();
  root.style.setProperty("--menu-top", `${Math.max(0, Math.round(bottom))}px`);
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
