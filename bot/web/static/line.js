/**
 * The line to the server. Messages go out one after the other and are sent again with the same id until they are
 * confirmed, so none is lost and none is taken twice. Replies come in by server-sent events, which are opened anew
 * whenever they end: the server keeps what was not confirmed.
 */

import { refresh } from "./words.js";

const PATIENCE = 15_000; // milliseconds after which a request counts as torn
const LONGEST_PAUSE = 30_000;
const QUIET = 4_000; // milliseconds without a reply to a message after which the line is looked after

const TAKEN = 202;
const NO_COOKIE = 401;
const REFUSED = [400, 413, 415];

/** Send JSON; the status of the answer, 0 if there was none. */
export async function post(address, data) {
  const tear = new AbortController();
  const timer = setTimeout(() => tear.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(data),
      keepalive: true, // a page that is closed right now still sends it
      signal: tear.signal,
    });
    return answer.status;
  } catch {
    return 0;
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds before the next try: longer each time, never quite the same for two people. */
function pause(tries) {
  return Math.min(LONGEST_PAUSE, 1000 * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
}

/**
 * Messages on their way out. `settled(id, state)` tells what came of each, `trouble(key)` that one cannot go now,
 * `renewed()` that a lost cookie was replaced.
 */
export function openOutbox(memory, { settled, trouble, renewed }) {
  let working = null;
  let wake = () => {};

  async function empty() {
    let tries = 0;
    while (memory.unsent.length) {
      const message = memory.unsent[0];
      const status = await post("/chat/messages", message);
      if (status === TAKEN || REFUSED.includes(status)) {
        tries = 0;
        settled(message.id, status === TAKEN ? "" : "refused");
        continue;
      }
      tries += 1;
      if (status === NO_COOKIE && tries === 1 && (await refresh())) {
        renewed();
        continue;
      }
      trouble(status === NO_COOKIE ? "page.no_cookies" : "page.offline");
      if (memory.unsent.length) await sleep(pause(tries));
    }
    trouble(null);
  }

  function sleep(milliseconds) {
    return new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  /** Send what waits, at once. Ends when nothing waits any more. */
  function flush() {
    wake();
    working = working || empty().finally(() => (working = null));
    return working;
  }

  return { flush };
}

/** Replies on their way in. `hear(number, data)` gets those of one turn, `trouble(key)` tells that the line is down. */
export function openInbox({ hear, trouble }) {
  let source = null;
  let tries = 0;
  let retry = 0;
  let worry = 0;

  function close() {
    clearTimeout(retry);
    source?.close();
    source = null;
  }

  function open() {
    close();
    source = new EventSource("/chat/events");
    source.onopen = () => {
      tries = 0;
      trouble(null);
    };
    source.onerror = tryAgain;
    source.addEventListener("replies", (event) => {
      clearTimeout(worry);
      hear(Number(event.lastEventId), JSON.parse(event.data));
    });
  }

  function tryAgain() {
    close();
    trouble("page.offline");
    tries += 1;
    // The labels are asked for first: they tell whether the server is there, and bring back a cookie that got lost.
    retry = setTimeout(async () => ((await refresh()) ? open() : tryAgain()), pause(tries));
  }

  /** A message was taken, so a reply is near. If none comes, the line may be dead without anybody having noticed. */
  function expect() {
    clearTimeout(worry);
    worry = setTimeout(() => source && open(), QUIET);
  }

  return { open, close, expect };
}
