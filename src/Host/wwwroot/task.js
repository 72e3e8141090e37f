// Saves what is typed into a task every few seconds, and keeps it in this window while it cannot be saved: signed out, no connection.
// Everything works without this script; then the button saves.
// What was typed and cannot be sent is copied with one press, also from a page without the form.
(function () {
  for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', async () => {
      const lines = [...document.querySelectorAll(`#${button.dataset.copy} > div`)].map(line => `${line.querySelector('dt').textContent}: ${line.querySelector('dd').textContent}`);
      await navigator.clipboard.writeText(lines.join('\n'));
      const said = button.parentElement.querySelector('[data-copied]');
      said.textContent = said.dataset.copied;
    });
  }
})();

(function () {
  const form = document.getElementById('task');
  if (!form) return;
  const status = document.getElementById('draft-status');
  const kept = document.getElementById('draft-kept');
  const signedOut = document.getElementById('draft-signed-out');
  const key = `draft:${form.dataset.user}:${form.dataset.task}`;
  const address = `/oppgaver/${form.dataset.task}/utkast`;
  const pause = 1500;
  const retry = 5000;
  let timer = 0;
  let isDirty = false;
  let isRefused = false;
  let saving = null;

  // What is typed beside the form, by the button that sends it.
  const beside = { comment: ['comment'], handover: ['to', 'handoverReason'], hold: ['returnOn', 'holdReason'] };
  const isBeside = name => Object.values(beside).flat().includes(name);
  const isTyped = name => name.startsWith('f.') || name === 'outcome' || isBeside(name);
  const typed = () => [...new FormData(form)].filter(([name, value]) => isTyped(name) && typeof value === 'string').map(([name, value]) => [name, value.replace(/\r\n/g, '\n')]);
  const opened = JSON.stringify(typed());
  const keep = (entries = typed()) => sessionStorage.setItem(key, JSON.stringify(entries));
  const forget = () => sessionStorage.removeItem(key);
  const say = words => { if (status && status.textContent !== words) status.textContent = words; };

  function body(entries, revision) {
    const fields = new URLSearchParams(entries);
    fields.set('__RequestVerificationToken', form.elements.__RequestVerificationToken.value);
    if (revision !== undefined) fields.set('draft', revision);
    return fields;
  }

  function send(entries, revision) {
    return fetch(address, { method: 'POST', body: body(entries, revision), redirect: 'manual', keepalive: true, headers: { accept: 'application/json' } });
  }

  async function save() {
    clearTimeout(timer);
    if (saving) await saving;
    if (!isDirty || isRefused) return;
    isDirty = false;
    saving = trySave();
    await saving;
    saving = null;
  }

  async function trySave() {
    const entries = typed();
    try {
      const answer = await send(entries, form.elements.draft.value);
      if (answer.type === 'opaqueredirect' || answer.status === 401) {
        keep();
        isDirty = true;
        if (signedOut) signedOut.hidden = false;
        say('');
      } else if (answer.ok) {
        const saved = await answer.json();
        form.elements.draft.value = saved.revision;
        if (signedOut) signedOut.hidden = true;
        if (!isDirty) forget();
        say(saved.words);
      } else if (answer.status === 404) {
        isRefused = true;
        keep();
        say(form.dataset.gone);
      } else if (answer.status === 409 || answer.status === 422) {
        isRefused = true; // the user decides, with the button
        keep();
        say((await answer.json()).words);
      } else {
        later();
      }
    } catch {
      later();
    }
  }

  function later() {
    keep();
    isDirty = true;
    say(status?.dataset.failed ?? '');
    timer = setTimeout(save, retry);
  }

  function changed(event) {
    if (!event.target.name || !isTyped(event.target.name)) return;
    isDirty = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  // The controls beside the form belong to it and are not inside it.
  document.addEventListener('input', event => { if (event.target.form === form) changed(event); });
  document.addEventListener('change', event => { if (event.target.form === form && event.target.type !== 'file') changed(event); });

  const file = document.getElementById('file');
  file?.addEventListener('change', () => {
    const isTooLarge = [...file.files].some(chosen => chosen.size > Number(form.dataset.max));
    file.setCustomValidity(isTooLarge ? form.dataset.large : '');
    if (isTooLarge) file.reportValidity();
  });

  form.addEventListener('submit', event => {
    if (file && !file.checkValidity()) { // a chosen file goes with whatever is pressed
      event.preventDefault();
      file.reportValidity();
      return;
    }
    clearTimeout(timer);
    const sent = beside[event.submitter?.value] ?? [];
    const leaving = typed().map(([name, value]) => [name, sent.includes(name) ? '' : value]);
    if (event.submitter?.value === 'discard') forget();
    else keep(leaving);
    isDirty = false;
  });

  // Another form of the page (language, sign out) takes the user away: first what was typed is saved.
  document.addEventListener('submit', event => {
    if (event.target === form || !isDirty || isRefused) return;
    event.preventDefault();
    const { target, submitter } = event;
    save().finally(() => { isDirty = false; target.requestSubmit(submitter); });
  });
  addEventListener('pagehide', () => {
    if (isDirty && !isRefused) navigator.sendBeacon(address, body(typed(), form.elements.draft.value));
  });

  // What could not be saved the last time: it is gone when the page has it, else the user decides.
  // What stands beside the form and was kept empty has been sent.
  const stored = sessionStorage.getItem(key);
  const isSame = () => {
    const now = JSON.parse(opened);
    const then = JSON.parse(stored).map(([name, value]) => [name, isBeside(name) && !value ? now.find(([other]) => other === name)?.[1] ?? '' : value]);
    return JSON.stringify(then) === JSON.stringify(now);
  };
  if (form.dataset.kept) { // also when the user has completed the task
    forget();
    if (form.dataset.kept === 'page') {
      isDirty = true;
      timer = setTimeout(save, pause);
    }
  } else if (stored && isSame()) forget();
  else if (stored && kept) {
    kept.hidden = false;
    kept.focus();
    kept.querySelector('[data-kept=restore]').addEventListener('click', async () => {
      const answer = await send(JSON.parse(stored));
      if (!answer.ok) return;
      forget();
      location.assign(`/oppgaver/${form.dataset.task}`);
    });
    kept.querySelector('[data-kept=forget]').addEventListener('click', () => {
      forget();
      kept.hidden = true;
      document.querySelector('h1').focus();
    });
  }
})();
