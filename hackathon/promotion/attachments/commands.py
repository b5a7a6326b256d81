"""What can be done with a file that was given: keep it."""

from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.promotion.attachments.rules import GivenFile, media_type_of, safe_name


def keep_file(work: Work, given: GivenFile, *, scope: str, scope_id: int) -> StoredFile:
    """Keep whose file it is; the policy of `scope` decides who may read it."""
    name = safe_name(given.name)
    return work.add(
        StoredFile(
            key=given.kept.key,
            sha256=given.kept.sha256,
            size=given.kept.size,
            name=name,
            media_type=media_type_of(name),
            scope=scope,
            scope_id=scope_id,
            given_by=work.actor.id,
            at=work.now,
        )
    )
