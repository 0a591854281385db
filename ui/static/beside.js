() => {
  /* A citation opens its source beside the answer; Escape closes it and gives the focus back. */
  const panel = document.getElementById('beside-panel');
  if (!panel || panel.dataset.wired) return;
  panel.dataset.wired = 'yes';
  document.body.append(panel);  // so that nothing of Gradio's layout clips it
  const frame = panel.querySelector('iframe');
  const whole = panel.querySelector('a.whole');
  const close = panel.querySelector('button');
  const number = panel.querySelector('.number');
  const title = panel.querySelector('.title');
  frame.addEventListener('load', () => {
    const heading = frame.contentDocument && frame.contentDocument.querySelector('h1');
    title.textContent = heading ? heading.textContent : '';
  });
  let opener = '';
  const pressed = () => [...document.querySelectorAll('a[data-source]')].find((each) => each.getAttribute('href') === opener);
  const current = () => document.querySelectorAll('a[data-source][aria-expanded=true]');
  const settle = (link, change) => {  // what was pressed stays where it is while the page makes room
    const before = link.getBoundingClientRect().top;
    change();
    scrollBy({top: link.getBoundingClientRect().top - before, behavior: 'instant'});
  };
  const open = (link) => {
    opener = link.getAttribute('href');
    current().forEach((each) => each.removeAttribute('aria-expanded'));
    link.setAttribute('aria-expanded', 'true');
    const address = new URL(link.href);
    whole.href = address.href;
    number.textContent = link.dataset.source;
    address.searchParams.set('embed', '1');
    address.searchParams.set('theme', document.body.classList.contains('dark') ? 'dark' : 'light');
    settle(link, () => { panel.hidden = false; document.body.classList.add('beside'); });
    frame.contentWindow.location.replace(address.href);
    close.focus({preventScroll: true});
    if (innerWidth <= 820) link.scrollIntoView({block: 'start'});  // the sheet covers the lower part
  };
  const shut = () => {
    if (panel.hidden) return;
    const link = pressed();
    const hide = () => { panel.hidden = true; document.body.classList.remove('beside'); };
    link ? settle(link, hide) : hide();
    current().forEach((each) => each.removeAttribute('aria-expanded'));
    frame.contentWindow.location.replace('about:blank');
    (link || document.querySelector('#question textarea')).focus({preventScroll: true});
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[data-source]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  new MutationObserver(() => {  // an answer that is still growing is drawn anew
    if (!panel.hidden && !current().length && pressed()) pressed().setAttribute('aria-expanded', 'true');
  }).observe(document.getElementById('latest'), {childList: true, subtree: true});
  close.addEventListener('click', shut);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') shut(); });
  addEventListener('message', (event) => {
    if (event.source === frame.contentWindow && event.origin === location.origin && event.data === 'regesto:close') shut();
  });
}
