"""Lists too long to be applied while somebody waits for a page: the queue, and how far each of them is."""
