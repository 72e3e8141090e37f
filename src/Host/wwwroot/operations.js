// Fetches the page anew every few seconds and puts the fresh figures in the place of the old. Everything works without this script.
const region = document.querySelector('[data-refresh]');
const pause = document.querySelector('[data-pause]');
let paused = false;

async function refresh() {
  if (paused || document.hidden) return;
  let fresh;
  try {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return; // the next try may be luckier; signed out, the next click says so
    fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(region.id);
  } catch {
    return;
  }
  if (!fresh || paused) return;
  const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
  region.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

if (region) {
  setInterval(refresh, Number(region.dataset.refresh) * 1000);
  if (pause) {
    pause.hidden = false;
    pause.addEventListener('click', () => {
      paused = !paused;
      pause.setAttribute('aria-pressed', String(paused));
    });
  }
}
