"""stub"""
from dataclasses import dataclass
from app.accounts.permissions import Actor
from app.demo.places import Places
from app.demo.registry import Registry
@dataclass
class Cast:
    secretary: Actor
    recorder: Actor
    places: Places
    registry: Registry
def plan_year(*a): ...
