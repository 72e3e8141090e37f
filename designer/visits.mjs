// What a first and a second visit to the designer cost: bytes over the wire, requests, and seconds until a flow is drawn.
//   node designer/visits.mjs http://localhost:5080 [flow] [user]
// The Host runs in Development (demo users); Chromium is found as the browser tests find it. Needs no packages.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [address = 'http://localhost:5080', flow = 'reintegration', user = 'eva'] = process.argv.slice(2);
const browserPath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path && existsSync(path));
if (!browserPath) throw new Error('Chromium is not installed (chromium or CHROMIUM_PATH).');

const profile = mkdtempSync(join(tmpdir(), 'designer-visits-'));
const browser = spawn(browserPath, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const [, , , to, from] = browser.stdio;
const answers = new Map();
const listeners = [];
let last = 0;
let rest = '';

from.setEncoding('utf8');
from.on('data', chunk => {
  const messages = (rest + chunk).split('\0');
  rest = messages.pop();
  for (const message of messages.map(text => JSON.parse(text))) {
    if (message.id) answers.get(message.id)(message);
    else for (const listener of listeners) listener(message);
  }
});

function send(method, params = {}, sessionId) {
  const id = ++last;
  to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  return new Promise((done, failed) => answers.set(id, answer => answer.error ? failed(new Error(`${method}: ${answer.error.message}`)) : done(answer.result)));
}

async function visit(name) {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const seen = { bytes: 0, requests: 0, api: 0, kinds: new Map() };
  const addresses = new Map();
  listeners.length = 0;
  listeners.push(({ method, params, sessionId: of }) => {
    if (of !== sessionId) return;
    if (method === 'Network.responseReceived') addresses.set(params.requestId, new URL(params.response.url));
    if (method !== 'Network.loadingFinished' || !(params.encodedDataLength > 0)) return;
    const path = addresses.get(params.requestId)?.pathname ?? '';
    const kind = path.startsWith('/elsa/') ? 'API' : /\.(wasm|dat)$/.test(path) ? 'wasm' : /\.(woff2?|ttf)$/.test(path) ? 'fonts' : path.endsWith('.js') ? 'scripts' : path.endsWith('.css') ? 'styles' : 'other';
    seen.bytes += params.encodedDataLength;
    seen.requests++;
    seen.kinds.set(kind, (seen.kinds.get(kind) ?? 0) + params.encodedDataLength);
  });
  await send('Network.enable', {}, sessionId);
  const began = performance.now();
  await send('Page.navigate', { url: `${address}/designer/-/workflows/definitions/${flow}/edit` }, sessionId);
  while (!await evaluate(sessionId, "!!document.querySelector('elsa-activity-wrapper .activity-label')")) {
    if (performance.now() - began > 120_000) throw new Error('The flow was not drawn within two minutes.');
    await new Promise(done => setTimeout(done, 50));
  }
  const seconds = (performance.now() - began) / 1000;
  await new Promise(done => setTimeout(done, 2_000)); // what is still fetched when the flow stands there
  const kinds = [...seen.kinds].sort((one, other) => other[1] - one[1]).map(([kind, bytes]) => `${kind} ${(bytes / 1e6).toFixed(2)}`).join(', ');
  console.log(`${name}: ${(seen.bytes / 1e6).toFixed(2)} MB in ${seen.requests} requests (${kinds}), the flow drawn after ${seconds.toFixed(1)} s`);
  await send('Target.closeTarget', { targetId });
}

async function evaluate(sessionId, expression) {
  const { result } = await send('Runtime.evaluate', { expression, awaitPromise: true }, sessionId).catch(() => ({ result: {} })); // the page is being left
  return result.value;
}

async function signIn() {
  const { targetId } = await send('Target.createTarget', { url: `${address}/logg-inn` });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  while (!await evaluate(sessionId, `document.querySelector('button[name=user][value="${user}"]')?.click() === undefined && !!document.querySelector('button[name=user][value="${user}"]')`))
    await new Promise(done => setTimeout(done, 100));
  while (!await evaluate(sessionId, "location.pathname === '/innboks' && document.readyState === 'complete'"))
    await new Promise(done => setTimeout(done, 100));
  await send('Target.closeTarget', { targetId });
}

try {
  await signIn();
  await visit('first visit');
  await visit('second visit');
} finally {
  const gone = new Promise(done => browser.once('exit', done));
  send('Browser.close').catch(() => browser.kill());
  await gone; // it writes to its folder until then
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
