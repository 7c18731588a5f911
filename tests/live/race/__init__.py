"""The race for the lock: ten people type and act while two others close the text under them.

`scene` prepares one negotiation that wants nothing but the lock, `page` is one person's page,
`half` is what happens in one process, `second` the other process on PostgreSQL, `judge` what must
be so afterwards.
"""
