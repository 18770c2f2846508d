"""The JSON API under ``/api/v1``: one router for each kind of thing, each route one verb of ``fairclaim.services``.

Read ``app`` first (how it is put together), then ``context`` (what a router asks for); ``document`` makes the OpenAPI document.
"""
