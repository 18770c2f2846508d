"""The desk over HTTP: JSON for programs in ``api``, sign-in, pages, and errors as problems."""
