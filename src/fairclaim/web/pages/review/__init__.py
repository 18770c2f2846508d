"""The reviewers' room: the queue, a task from the first look to the last word, and how the work of all goes."""
