// Focus for keyboard and screen-reader users: what went wrong first, else what was just done.
// Everything works without this script.
const target = document.querySelector('[data-focus="error"]') ?? document.querySelector('[data-focus="status"]');
if (target) target.focus();
