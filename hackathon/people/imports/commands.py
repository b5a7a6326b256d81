"""What can be done with a file of people: send it, have it read, take it over or drop it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.commands import create_accounts
from hackathon.people.imports.facts import ImportApplied, ImportAsked, ImportDropped
from hackathon.people.imports.models import ImportLine, PeopleImport
from hackathon.people.imports.policy import can_import, can_read, is_sound
from hackathon.people.imports.queries import APPLY, READ, imports_before, known_people, locked_people, wishes_of
from hackathon.people.imports.rules import LARGEST_FILE, Known, Outcome, Plan, Wish, named_in, plans_for
from hackathon.people.imports.states import IMPORT_FLOW, ImportState
from hackathon.people.profiles.facts import ProfileEdited
from hackathon.people.profiles.models import Profile
from hackathon.people.profiles.queries import empty_profile


def send_file(work: Work, file_name: str, contents: bytes) -> PeopleImport:
    """Keep a file of people and have it read in the background."""
    require(can_import(work.actor))
    if not contents:
        raise Invalid("file", _("There is nothing in this file. Choose another one."))
    if len(contents) > LARGEST_FILE:
        raise Invalid("file", _("The file is larger than %(most)s MB.") % {"most": LARGEST_FILE // 1024**2})
    sent = work.add(
        PeopleImport(file_name=file_name[-255:], contents=contents, asked_by=work.actor.id, asked_at=work.now)
    )
    work.request_job(READ, sent.id)
    work.record(ImportAsked(subject_id=sent.id))
    return sent


def note_unreadable(work: Work, import_id: int, trouble: str) -> None:
    """Say why a file could not be read."""
    require(can_read(work.actor))
    sent = work.lock(PeopleImport, import_id)
    if sent.state == ImportState.READING:
        sent.state, sent.trouble, sent.contents = IMPORT_FLOW.after("refuse", sent.state), trouble, None


def note_wishes(work: Work, import_id: int, wishes: Sequence[Wish], remarks: list[str]) -> None:
    """Say row by row what a file would do; nothing happens where that was said before."""
    require(can_read(work.actor))
    sent = work.lock(PeopleImport, import_id)
    if sent.state == ImportState.READING:
        plans = plans_for(wishes, known_people(work.session, named_in(wishes)))
        sent.state, sent.contents = IMPORT_FLOW.after("check", sent.state), None
        _keep_plans(work, sent, plans, remarks)


def start_import(work: Work, import_id: int) -> None:
    """Have a file taken over in the background, as whoever asks."""
    require(can_import(work.actor))
    sent = work.lock(PeopleImport, import_id)
    decision = is_sound(sent)
    if not decision:
        raise Conflict(decision.reason)
    sent.state, sent.applied_by = IMPORT_FLOW.after("apply", sent.state), work.actor.id
    work.request_job(APPLY, sent.id)


def apply_import(work: Work, import_id: int) -> None:
    """Make and change accounts as a file says, all or none: where something came in between, it is shown again."""
    require(can_import(work.actor))
    sent = work.lock(PeopleImport, import_id)
    if sent.state != ImportState.APPLYING:
        return
    wishes = wishes_of(work.session, sent.id)
    known = known_people(work.session, named_in(wishes))
    plans = plans_for(wishes, known)
    if any(plan.outcome == Outcome.WRONG for plan in plans):
        _look_again(work, sent, plans)
        return
    _carry_out(work, plans, known)
    _count(sent, plans)
    sent.state, sent.applied_at = IMPORT_FLOW.after("finish", sent.state), work.now
    _forget_lines(work, sent.id)
    work.record(ImportApplied(subject_id=sent.id, created=sent.created, changed=sent.changed))


def stop_import(work: Work, import_id: int, trouble: str) -> None:
    """Show a file again that could not be taken over, with the reason."""
    require(can_read(work.actor))
    sent = work.lock(PeopleImport, import_id)
    if sent.state == ImportState.APPLYING:
        sent.state, sent.remarks = IMPORT_FLOW.after("recheck", sent.state), [*sent.remarks, trouble]


def drop_import(work: Work, import_id: int) -> None:
    """Forget a file that was not taken over."""
    require(can_import(work.actor))
    sent = work.lock(PeopleImport, import_id)
    sent.state, sent.contents = IMPORT_FLOW.after("drop", sent.state), None
    _forget_lines(work, sent.id)
    work.record(ImportDropped(subject_id=sent.id))


def forget_imports(work: Work, before: datetime) -> None:
    """Delete imports that began before a moment, whatever became of them."""
    for import_id in imports_before(work.session, before):
        _forget_lines(work, import_id)
        work.session.execute(delete(PeopleImport).where(PeopleImport.id == import_id))


def _look_again(work: Work, sent: PeopleImport, plans: Sequence[Plan]) -> None:
    sent.state = IMPORT_FLOW.after("recheck", sent.state)
    _forget_lines(work, sent.id)
    _keep_plans(work, sent, plans, [*sent.remarks, _("Something changed since you looked. Nothing was taken over.")])


def _keep_plans(work: Work, sent: PeopleImport, plans: Sequence[Plan], remarks: list[str]) -> None:
    sent.remarks = remarks
    _count(sent, plans)
    work.session.add_all([_line(sent.id, plan) for plan in plans])


def _line(import_id: int, plan: Plan) -> ImportLine:
    wish = plan.wish
    return ImportLine(
        import_id=import_id,
        number=wish.number,
        outcome=plan.outcome,
        email=wish.email,
        name=wish.name,
        unit=wish.unit,
        manager_email=wish.manager_email,
        craft=wish.craft,
        skills=list(wish.skills),
        remarks=list(plan.remarks),
    )


def _count(sent: PeopleImport, plans: Sequence[Plan]) -> None:
    counts = Counter(plan.outcome for plan in plans)
    sent.created, sent.changed = counts[Outcome.CREATE], counts[Outcome.CHANGE]
    sent.same, sent.wrong = counts[Outcome.SAME], counts[Outcome.WRONG]


def _forget_lines(work: Work, import_id: int) -> None:
    work.session.execute(delete(ImportLine).where(ImportLine.import_id == import_id))


def _carry_out(work: Work, plans: Sequence[Plan], known: Mapping[str, Known]) -> None:
    """Make the new accounts first, so that anybody in the file can be anybody's line manager."""
    new = [plan.wish for plan in plans if plan.outcome == Outcome.CREATE]
    accounts = create_accounts(work, [(wish.email, wish.name) for wish in new])
    ids = {email: person.account_id for email, person in known.items()} | {each.email: each.id for each in accounts}
    for account, wish in zip(accounts, new, strict=True):
        _fill(work, empty_profile(account.id), wish, ids)
    _change(
        work, {known[plan.wish.email].account_id: plan.wish for plan in plans if plan.outcome == Outcome.CHANGE}, ids
    )


def _change(work: Work, wishes: Mapping[int, Wish], ids: Mapping[str, int]) -> None:
    for account_id, (account, profile) in locked_people(work.session, wishes).items():
        wish = wishes[account_id]
        account.display_name = wish.name
        _fill(work, profile or empty_profile(account_id), wish, ids)
    work.record_all(ProfileEdited(subject_id=account_id) for account_id in wishes)


def _fill(work: Work, profile: Profile, wish: Wish, ids: Mapping[str, int]) -> None:
    """Write what a row says into a profile; empty cells leave what is there."""
    profile.unit = wish.unit or profile.unit
    profile.craft = wish.craft or profile.craft
    profile.skills = list(wish.skills) or profile.skills
    profile.manager_id = ids.get(wish.manager_email, profile.manager_id)
    profile.version += 1
    work.session.add(profile)
