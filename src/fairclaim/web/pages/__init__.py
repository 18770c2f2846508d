"""The desk in a browser: pages made here, with scripts only where a page cannot do without."""
