"""Documents: the text as Word, PDF, Markdown, Akoma Ntoso and JSON.

`compose` draws up a `Paper`, which holds all that one audience may know and nothing else; each
format is then a pure function from a paper to bytes, and `worker` runs it in a process of its own.
"""
