/* A permalink's place (#start-end) is known to the browser only: it becomes ?q=start-end, which the server marks. */
(() => {
  const follow = () => {
    const place = /^#(\d{1,9}-\d{1,9})$/.exec(location.hash);
    if (!place || !document.querySelector('header.source')) return;
    const here = new URL(location.href);
    if (here.searchParams.get('q') !== place[1]) {
      here.searchParams.set('q', place[1]);
      ['page', 'from'].forEach((name) => here.searchParams.delete(name));
      location.replace(here);
      return;
    }
    const quote = document.getElementById(place[1]);
    if (quote) quote.scrollIntoView({block: 'center'});
  };
  addEventListener('hashchange', follow);
  follow();
  if (parent !== self && document.documentElement.classList.contains('embed')) {
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape') parent.postMessage('regesto:close', location.origin);
    });
  }
})();
