// Runs before the page is drawn: one language instead of two. Remembers nothing.
document.documentElement.dataset.lang = /^zh\b/i.test(navigator.language || "") ? "zh" : "en";
