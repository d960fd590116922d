// Before the first paint, so that a dark room never sees a white flash. Kept outside the app's modules, which come later.
(function () {
  var theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('drawbridge.preferences') || '{}').theme || theme;
  } catch {
    // Storage is forbidden or holds something odd: as the system has it.
  }
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.className = dark ? 'dark' : 'light';
})();
