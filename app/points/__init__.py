"""Civility points (文明积分): rules, records under review, a ledger of transfers, redemption."""
