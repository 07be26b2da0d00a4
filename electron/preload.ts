// The bridge between the page and the core. It exposes nothing yet: the page cannot ask for anything so far.
export {};
