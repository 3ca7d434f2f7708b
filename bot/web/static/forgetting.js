/** Deleting the conversation: asked once, done, said. */

import { closeMenus, openerInSight } from "./settings.js";

export function openForgetting(forget, status) {
  const dialog = document.getElementById("forgetting");

  document.getElementById("forget").addEventListener("click", () => {
    closeMenus();
    if (dialog.showModal) dialog.showModal();
    else if (confirm(dialog.querySelector("h2").textContent)) carryOut(); // browsers before 2022
  });

  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") carryOut();
    dialog.returnValue = "";
    openerInSight().focus();
  });

  async function carryOut() {
    status.tell((await forget()) ? "page.forgotten" : "page.forget_failed");
  }
}
