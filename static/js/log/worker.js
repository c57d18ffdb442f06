/* Opens the logging page, and nothing else, without a line: the network first, the kept copy only when it does not answer.
   One copy, of one person: in the store "qm-kept-<who>" the page under its own address and the files it names. It goes
   with log-out, with another person's visit (frame.js), when the portal asks to log in, and after its time. */
"use strict";
const BOX = "qm-kept-";
const PAGE = new URL("./", self.location).pathname;
const PATIENCE = 15000; // a line that is there but carries nothing
const MINUTE = 60000;
const HEADERS = ["Content-Type", "Content-Security-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options", "Cross-Origin-Opener-Policy", "X-Keep"];
let lineless = 0; // when the copy was last needed: its files then need not be asked for first

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", function (event) {
  const asked = event.request;
  const address = new URL(asked.url);
  if (asked.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (asked.mode === "navigate") {
    if (address.pathname === PAGE) { event.respondWith(page(asked, address, event)); }
  } else if (asked.destination) { event.respondWith(part(asked)); } // what a script fetches is never answered from here
});

self.addEventListener("message", function (event) {
  const asked = event.data || {};
  if (!asked.keep || new URL(asked.keep, self.location).pathname !== PAGE + "kept/") { return; }
  event.waitUntil(keep(asked.keep, String(asked.who)).then((done) => event.source.postMessage({ kept: done }), () => { /* the old copy stays */ }));
});

async function page(asked, address, event) {
  const line = fetch(asked);
  try {
    const answer = await within(line);
    lineless = 0;
    if (refused(answer)) { event.waitUntil(forget("")); }
    return answer;
  } catch (lost) {
    const copy = await copyFor(address);
    if (!copy) { return line; }
    lineless = Date.now();
    line.catch(() => { /* told by the copy */ });
    return copy;
  }
}

async function part(asked) {
  const kept = () => caches.match(asked, { ignoreVary: true });
  const early = Date.now() - lineless < MINUTE && await kept();
  return early || fetch(asked).catch(async function (lost) {
    const copy = await kept();
    if (copy) { return copy; }
    throw lost;
  });
}

function within(line) {
  return Promise.race([line, new Promise((done, failed) => { setTimeout(failed, PATIENCE); })]);
}

/* The copy, when it is of the unit and campaign that the address names, if it names any, and nothing else is asked. */
async function copyFor(address) {
  const name = (await caches.keys()).find((each) => each.startsWith(BOX));
  const found = name && await (await caches.open(name)).match(PAGE, { ignoreVary: true });
  const about = found && told(found);
  if (!about) { return null; }
  if (Number(about.get("until")) < Date.now()) { await forget(""); return null; }
  const fits = Array.from(address.searchParams).every(([name, value]) => ["unit", "campaign"].includes(name) && about.get(name) === value);
  return fits ? found : null;
}

// To the log-in page, or not allowed any more: what was kept is nobody's.
const refused = (answer) => answer.type === "opaqueredirect" || (answer.status >= 400 && answer.status < 500);
const told = (answer) => (answer.headers.get("X-Keep") ? new URLSearchParams(answer.headers.get("X-Keep")) : null);

/* Fetches the copy and its files; only when all are there does it take the old one's place. Resolves to whether it is kept. */
async function keep(address, who) {
  await forget(BOX + who);
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
  if (refused(answer)) { await forget(""); return false; }
  const about = told(answer); // missing where the answer came with a cookie: the next visit keeps it
  if (!answer.ok || !about || about.get("who") !== who) { return false; }
  const box = await caches.open(BOX + who); // deleted meanwhile, it takes what follows along
  const text = await answer.text();
  const files = Array.from(new Set(Array.from(text.matchAll(/ (?:src|href)="([^"]+\.(?:js|css|svg|ico)(?:\?[^"]*)?)"/g), (hit) => new URL(hit[1], self.location).href)));
  await Promise.all(files.map(async function (file) {
    const found = await fetch(file);
    if (!found.ok) { throw new Error(file); }
    await box.put(file, found);
  }));
  const headers = new Headers();
  HEADERS.forEach((name) => { if (answer.headers.has(name)) { headers.set(name, answer.headers.get(name)); } });
  await box.put(PAGE, new Response(text, { headers: headers }));
  const own = new Set(files.concat(new URL(PAGE, self.location).href));
  await Promise.all((await box.keys()).filter((each) => !own.has(each.url)).map((each) => box.delete(each)));
  return true;
}

/* Every copy but `mine`. */
async function forget(mine) {
  const names = (await caches.keys()).filter((name) => name.startsWith(BOX) && name !== mine);
  await Promise.all(names.map((name) => caches.delete(name)));
}
