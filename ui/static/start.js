// Start here: says when what was being prepared is ready. Asked once: the service answers when it is so.
(async () => {
  const told = document.querySelector("[data-wait]");
  if (!told) return;
  try {
    const answer = await fetch(told.dataset.wait, { redirect: "error", cache: "no-store" });
    if (answer.status === 204) told.querySelector("span").textContent = told.dataset.ready;
  } catch { /* the service is away: the page can be loaded again by hand */ }
})();
