/* Conversations kept in this browser: listed, searched, deleted, opened again. None is sent until it is opened. */
(() => {
  const KEY = 'regesto.conversations', MOST = 100;
  // questions of a conversation, and characters of it, that are sent to open it again (ui/restoring.py takes no more)
  const OPENED = 60, SENT = 1500000;
  let current = null;  // the conversation on the page
  let skipped = 0;  // its first questions, which were too many to be opened again
  let memory = [];  // where the browser keeps nothing
  let refused = false;
  const {words} = window.regesto;
  const at = (id) => document.getElementById(id);

  const read = () => {
    try {
      const held = JSON.parse(localStorage.getItem(KEY) || '[]');
      return refused ? memory : Array.isArray(held) ? held.filter(sound) : [];
    } catch { return memory; }
  };
  const sound = (talk) => talk && typeof talk.id === 'string' && Array.isArray(talk.exchanges) && talk.exchanges.length
    && talk.exchanges.every((each) => typeof each?.question === 'string');  // what is kept may have been tampered with
  const write = (list) => {
    memory = list.slice(0, MOST);
    for (;;) {
      try {
        localStorage.setItem(KEY, JSON.stringify(memory));
        refused = false;
        return;
      } catch (error) {
        if (error.name !== 'QuotaExceededError' || memory.length < 2) { refused = true; return; }
        memory = memory.slice(0, -Math.ceil(memory.length / 10));  // full: the oldest go
      }
    }
  };

  /* an answer that is whole comes with what it takes to show it again */
  const note = (number, exchange) => {
    const list = read();
    number += number && skipped;
    let talk = number ? list.find((each) => each.id === current) : null;
    if (!talk) {
      skipped = 0;
      current = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
      talk = {id: current, exchanges: []};
    }
    talk.exchanges = [...talk.exchanges.slice(0, number), exchange];
    talk.at = new Date().toISOString();
    write([talk, ...list.filter((each) => each.id !== talk.id)]);
  };

  const title = (talk) => talk.exchanges[0].question.replace(/\s+/g, ' ').slice(0, 140);
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const held = (talk) => plain(talk.exchanges.map((each) =>
    [each.question, ...[each.answer?.sentences || []].flat().map((sentence) => sentence?.text)].join(' ')).join(' '));
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) { made.type = 'button'; made.setAttribute('aria-label', name); }
    return made;
  };
  const language = location.pathname.match(/\/(it|fr|en)(?:\/|$)/)?.[1] || 'it';
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long', timeStyle: 'short',
  });
  const date = (iso) => { try { return day.format(new Date(iso)); } catch { return ''; } };
  const counted = (number) => {
    const said = words().history_questions;
    return number === 1 ? said.one : said.many.replace('{number}', number);
  };
  const row = (talk) => {
    const item = make('li', '');
    const open = make('button', '', words().history_open.replace('{title}', title(talk)));
    open.dataset.open = talk.id;
    open.append(make('span', title(talk)), make('small', [date(talk.at), counted(talk.exchanges.length)].join(' · ')));
    const gone = make('button', '✕', words().history_delete.replace('{title}', title(talk)));
    gone.dataset.delete = talk.id;
    item.append(open, gone);
    return item;
  };
  const list = (spoken) => {
    const all = read();
    const wanted = plain(at('history-search').value).split(/\s+/).filter(Boolean);
    const found = all.filter((talk) => { const text = held(talk); return wanted.every((word) => text.includes(word)); });
    at('history-list').replaceChildren(...found.map(row));
    at('history-none').textContent = found.length ? '' : all.length ? words().history_none : words().history_empty;
    at('history-refused').hidden = !refused;
    at('history-all').hidden = !all.length;
    at('history-find').hidden = !all.length;
    at('history-sure').hidden = true;
    at('history-said').textContent = spoken ?? (wanted.length ? words().history_found.replace('{number}', found.length) : '');
  };
  const open = (id) => {
    const talk = read().find((each) => each.id === id);
    if (!talk) return;
    current = id;
    skipped = Math.max(0, talk.exchanges.length - OPENED);
    let sent = JSON.stringify(talk.exchanges.slice(skipped));
    while (sent.length > SENT && skipped < talk.exchanges.length - 1) sent = JSON.stringify(talk.exchanges.slice(++skipped));
    window.regesto.reopened = sent;
    at('history').close();
    at('reopen').click();  // Gradio's button: its event takes what is in ``reopened``
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (!button) return;
    if (button.id === 'history-open') { at('history-search').value = ''; list(); at('history').showModal(); }
    if (button.id === 'fresh') current = null;
    if (button.dataset.close) button.closest('dialog').close();
    if (button.dataset.open) open(button.dataset.open);
    if (button.dataset.delete) {
      const rows = [...document.querySelectorAll('[data-delete]')];
      const place = rows.indexOf(button);
      write(read().filter((each) => each.id !== button.dataset.delete));
      list(words().history_deleted);
      const next = document.querySelectorAll('[data-delete]');
      (next[Math.min(place, next.length - 1)] || at('history').querySelector('[data-close]')).focus();
    }
    if (button.id === 'history-all') { at('history-sure').hidden = false; button.hidden = true; at('history-no').focus(); }
    if (button.id === 'history-no') { list(); at('history-all').focus(); }
    if (button.id === 'history-yes') {
      write([]);
      list(words().history_emptied);
      at('history').querySelector('[data-close]').focus();
    }
  });
  document.addEventListener('input', (event) => { if (event.target.id === 'history-search') list(); });
  addEventListener('storage', (event) => { if (event.key === KEY && at('history')?.open) list(); });

  const begin = () => {
    const record = at('record');
    if (!record) return false;
    const heard = () => {
      const kept = record.querySelector('[data-kept]');
      if (!kept || heard.last === kept.dataset.kept) return;
      heard.last = kept.dataset.kept;
      note(Number(kept.dataset.number), JSON.parse(kept.dataset.kept));
    };
    new MutationObserver(heard).observe(record, {childList: true, subtree: true, attributes: true});
    return true;
  };
  const waiting = new MutationObserver(() => { if (begin()) waiting.disconnect(); });
  if (!begin()) waiting.observe(document.documentElement, {childList: true, subtree: true});
})();
