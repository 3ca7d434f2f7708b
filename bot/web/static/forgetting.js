/** Deleting the conversation: asked once, done, said. */

export function openForgetting(forget, status) {
  const dialog = document.getElementById("forgetting");
  const menu = document.getElementById("menu");

  document.getElementById("forget").addEventListener("click", () => {
    menu.hidePopover?.();
    if (dialog.showModal) dialog.showModal();
    else if (confirm(dialog.querySelector("h2").textContent)) carryOut(); // browsers before 2022
  });

  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") carryOut();
    dialog.returnValue = "";
    document.querySelector('[popovertarget="menu"]').focus();
  });

  async function carryOut() {
    status.tell((await forget()) ? "page.forgotten" : "page.forget_failed");
  }
}
