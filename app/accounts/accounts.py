"""Accounts of a station: add, change or reset a password, change role, stop.

A password lives only as a key slot beside the file; see :mod:`db.keyslots`. Giving an account a
password therefore needs the station's seed, which an open station gets from the password of the
account that is logged in.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.fault_words import worded
from app.accounts.models import Account
from app.accounts.new_station import FirstAccount, check_name, check_password
from app.accounts.permissions import ROLE_NAMES, Actor, Permission, Role
from app.accounts.slowing import forget_failures, refuse_while_waiting, remember_failure
from app.errors import InvalidInput, NotFound, RuleBroken
from db import clock, faults, keyslots
from db.ids import new_id
from db.keyslots import Slot
from db.places import Place
from db.replicated import transaction_of


@dataclass(frozen=True)
class LoginName:
    """One line of the log-in list."""

    login: str
    name: str


def login_names(path: Place) -> list[LoginName]:
    """The accounts that can open a station file, without opening it.

    Raises:
        StationFault: the key file is missing or damaged.
    """
    with worded(path):
        return [LoginName(slot.login, slot.display_name) for slot in keyslots.load(path).slots]


def unlock(path: Place, login: str, password: str) -> bytes:
    """Prove a password against its slot (screen lock, giving out passwords); returns the seed.

    Raises:
        InvalidInput: wrong password, or still waiting after wrong ones.
    """
    with worded(path):
        slot = keyslots.load(path).slot(login)
        if slot is None:
            raise InvalidInput(f"这个站点没有“{login}”这个账号。", field="login")
        refuse_while_waiting(slot)
        try:
            seed = keyslots.unseal(slot, password)
        except faults.WrongKey:
            raise remember_failure(path, slot) from None
        forget_failures(path, slot)
        return seed


def change_password(session: Session, actor: Actor, *, path: Place, old: str, new: str) -> None:
    """Give one's own account a new password.

    Raises:
        InvalidInput: the old one is wrong (``old``), the new one too short or the same (``new``).
    """
    check_password(new, "new")
    if new == old:
        raise InvalidInput("新密码和原密码相同。", "请换一个。", field="new")
    seed = _unlock_own(path, actor, old, "old")
    audit.record(session, actor, "account.password", "更换了自己的密码")
    _keep_slot(session, path, keyslots.seal(actor.login, actor.name, new, seed))


def add_account(
    session: Session, actor: Actor, *, path: Place, new: FirstAccount, own_password: str
) -> UUID:
    """Add an account; the secretary's own password unlocks the seed for the new key slot.

    Raises:
        NotAllowed, InvalidInput: a field is wrong, or the login is taken.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    new = new.stripped()
    check_name(new.login, "账号", "login")
    check_name(new.name, "姓名", "name")
    check_password(new.password)
    if session.scalars(select(Account).where(Account.login == new.login)).first():
        raise InvalidInput(f"账号“{new.login}”已经有了。", "请换一个账号名。", field="login")
    seed = _unlock_own(path, actor, own_password, "own_password")
    account = Account(
        id=new_id(), login=new.login, name=new.name, role=new.role, created_at=clock.now()
    )
    session.add(account)
    sentence = f"新增账号：{new.name}（{ROLE_NAMES[new.role]}）"
    audit.record(session, actor, "account.add", sentence, subject=("account", account.id))
    _keep_slot(session, path, keyslots.seal(new.login, new.name, new.password, seed))
    return account.id


def change_role(session: Session, actor: Actor, account_id: UUID, *, role: Role) -> None:
    """Change what an account may do.

    Raises:
        NotAllowed, NotFound, RuleBroken: the last secretary would be gone.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    account = _account(session, account_id)
    _keep_one_manager(session, account, still=role)
    account.role = role
    sentence = f"把{account.name}的角色改为{ROLE_NAMES[role]}"
    audit.record(session, actor, "account.role", sentence, subject=("account", account_id))


def stop_account(session: Session, actor: Actor, account_id: UUID, *, path: Place) -> None:
    """Stop an account: its key slot is removed, its history stays.

    Raises:
        NotAllowed, NotFound, RuleBroken: one's own account, or the last secretary's.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    account = _account(session, account_id)
    if account_id == actor.account_id:
        raise RuleBroken("不能停用正在使用的账号。", "请用另一个书记账号操作。")
    _keep_one_manager(session, account, still=None)
    account.is_active = False
    sentence = f"停用账号：{account.name}"
    audit.record(session, actor, "account.stop", sentence, subject=("account", account_id))
    transaction_of(session).undoable = False
    keyslots.save(path, keyslots.load(path).without(account.login))


def reset_password(
    session: Session,
    actor: Actor,
    account_id: UUID,
    *,
    path: Place,
    password: str,
    own_password: str,
) -> None:
    """Give somebody a new password who forgot hers; a stopped account is in use again.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: the new password is too short (``password``), or one's own is wrong
            (``own_password``).
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    account = _account(session, account_id)
    check_password(password)
    seed = _unlock_own(path, actor, own_password, "own_password")
    what = "重设密码" if account.is_active else "重新启用账号"
    account.is_active = True
    sentence = f"{what}：{account.name}"
    audit.record(session, actor, "account.reset", sentence, subject=("account", account_id))
    _keep_slot(session, path, keyslots.seal(account.login, account.name, password, seed))


def _unlock_own(path: Place, actor: Actor, password: str, field: str) -> bytes:
    """The seed, by the password of who acts; a wrong one is said at ``field``."""
    try:
        return unlock(path, actor.login, password)
    except InvalidInput as error:
        raise InvalidInput(error.what_happened, error.what_to_do, field=field) from error


def _keep_slot(session: Session, path: Place, slot: Slot) -> None:
    """Write the companion last: when that fails, the transaction rolls back with it."""
    transaction_of(session).undoable = False
    keyslots.save(path, keyslots.load(path).with_slot(slot))


def _account(session: Session, account_id: UUID) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("找不到这个账号。", "请刷新后再试。")
    return account


def _keep_one_manager(session: Session, account: Account, *, still: Role | None) -> None:
    managers = {Role.SECRETARY, Role.OPERATOR}
    if still in managers or account.role not in managers:
        return
    others = session.scalars(
        select(Account).where(
            Account.id != account.id, Account.is_active, Account.role.in_(managers)
        )
    ).first()
    if others is None:
        raise RuleBroken("这是最后一个能管理账号的账号。", "请先给另一个人书记角色。")
