from fastapi import FastAPI

from fairclaim.web import problems
from fairclaim.web.pages.static_routes import static_routes
from fairclaim.web.static_files import built_files
from unit.web.desk_over_http import as_


def test_built_files_are_kept_by_browsers_and_nothing_else_is_served() -> None:
    app = FastAPI()
    problems.install(app)
    files = built_files()
    app.include_router(static_routes(files))
    client = as_(app, "ann")
    found = client.get(files.href("tokens.css"))
    assert found.status_code == 200
    assert "immutable" in found.headers["cache-control"]
    plain = client.get(files.href("tokens.css"), headers={"Accept-Encoding": "identity"})
    assert plain.content == found.content == files.served(files.href("tokens.css").rpartition("/")[2]).data
    for name in ("manifest.json", "NOTICE", "..%2fserver.py", "tokens.css"):
        assert client.get(f"/static/{name}").status_code == 404
