"""How the desk tells its operator what it does: logs and figures, without a picture, a name or an address in them."""
