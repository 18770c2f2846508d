"""How the check ``regenerated`` was found: pairs, what was tried on them, and what was measured. No part of the package."""
