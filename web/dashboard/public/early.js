// Runs before the first paint, from its own file because the page allows no
// inline script: colours and direction are right from the first frame.
(function () {
  var root = document.documentElement;
  var scheme = null;
  var locale = null;
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value');
    locale = localStorage.getItem('haat.locale');
  } catch {
    // Storage may be forbidden; the defaults do.
  }
  if (scheme !== 'light' && scheme !== 'dark') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.setAttribute('data-mantine-color-scheme', scheme);
  if (!locale) locale = (navigator.language || 'en').slice(0, 2);
  if (locale !== 'ar' && locale !== 'ne') locale = 'en';
  root.lang = locale;
  root.dir = locale === 'ar' ? 'rtl' : 'ltr';
})();
