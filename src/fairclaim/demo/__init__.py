"""A shop that never was, with goods, people and claims, so that a newcomer sees a living desk."""
