"""The steps by which the tables grew: appended to, never changed."""
