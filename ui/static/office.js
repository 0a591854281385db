// The office: follows a run without loading the page anew; says beforehand that files are too many.
// Every page works without it.
(() => {
  document.documentElement.classList.add("scripted");

  const follow = () => {
    const run = document.getElementById("run");
    if (!run || !run.dataset.follow) return;
    setTimeout(async () => {
      let fresh = null;
      try {
        const answer = await fetch(run.dataset.follow, { redirect: "error", cache: "no-store" });
        if (answer.ok) fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("run");
      } catch { /* the service is away for a moment: asked again */ }
      // not under somebody's finger: a button that has the focus stays
      if (fresh && !(run.contains(document.activeElement) && fresh.dataset.follow)) {
        run.replaceWith(fresh);
      } else if (fresh) {
        for (const part of ["progress", "p.now"]) {
          const old = run.querySelector(part), now = fresh.querySelector(part);
          if (old && now) old.replaceWith(now);
        }
      }
      follow();
    }, 2000);
  };
  follow();

  for (const form of document.querySelectorAll("form[data-most]")) {
    const field = form.querySelector("input[type=file]");
    const hint = document.getElementById(field.getAttribute("aria-describedby"));
    field.addEventListener("change", () => {
      const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
      field.setCustomValidity(size > Number(form.dataset.most) * 1e6 ? hint.textContent : "");
      field.reportValidity();
    });
  }
})();
