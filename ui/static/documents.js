// On a wide screen the first facets stand open; each page works without this.
if (window.matchMedia("(min-width: 821px)").matches) {
  document.querySelectorAll("details.facet").forEach((facet, at) => { if (at < 4) facet.open = true; });
}
