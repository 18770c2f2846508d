"""Files brought to the page *Check a photo* as people bring them."""

import base64
import json

from chromium import Page
from hostile_files import Files


def carry(page: Page, role: str, files: Files, how: str = "drop") -> None:
    """Drop files on an area, or paste them into it."""
    given = [[name, base64.b64encode(data).decode()] for name, data in files]
    page.value(f"""(() => {{
      const carrier = new DataTransfer();
      for (const [name, data] of {json.dumps(given)}) {{
        carrier.items.add(new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], name, {{type: "image/jpeg"}}));
      }}
      const area = document.querySelector(".drop[data-role={role}]");
      if ("{how}" === "drop") {{
        area.dispatchEvent(new DragEvent("drop", {{dataTransfer: carrier, bubbles: true, cancelable: true}}));
      }} else {{
        area.querySelector("input").focus();
        document.dispatchEvent(new ClipboardEvent("paste", {{clipboardData: carrier, bubbles: true, cancelable: true}}));
      }}
    }})()""")
