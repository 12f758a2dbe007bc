"""What somebody at the counter is about to take: a plain value, one person's only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.points.redemptions import MOST_PIECES, Piece, new_key
from app.points.reward_views import RewardRow


@dataclass
class Basket:
    """Pieces of goods for one person, under the key that makes the redemption happen once."""

    resident_id: UUID
    key: str = field(default_factory=new_key)
    pieces: dict[UUID, int] = field(default_factory=dict)

    def add(self, reward_id: UUID, by: int) -> None:
        """Some more, or fewer; at none the line goes."""
        many = min(self.pieces.get(reward_id, 0) + by, MOST_PIECES)
        if many > 0:
            self.pieces[reward_id] = many
        else:
            self.pieces.pop(reward_id, None)

    def remove(self, reward_id: UUID) -> None:
        """None of these."""
        self.pieces.pop(reward_id, None)

    @property
    def count(self) -> int:
        """Pieces of all kinds together."""
        return sum(self.pieces.values())

    def total(self, goods: Sequence[RewardRow]) -> int:
        """Points at the prices on the screen."""
        return sum(row.price * self.pieces.get(row.id, 0) for row in goods)

    def asked(self) -> list[Piece]:
        """What the use case takes."""
        return [Piece(reward_id, many) for reward_id, many in self.pieces.items()]
