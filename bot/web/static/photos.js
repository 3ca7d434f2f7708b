/** A photo for the assistant: chosen in the menu, handed over, and sent with what stands in the field as its caption. */

import { closeMenus } from "./settings.js";

const LARGEST = 12_000_000; // bytes, as the server takes them
const TAKEN = 201;

/** `send(name)` sends a photo that the server has by this name; `status` says what goes wrong. */
export function openPhotos(send, status) {
  const field = document.getElementById("photo");
  document.getElementById("send-photo").addEventListener("click", () => field.click());
  field.addEventListener("change", async () => {
    const [file] = field.files;
    field.value = ""; // the same photo may be chosen again
    closeMenus();
    if (!file) return;
    status.tell("page.photo_goes");
    const { name, trouble } = await handOver(file);
    status.tell(trouble || "page.photo_gone");
    if (name) send(name);
  });
}

/** The name of a photo that was taken, or the key of what to say. */
async function handOver(file) {
  if (file.size > LARGEST) return { trouble: "page.photo_large" };
  try {
    const answer = await fetch("/chat/photos", { method: "POST", headers: { "Content-Type": file.type }, body: file });
    if (answer.status === TAKEN) return { name: (await answer.json()).photo };
    return { trouble: answer.status === 503 ? "page.photo_later" : "page.photo_unreadable" };
  } catch {
    return { trouble: "page.photo_later" };
  }
}
