// Only one window at a time draws on a flow. This asks for the right to, keeps it while the window lives, and says who has it otherwise.
'use strict';

window.designerLease = (function () {
  const place = document.getElementById('designer');
  const notice = document.getElementById('designer-notice');
  const heartbeat = 30_000; // the server waits for three minutes
  const windowId = sessionStorage.getItem('designer-window') ?? crypto.randomUUID();
  sessionStorage.removeItem('designer-window'); // it is handed on by one reload only: a copied tab is another window
  const asked = window.fetch.bind(window);
  const draws = place?.dataset.draws === 'yes';
  const address = draws ? `/elsa/leases/${encodeURIComponent(place.dataset.id)}` : null;
  let held = false;
  let isHandedOn = false;

  // Everything the Studio asks for tells which window asks.
  window.fetch = async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input, document.baseURI);
    if (target.origin !== location.origin || !target.pathname.startsWith('/elsa/')) return asked(input, init);
    const request = new Request(input, init);
    request.headers.set('X-Designer-Window', windowId);
    const answer = await asked(request);
    if (draws && request.method === 'POST' && target.pathname === '/elsa/api/workflow-definitions') await saved(answer.clone());
    return answer;
  };

  async function saved(answer) {
    if (answer.status === 409) return look();
    if (!answer.ok) return;
    const { workflowDefinition, casesOnOlderVersions } = await answer.json();
    held = casesOnOlderVersions === null; // publishing gives the right back; the next save takes it again, unless another has it
    if (casesOnOlderVersions === null) return;
    const words = notice.dataset.published.replace('{version}', workflowDefinition.version);
    say(casesOnOlderVersions > 0 ? `${words} ${notice.dataset.older.replace('{cases}', casesOnOlderVersions)}` : words, { close: true });
  }

  async function ask(path, body) {
    const answer = await fetch(address + path, body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    return answer.json();
  }

  function say(words, { takeOver = false, reload = false, close = false }) {
    notice.querySelector('p').textContent = words;
    notice.querySelector('form').hidden = !takeOver;
    notice.querySelector('[name=reload]').hidden = !reload;
    notice.querySelector('[name=close]').hidden = !close;
    notice.hidden = false;
    document.documentElement.style.setProperty('--designer-notice', `${notice.offsetHeight}px`);
  }

  function hush() {
    notice.hidden = true;
    document.documentElement.style.setProperty('--designer-notice', '0px');
  }

  // What another has done since cannot be merged with what stands here: the page is loaded again, never written over it.
  function lost(lease) {
    held = false;
    place.inert = true;
    say(lease.words, { reload: true, takeOver: lease.live });
  }

  async function look() {
    const lease = await ask('');
    if (!lease.held) lost(lease);
  }

  async function beat() {
    try {
      if (held) {
        const lease = await ask('/keep', {});
        if (!lease.held) lost(lease);
      } else if (!notice.hidden && !notice.querySelector('form').hidden) {
        const lease = await ask('');
        if (!lease.live) say(lease.words, { reload: true });
      }
    } catch {
      // The network is away; the next one tells.
    }
  }

  notice?.querySelector('[name=reload]').addEventListener('click', () => location.reload());
  notice?.querySelector('[name=close]').addEventListener('click', hush);
  notice?.querySelector('form').addEventListener('submit', async submitted => {
    submitted.preventDefault();
    const lease = await ask('', { reason: notice.querySelector('[name=reason]').value });
    if (!lease.held) return;
    sessionStorage.setItem('designer-window', windowId); // the page that comes next goes on with what this one took
    isHandedOn = true;
    location.reload();
  });

  function release() {
    if (held && !isHandedOn)
      navigator.sendBeacon(`${address}/release`, new Blob([JSON.stringify({ window: windowId })], { type: 'application/json' }));
  }

  if (draws) {
    addEventListener('pagehide', release);
    addEventListener('pageshow', shown => { if (shown.persisted) location.reload(); });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) beat(); });
    setInterval(beat, heartbeat);
  }

  // Before the Studio is mounted: what it reads then says whether it may draw.
  return {
    say,
    async open() {
      if (!draws) return;
      const lease = await ask('', {});
      held = lease.held;
      if (!held) say(lease.words, { takeOver: true });
    },
  };
})();
