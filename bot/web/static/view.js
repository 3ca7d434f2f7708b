/** What of the conversation is in view: the beginning of what is new, and a sign as long as it goes on below. */

const MORE = 32; // pixels below the view from which on there is something to scroll for: less is only the margin
const WORDY = 1 / 3; // of the view; a question longer than this would push the beginning of its answer out of it
const PAGE = 0.8; // of the view is what one step goes on

const root = document.documentElement;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** `follow()` lets the view move with the conversation, until one scrolls away to read; `update()` moves it. */
export function openView(log) {
  const onward = document.getElementById("onward");
  const header = document.querySelector("header");
  let following = true;

  const motion = (atOnce = calm.matches) => (atOnce ? "auto" : "smooth");
  const leave = () => (following = false);

  /** Pixels between header and message field. */
  function room() {
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(root);
    return innerHeight - parseFloat(scrollPaddingTop) - parseFloat(scrollPaddingBottom);
  }

  /** Bring the last exchange into view, its beginning first: who asks wants to read the answer from the top. */
  function lookAtLast({ atOnce } = {}) {
    const asked = [...log.querySelectorAll(".mine")].pop();
    const answer = asked?.nextElementSibling;
    const first = answer && asked.offsetHeight > room() * WORDY ? answer : asked;
    first?.scrollIntoView({ block: "start", behavior: motion(atOnce) });
  }

  function showWhetherMore() {
    onward.hidden = root.scrollHeight - innerHeight - scrollY < MORE;
  }

  onward.addEventListener("click", () => {
    leave();
    scrollBy({ top: room() * PAGE, behavior: motion() });
  });
  for (const scroll of ["wheel", "touchmove"]) addEventListener(scroll, leave, { passive: true });
  for (const change of ["scroll", "resize"]) addEventListener(change, showWhetherMore, { passive: true });
  new ResizeObserver(showWhetherMore).observe(log);
  // What gets the focus must not hide behind the header.
  new ResizeObserver(() => root.style.setProperty("--header", `${header.offsetHeight}px`)).observe(header);

  return {
    follow: () => (following = true),
    update: () => following && lookAtLast(),
    lookAtLast,
  };
}
