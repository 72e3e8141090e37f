// Letters: the button that prints. Without script the browser's own print does the same.
document.querySelector('[data-print]')?.addEventListener('click', () => window.print());
