"""A real browser for tests: Chromium without a window, spoken to through two pipes by its own protocol.

The protocol is Chrome's DevTools Protocol, a message a JSON object that ends with a zero byte. Nothing but Chromium
itself is needed (Debian and Ubuntu: ``apt-get install chromium``); tests that ask for the fixture are skipped without
it.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)
ANSWER_S = 60.0
_WIRING = """
import os, sys
ends = [os.dup(int(end)) for end in sys.argv[1:3]]
while min(ends) < 5:
    ends = [os.dup(end) for end in ends]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads descriptor 3 and writes descriptor 4."""
KEYS = {
    " ": ("Space", 32),
    "Enter": ("Enter", 13),
    "Escape": ("Escape", 27),
    "Tab": ("Tab", 9),
    "ArrowLeft": ("ArrowLeft", 37),
    "ArrowUp": ("ArrowUp", 38),
    "ArrowRight": ("ArrowRight", 39),
    "ArrowDown": ("ArrowDown", 40),
}
SHIFT = 8
CONTROL = 2
Record = dict[str, Any]


def find_chromium() -> str | None:
    """Say where Chromium is, if it is here and its pipes can be wired."""
    if sys.platform == "win32":
        return None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class PageError(AssertionError):
    """The page's script failed."""


class Chromium:
    """A browser with an empty profile. Use it as a context manager.

    Parameters
    ----------
    program : str
        Where Chromium is.
    profile : Path
        An empty folder.
    more : tuple of str
        Further flags, such as those of a camera that is none.
    """

    def __init__(self, program: str, profile: Path, *, more: tuple[str, ...] = ()) -> None:
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        wiring = (sys.executable, "-I", "-S", "-c", _WIRING, str(theirs_in), str(theirs_out))
        self._process = subprocess.Popen(
            [*wiring, program, *FLAGS, *more, f"--user-data-dir={profile}"],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._number = 0
        self._rest = b""
        self.events: list[Record] = []

    def __enter__(self) -> Self:
        """Wait until it answers."""
        self.ask("Browser.getVersion")
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._to)
        os.close(self._from)

    def ask(self, method: str, session: str | None = None, **params: Any) -> Record:
        """Call a method of the protocol and return its result; events that come meanwhile are kept."""
        self._number += 1
        message: Record = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + ANSWER_S
        while True:
            answer = self._receive(end - time.monotonic())
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def listen(self, seconds: float) -> None:
        """Keep events that come within a time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._receive(left)

    def _receive(self, seconds: float) -> Record | None:
        end = time.monotonic() + seconds
        while b"\0" not in self._rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._from], [], [], left)[0]:
                return None
            piece = os.read(self._from, 1 << 20)
            if not piece:
                raise ConnectionError("Chromium ended")
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        message: Record = json.loads(text)
        if "method" in message:
            self.events.append(message)
        return message

    def open(self, url: str, **look: Any) -> "Page":
        """Open a page in a new tab; see `Page`."""
        return Page(self, url, **look)


class Page:
    """A tab.

    Parameters
    ----------
    url : str
        What to open; returns when it has loaded.
    width, height : int
        Of the window, in CSS pixels.
    dark, still : bool
        What the user prefers: a dark scheme, little motion.
    """

    def __init__(
        self,
        browser: Chromium,
        url: str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        still: bool = False,
    ) -> None:
        self._browser = browser
        self._target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.ask("Target.attachToTarget", targetId=self._target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{domain}.enable")
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"},
        ]
        self._ask("Emulation.setEmulatedMedia", features=features)
        self._ask("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def _ask(self, method: str, **params: Any) -> Record:
        return self._browser.ask(method, self._session, **params)

    def go(self, url: str) -> None:
        """Go to another page and wait until it has loaded."""
        self._leave(lambda: self._ask("Page.navigate", url=url))

    def submit(self, form: str) -> None:
        """Send the form that a selector finds and wait for the page that answers."""
        self._leave(lambda: self.value(f"document.querySelector({form!r}).requestSubmit()"))

    def follow(self, selector: str) -> None:
        """Press the link or the form's button that a selector finds and wait for the page that answers."""
        self._leave(lambda: self.value(f"document.querySelector({selector!r}).click()"))

    def carry_passkey(self, *, credential: bytes, private_key: bytes, host: str) -> None:
        """Give the browser an authenticator of its own with one passkey, whose person is there and says yes.

        Parameters
        ----------
        private_key : bytes
            PKCS #8.
        """
        passkey = {
            "credentialId": base64.b64encode(credential).decode(),
            "isResidentCredential": False,
            "rpId": host,
            "privateKey": base64.b64encode(private_key).decode(),
            "signCount": 1,
        }
        self._ask("WebAuthn.addCredential", authenticatorId=self.carry_authenticator(), credential=passkey)

    def carry_authenticator(self) -> str:
        """Give the browser an authenticator of its own, whose person is there and says yes; return its id."""
        self._ask("WebAuthn.enable")
        device = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        return str(self._ask("WebAuthn.addVirtualAuthenticator", options=device)["authenticatorId"])

    def _leave(self, act: Callable[[], object]) -> None:
        self.value("window.isLeft = true")
        act()
        self.wait("!window.isLeft && document.readyState === 'complete'")

    def close(self) -> None:
        """Close the tab."""
        self._browser.ask("Target.closeTarget", targetId=self._target)

    def value(self, script: str) -> Any:
        """Evaluate an expression, a promise too, and return its value."""
        answer = self._ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise PageError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def wait(self, script: str, seconds: float = 20.0) -> None:
        """Wait until an expression is true; one that fails, as between two pages, is not true yet."""
        end = time.monotonic() + seconds
        while not self._holds(script):
            if time.monotonic() > end:
                raise TimeoutError(f"{script}; {self.complaints()}")
            self._browser.listen(0.05)

    def _holds(self, script: str) -> bool:
        try:
            return bool(self.value(f"Boolean({script})"))
        except PageError:
            return False

    def settle(self, seconds: float = 0.4) -> None:
        """Let movements come to their end."""
        self._browser.listen(seconds)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and let go of a key."""
        self.key_down(key, shift=shift)
        self.key_up(key, shift=shift)

    def key_down(self, key: str, *, shift: bool = False) -> None:
        """Press a key."""
        self._key("keyDown", key, shift=shift)

    def key_up(self, key: str, *, shift: bool = False) -> None:
        """Let go of a key."""
        self._key("keyUp", key, shift=shift)

    def chord(self, key: str) -> None:
        """Press and let go of a key together with Ctrl."""
        for kind in ("rawKeyDown", "keyUp"):
            self._key(kind, key, shift=False, control=True)

    def _key(self, kind: str, key: str, *, shift: bool, control: bool = False) -> None:
        code, number = KEYS.get(key, (f"Key{key.upper()}", ord(key.upper()[0])))
        text = {"text": key} if len(key) == 1 and kind == "keyDown" else {}
        modifiers = (SHIFT if shift else 0) | (CONTROL if control else 0)
        self._ask(
            "Input.dispatchKeyEvent",
            type=kind,
            key=key,
            code=code,
            windowsVirtualKeyCode=number,
            modifiers=modifiers,
            **text,
        )

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Send one event of the mouse: ``mouseMoved``, ``mousePressed``, ``mouseReleased``, ``mouseWheel``."""
        self._ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """Drag with the left button."""
        self.mouse("mouseMoved", *start)
        self.mouse("mousePressed", *start, button="left", buttons=1, clickCount=1)
        for step in range(1, steps + 1):
            part = step / steps
            at = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            self.mouse("mouseMoved", *at, button="left", buttons=1)
            self._browser.listen(0.02)
        self._browser.listen(0.2)
        self.mouse("mouseReleased", *end, button="left", clickCount=1)

    def click(self, script: str) -> None:
        """Click on the middle of an element."""
        box = self.value(f"(({script}).getBoundingClientRect()).toJSON()")
        at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.mouse("mouseMoved", *at)
        self.mouse("mousePressed", *at, button="left", buttons=1, clickCount=1)
        self.mouse("mouseReleased", *at, button="left", clickCount=1)

    def screenshot(self) -> bytes:
        """Return what is seen as PNG."""
        return base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"])

    def complaints(self) -> list[str]:
        """Everything that the browser complained of: violated policies, errors, exceptions."""
        self._browser.listen(0.05)
        found = []
        for event in self._mine():
            params = event["params"]
            if event["method"] == "Log.entryAdded" and params["entry"]["level"] in {"error", "warning"}:
                found.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
            elif event["method"] == "Runtime.exceptionThrown":
                found.append(str(params["exceptionDetails"].get("exception", {}).get("description")))
            elif event["method"] == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning"}:
                found.append(" ".join(str(one.get("value")) for one in params["args"]))
        return found

    def requested(self) -> list[str]:
        """Every address that the page asked for."""
        return [
            str(event["params"]["request"]["url"])
            for event in self._mine()
            if event["method"] == "Network.requestWillBeSent"
        ]

    def _mine(self) -> list[Record]:
        return [event for event in self._browser.events if event.get("sessionId") == self._session]


Opener = Callable[..., Page]
